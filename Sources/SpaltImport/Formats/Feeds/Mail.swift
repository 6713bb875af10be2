internal import CMail
internal import SpaltText

/// The messages of a mailbox, or a single message, each a text.
///
/// A page that a browser saved as one file is a message too, and is read as a page.
func mailTexts(_ bytes: [UInt8], name: String, isMailbox: Bool) throws -> [ImportedText] {
  guard spalt_mail_is_available() != 0 else {
    throw FormatFailure.missing(
      name: name, format: isMailbox ? "a mailbox" : "a message", package: "libgmime-3.0-0")
  }
  let messages = readMessages(bytes, isMailbox: isMailbox)
  if !isMailbox, isSavedPage(bytes),
    let page = messages.first?.parts.first(where: { $0.kind == .html })
  {
    let text = HTMLText(page.text)
    let source = Source(
      name: name, digest: sha256(bytes), byteCount: bytes.count, text: page.text)
    return [ImportedText(source: source, blocks: text.blocks, facts: text.facts)]
  }
  let parts = partNames(
    messages.map { message in
      let title = [message.facts.date, message.facts.title].compactMap(\.self)
      return (title.joined(separator: " "), message.key)
    })
  return zip(messages, parts).map { message, part in
    var (source, blocks) = message.text()
    source.name = name
    return ImportedText(
      source: source, blocks: blocks, facts: message.facts, part: isMailbox ? part : nil)
  }
}

private func isSavedPage(_ bytes: [UInt8]) -> Bool {
  let head = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
  return head.contains("snapshot-content-location:") || head.contains("from: <saved by ")
    || head.contains("from: \"saved by ")
}

/// A message as its reader sees it.
private struct Message {
  enum PartKind { case plain, html, attachment }

  struct Part {
    var kind: PartKind
    var text: String
  }

  var facts: TextFacts
  /// Whom it was sent to.
  var receivers: String?
  var key: String
  var parts: [Part]

  /// What stands between two messages and is none itself.
  var isEmpty: Bool { facts == TextFacts() && receivers == nil && parts.isEmpty }

  /// The subject, who wrote it and to whom, and its parts, one after the other.
  func text() -> (source: Source, blocks: [Block]) {
    var writer = BlockWriter()
    if let subject = facts.title {
      writer.begin(.heading(level: 1))
      writer.write(subject)
    }
    let sender = [facts.publisher, facts.date].compactMap(\.self).joined(separator: ", ")
    // An arrow, for a message may be of any language.
    for line in [sender, receivers.map { "→ \($0)" } ?? ""] where !line.isEmpty {
      writer.begin(.credit)
      writer.writeBreak()
      writer.write(line)
    }
    var blocks = writer.finished()
    var source = writer.source
    for part in parts {
      if !source.isEmpty { source += Array("\n\n".utf8) }
      blocks += partBlocks(part).map { $0.moved(by: source.count) }
      source += Array(part.text.utf8)
    }
    let text = String(decoding: source, as: UTF8.self)
    return (
      Source(name: "", digest: sha256(source), byteCount: source.count, text: text), blocks
    )
  }

  private func partBlocks(_ part: Part) -> [Block] {
    switch part.kind {
    case .html: return HTMLText(part.text, isWholePage: true).blocks
    case .plain:
      return repair(
        Source(name: "message.txt", digest: "", byteCount: part.text.utf8.count, text: part.text)
      ).blocks
    case .attachment:
      var writer = BlockWriter(source: Array(part.text.utf8))
      writer.begin(.boilerplate)
      writer.letters(0..<part.text.utf8.count)
      return writer.finished()
    }
  }
}

/// The most messages read from one file.
private let mostMessages = 100_000

private func readMessages(_ bytes: [UInt8], isMailbox: Bool) -> [Message] {
  bytes.withUnsafeBufferPointer { buffer in
    buffer.withMemoryRebound(to: CChar.self) { buffer in
      guard let mail = spalt_mail_open(buffer.baseAddress, buffer.count, isMailbox ? 1 : 0) else {
        return []
      }
      defer { spalt_mail_close(mail) }
      var messages: [Message] = []
      while messages.count < mostMessages, let message = spalt_mail_next(mail) {
        defer { spalt_message_free(message) }
        let read = readMessage(message)
        if !read.isEmpty { messages.append(read) }
      }
      return messages
    }
  }
}

private func readMessage(_ message: OpaquePointer) -> Message {
  let field = { (field: SpaltMailField) -> String? in
    spalt_message_field(message, field).flatMap { TextFacts.line(String(cString: $0)) }
  }
  let facts = TextFacts(
    title: field(SPALT_MAIL_SUBJECT), publisher: field(SPALT_MAIL_FROM),
    date: field(SPALT_MAIL_DATE), language: Language(rawValue: field(SPALT_MAIL_LANGUAGE) ?? "und"))
  var parts: [Message.Part] = []
  for index in 0..<spalt_message_count(message) {
    var kind = SPALT_MAIL_PLAIN
    guard let words = spalt_message_part(message, index, &kind) else { continue }
    let text = String(cString: words)
    switch kind {
    case SPALT_MAIL_HTML: parts.append(.init(kind: .html, text: text))
    case SPALT_MAIL_ATTACHMENT: parts.append(.init(kind: .attachment, text: text))
    default: parts.append(.init(kind: .plain, text: unquotedFrom(text)))
    }
  }
  let key = field(SPALT_MAIL_IDENTIFIER) ?? parts.first?.text ?? ""
  return Message(facts: facts, receivers: field(SPALT_MAIL_TO), key: key, parts: parts)
}

/// A line that began with `From ` got a `>` when it was put into the mailbox.
private func unquotedFrom(_ text: String) -> String {
  guard text.contains(">From ") else { return text }
  return text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { $0.hasPrefix(">From ") ? $0.dropFirst() : $0 }.joined(separator: "\n")
}
