internal import SpaltText

/// Turns the pages of a PDF file into words with their places, as `pdftotext -bbox-layout` does.
///
/// Starting a program is not for this module: who calls ``texts(in:name:encoding:pageLayout:)`` does it.
public typealias PageLayout = ([UInt8]) throws -> [UInt8]

/// The texts of a file of any format but plain text, with their structure and what it says of them.
///
/// The format is told by the content. A web page, a book, a document is one text; a feed has one for
/// each entry, a mailbox one for each message. Every letter a reader of the file would see is in some
/// block, in order. Nothing outside the bytes is ever read, and what is made to take time or memory
/// stops at a limit.
///
/// - Parameters:
///   - bytes: The file.
///   - name: Its name, for messages and for the sources.
///   - encoding: The encoding of markup, whatever it says itself; `nil` to believe it.
///   - pageLayout: Reads PDF files.
/// - Returns: `nil` for plain text, which ``repair(_:)`` reads.
/// - Throws: ``FormatFailure`` or ``ImportFailure``, and what `pageLayout` throws.
public func texts(
  in bytes: [UInt8], name: String, encoding: TextEncoding? = nil, pageLayout: PageLayout
) throws -> [ImportedText]? {
  let texts: [ImportedText]
  let format = FileFormat(of: bytes, name: name)
  switch format {
  case .plain: return nil
  case .other(let format, let instead):
    throw FormatFailure.notRead(name: name, format: format, instead: instead)
  case .markdown: texts = [try markdownText(bytes, name: name, encoding)]
  case .html: texts = [try page(bytes, name: name, encoding)]
  case .container: texts = [try packed(bytes, name: name)]
  case .pdf:
    texts = [try pagesText(try pageLayout(bytes), file: bytes, name: name)]
  case .feed: texts = try feedTexts(bytes, name: name, encoding)
  case .mailbox, .message:
    texts = try mailTexts(bytes, name: name, isMailbox: format == .mailbox)
  }
  guard texts.contains(where: { !$0.blocks.isEmpty }) else {
    throw FormatFailure.noText(name: name, format: format.title)
  }
  return texts.filter { !$0.blocks.isEmpty }.map(told)
}

extension FileFormat {
  /// In words, with its article.
  var title: String {
    switch self {
    case .plain: "a plain text"
    case .markdown: "a Markdown file"
    case .html: "a web page"
    case .pdf: "a PDF file"
    case .feed: "a feed"
    case .mailbox: "a mailbox"
    case .message: "a message"
    case .container: "a packed document"
    case .other(let name, _): name
    }
  }
}

private func page(
  _ bytes: [UInt8], name: String, _ encoding: TextEncoding?
) throws -> ImportedText {
  let source = try decodeMarkup(bytes, name: name, encoding)
  let text = HTMLText(source.text)
  return ImportedText(
    source: source, blocks: text.blocks, facts: text.facts,
    findings: text.isFlattened ? [.flattened] : [])
}

/// Tells a packed document by what is in it.
private func packed(_ bytes: [UInt8], name: String) throws -> ImportedText {
  let container = try Container(bytes, name: name)
  var text = try packed(container, bytes, name: name)
  if container.refused > 0 {
    // Nothing of a name that is printed may steer a terminal.
    let names = container.refusedNames.map { name in
      String(
        String.UnicodeScalarView(
          name.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
    }
    text.findings.append(.entriesRefused(container.refused, names: names))
  }
  return text
}

private func packed(
  _ container: Container, _ bytes: [UInt8], name: String
) throws -> ImportedText {
  let kind = container.bytes("mimetype").map {
    String(decoding: $0.prefix(100), as: UTF8.self).filter { !$0.isWhitespace }
  }
  if container.bytes("word/document.xml") != nil {
    guard var document = WordDocument(container) else {
      throw FormatFailure.damaged(name: name, format: "a DOCX file")
    }
    let (source, blocks) = document.text()
    return packedText(bytes, name, source, blocks, document.facts())
  }
  if kind == "application/epub+zip" || container.bytes("META-INF/container.xml") != nil {
    guard let book = Book(container) else {
      throw FormatFailure.damaged(name: name, format: "an EPUB file")
    }
    let markup = book.markup()
    return packedText(
      bytes, name, Array(markup.utf8), HTMLText(markup, isWholePage: true).blocks, book.facts())
  }
  if container.bytes("content.xml") != nil {
    guard var document = OpenDocument(container) else {
      throw FormatFailure.damaged(name: name, format: "an ODT file")
    }
    let (source, blocks) = document.text()
    return packedText(bytes, name, source, blocks, document.facts(container))
  }
  throw FormatFailure.notRead(
    name: name, format: "a packed file without an EPUB, ODT or DOCX document in it",
    instead: "unpack it and import the files")
}

private func packedText(
  _ bytes: [UInt8], _ name: String, _ source: [UInt8], _ blocks: [Block], _ facts: TextFacts
) -> ImportedText {
  ImportedText(
    source: Source(
      name: name, digest: sha256(bytes), byteCount: bytes.count,
      text: String(decoding: source, as: UTF8.self)),
    blocks: blocks, facts: facts)
}

/// Adds what the blocks themselves tell: the language, a title, and what was found.
private func told(_ text: ImportedText) -> ImportedText {
  var text = text
  // A sample tells as much as the whole.
  var sample = ""
  for block in text.blocks where block.kind.isText {
    sample += block.text + "\n"
    if sample.utf8.count > 50_000 { break }
  }
  // Programs write the language of the machine into a file; the words know better.
  let guess = guessLanguage(of: sample)
  if guess != .undetermined { text.facts.language = guess }
  if text.facts.title == nil {
    text.facts.title = text.blocks.first { $0.kind.level == 1 }.flatMap { TextFacts.line($0.text) }
  }
  let count = { (kind: BlockKind) in text.blocks.count { $0.kind == kind } }
  if text.source.replacements > 0 { text.findings.append(.badSequences(text.source.replacements)) }
  if count(.footnote) > 0 { text.findings.append(.footnotes(count(.footnote))) }
  if count(.pageNumber) > 0 { text.findings.append(.pageNumbers(count(.pageNumber))) }
  if count(.boilerplate) > 0 { text.findings.append(.boilerplate(count(.boilerplate))) }
  return text
}

/// Gives entries of one file names that stay when other entries come and go.
///
/// An entry comes with its title, and with what tells it from others of the same title.
func partNames(_ entries: [(title: String, key: String)]) -> [String] {
  // A name becomes part of an id, which is no longer than a line.
  let titles = entries.map { String($0.title.prefix(60)).replacing("/", with: " ") }
  var counts: [String: Int] = [:]
  for title in titles { counts[title.lowercased(), default: 0] += 1 }
  return zip(entries, titles).map { entry, title in
    let isAlone = counts[title.lowercased()] == 1 && title.contains(where: \.isLetter)
    return isAlone ? title : "\(title) \(sha256(Array(entry.key.utf8)).prefix(8))"
  }
}

extension Block {
  /// The block as it stands when its source is part of a larger one.
  func moved(by offset: Int) -> Block {
    var block = self
    block.map = SourceMap(
      map.runs.map { .init(text: $0.text, source: $0.source + offset, length: $0.length) })
    block.marks = marks.map { $0.lowerBound + offset..<$0.upperBound + offset }
    return block
  }
}
