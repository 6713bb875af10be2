/// What a file is, told by its content.
public enum FileFormat: Equatable, Sendable {
  /// Running text with light marks at most: ``repair(_:)`` knows what to do.
  case plain
  case markdown, html, pdf, feed, mailbox, message
  /// EPUB, ODT or DOCX, told apart by what is in them.
  case container
  /// Known, and not read: its name and what to do instead.
  case other(String, instead: String)

  /// Tells the format of a file.
  ///
  /// The name decides only between plain text and Markdown, which have no signature.
  public init(of bytes: [UInt8], name: String) {
    self = Self.signature(of: bytes) ?? Self.markup(bytes) ?? Self.text(bytes, name: name)
  }

  private static func signature(of bytes: [UInt8]) -> FileFormat? {
    // Source: ISO 32000-1, annex H: the header may stand anywhere in the first 1024 bytes.
    if bytes.prefix(1024).firstRange(of: Array("%PDF-".utf8)) != nil { return .pdf }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    {
      return .container
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      return .other("an old Word or Office file", instead: "save it as DOCX or ODT")
    }
    if bytes.starts(with: "{\\rtf".utf8) {
      return .other("a rich text file", instead: "save it as DOCX or ODT")
    }
    if bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A]) {
      return .other("a compressed file", instead: "unpack it first")
    }
    return nil
  }

  // MARK: Markup

  private static func markup(_ bytes: [UInt8]) -> FileFormat? {
    var head = String(decoding: bytes.prefix(16 << 10).filter { $0 != 0 }, as: UTF8.self)[...]
    if head.first == "\u{FEFF}" || head.first == "\u{FFFD}" {
      head = head.drop { $0 == "\u{FEFF}" || $0 == "\u{FFFD}" }
    }
    // Past comments, declarations and processing instructions to the first element.
    var isDeclared = false
    while true {
      head = head.drop { $0.isWhitespace }
      guard head.first == "<" else { return nil }
      if head.hasPrefix("<!--") {
        guard let end = head.firstRange(of: "-->") else { return nil }
        head = head[end.upperBound...]
      } else if head.hasPrefix("<?") || head.hasPrefix("<!") {
        if head.lowercased().hasPrefix("<!doctype html") { return .html }
        isDeclared = isDeclared || head.hasPrefix("<?xml") || head.hasPrefix("<!DOCTYPE")
        guard let end = declarationEnd(head) else { return nil }
        head = head[end...]
      } else {
        break
      }
    }
    let name = head.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == ":" }.lowercased()
    switch name.split(separator: ":").last.map(String.init) ?? "" {
    case "rss", "feed", "rdf": return .feed
    case "html", "head", "body", "title", "meta": return .html
    case let tag where HTMLElements.blocks.contains(tag) && closes(tag, head): return .html
    default: return isDeclared ? .html : nil
    }
  }

  /// After `>`, and after the part of a document type that stands in brackets.
  private static func declarationEnd(_ head: Substring) -> Substring.Index? {
    guard let end = head.firstIndex(of: ">") else { return nil }
    if let bracket = head[..<end].firstIndex(of: "["), head.hasPrefix("<!") {
      guard let close = head[bracket...].firstIndex(of: "]"),
        let last = head[close...].firstIndex(of: ">")
      else { return nil }
      return head.index(after: last)
    }
    return head.index(after: end)
  }

  private static func closes(_ tag: String, _ head: Substring) -> Bool {
    head.lowercased().contains("</\(tag)") || HTMLElements.unclosed.contains(tag)
  }

  // MARK: Text

  private static func text(_ bytes: [UInt8], name: String) -> FileFormat {
    if isMailbox(bytes) { return .mailbox }
    let lower = name.lowercased()
    if isMessage(bytes, isText: lower.hasSuffix(".txt")) { return .message }
    if bytes.allSatisfy({ $0 <= 0x20 }) { return .plain }
    if lower.hasSuffix(".md") || lower.hasSuffix(".markdown") { return .markdown }
    if lower.hasSuffix(".txt") { return .plain }
    return isClearMarkdown(bytes) ? .markdown : .plain
  }

  /// A line `From sender date`, and header lines right after it.
  private static func isMailbox(_ bytes: [UInt8]) -> Bool {
    guard bytes.starts(with: "From ".utf8), let end = bytes.prefix(1000).firstIndex(of: 0x0A) else {
      return false
    }
    return headerCount(bytes[(end + 1)...]).all >= 2
  }

  /// Someone who copies a mail into a text takes the lines that people read; a message as programs
  /// keep it has others too.
  private static func isMessage(_ bytes: [UInt8], isText: Bool) -> Bool {
    let headers = headerCount(bytes[...])
    return headers.all >= 3 && (!isText || headers.programs > 0)
  }

  /// Header lines that people read when they read a mail.
  private static let readHeaders: Set<String> = ["from", "to", "subject", "date", "cc", "reply-to"]

  private static let headers: Set<String> = [
    "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "received",
    "return-path", "reply-to", "x-mailer", "delivered-to", "cc", "list-id", "sender",
    "content-transfer-encoding", "references", "in-reply-to", "user-agent", "dkim-signature",
    "snapshot-content-location",
  ]

  /// Known header lines of a message at the start; 0 where another line stands among them.
  ///
  /// A head may be longer than what is looked at, four megabytes: then its beginning tells.
  private static func headerCount(_ bytes: ArraySlice<UInt8>) -> (all: Int, programs: Int) {
    var count = (all: 0, programs: 0)
    let head = bytes.prefix(4 << 20)
    var rest = head
    // Line by line: most texts are no message, and their first line says so.
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      let line = rest[..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      if line.isEmpty || line.elementsEqual([0x0D]) { return count }
      if line.first == 0x20 || line.first == 0x09 { continue }
      guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex,
        line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
      else { return end == head.endIndex && head.endIndex < bytes.endIndex ? count : (0, 0) }
      let name = String(decoding: line[..<colon].prefix(80), as: UTF8.self).lowercased()
      guard headers.contains(name) else { continue }
      count.all += 1
      if !readHeaders.contains(name) { count.programs += 1 }
    }
    return head.endIndex < bytes.endIndex ? count : (0, 0)
  }

  /// At least three kinds of marks that hardly come together by chance.
  private static func isClearMarkdown(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes.prefix(64 << 10), as: UTF8.self)
    var headings = 0
    var links = 0
    var fences = 0
    var notes = 0
    var tables = 0
    for line in text.split(whereSeparator: \.isNewline) {
      let hashes = line.prefix { $0 == "#" }.count
      if 1...6 ~= hashes, line.dropFirst(hashes).first == " " { headings += 1 }
      if line.contains("](http") || line.contains("](/") || line.contains("](#") { links += 1 }
      if line.hasPrefix("```") { fences += 1 }
      if line.hasPrefix("[^"), line.contains("]:") { notes += 1 }
      if line.hasPrefix("|"), line.allSatisfy({ "|-: ".contains($0) }), line.contains("-") {
        tables += 1
      }
    }
    let kinds = [headings >= 2, links >= 1, fences >= 2, notes >= 1, tables >= 1].count { $0 }
    return kinds >= 2
  }
}
