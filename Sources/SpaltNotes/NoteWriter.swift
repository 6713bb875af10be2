public import SpaltText

/// Writes the notes of one text for other programs and other archives.
public struct NoteWriter: Sendable {
  private let document: Document?
  private let index: CodePointIndex?
  private let version: String?

  /// For the notes of a text at hand.
  ///
  /// The source is the decoded one of that version, the version its digest.
  public init(document: Document, source: String, version: String) {
    self.document = document
    index = CodePointIndex(source)
    self.version = version
  }

  /// For notes whose text is no longer there; they are written without a place.
  public init() {
    document = nil
    index = nil
    version = nil
  }

  /// A note as one line of jsonl, without the line feed.
  ///
  /// Lossless: a note read back from it is written as the same bytes.
  public func line(for note: Note) -> String { record(of: note).json.line }

  /// A note as one entry of a file made with ``NoteExport``.
  func entry(for note: Note, as format: NoteFormat, title: String?) -> JSON {
    format == .hypothesis
      ? hypothesisAnnotation(of: note, title: title) : webAnnotation(of: note)
  }

  func record(of note: Note) -> NoteRecord {
    let selectors = note.selectors
    var record = NoteRecord()
    record.id = note.id.rawValue
    record.document = note.text.rawValue
    record.kind = note.kind.rawValue
    record.body = note.body
    record.tags = note.tags
    record.colour = note.colour
    record.quote = selectors.quote
    record.prefix = selectors.prefix
    record.suffix = selectors.suffix
    record.anchor = self.record(of: note.anchor)
    record.selectors = NoteRecord.SelectorsRecord(
      version: selectors.version, start: selectors.range.lowerBound,
      end: selectors.range.upperBound, source: selectors.source,
      headings: selectors.headings, rival: selectors.rival)
    record.parent = note.parent?.rawValue
    record.state = note.isDone ? "done" : "open"
    record.author = note.author.isEmpty ? nil : note.author
    record.created = note.created.rawValue
    record.modified = note.modified.rawValue
    record.deleted = note.deleted
    record.revision = note.revision
    if !note.extra.isEmpty, let extra = try? JSON(parsing: note.extra.utf8) {
      record.extra = extra.fields
    }
    return record
  }

  private func record(of anchor: Anchor) -> NoteRecord.AnchorRecord {
    var record = NoteRecord.AnchorRecord(state: anchor.state.rawValue)
    // An orphan says too in which version its words were looked for in vain.
    record.version = version
    guard let document, let index, let range = anchor.range else { return record }
    record.start = document.codePoints(of: range.lowerBound)
    record.end = document.codePoints(of: range.upperBound)
    record.source = anchor.source.map(index.codePoints)
    return record
  }
}

extension Document {
  /// A place with its offset in code points instead of bytes.
  func codePoints(of position: Position) -> Position {
    guard position.block < blocks.count else { return position }
    let bytes = blocks[position.block].text.utf8.prefix(position.offset)
    return Position(block: position.block, offset: bytes.count { $0 & 0xC0 != 0x80 })
  }

  /// A place given in code points, on a whole character; clamped to the document.
  func position(atCodePoints place: Position) -> Position {
    guard place.block >= 0, place.block < blocks.count else { return clamp(place) }
    let scalars = blocks[place.block].text.unicodeScalars.prefix(max(0, place.offset))
    let bytes = scalars.reduce(0) { $0 + UTF8.width($1) }
    return clamp(Position(block: place.block, offset: bytes))
  }
}

/// A file of notes that is one JSON value: W3C JSON-LD or the JSON of Hypothesis.
public struct NoteExport: Sendable {
  private let format: NoteFormat
  private var entries: [JSON] = []

  /// - Parameter format: ``NoteFormat/jsonld`` or ``NoteFormat/hypothesis``.
  public init(_ format: NoteFormat) { self.format = format }

  public mutating func add(_ note: Note, by writer: NoteWriter, title: String?) {
    entries.append(writer.entry(for: note, as: format, title: title))
  }

  /// The file, one annotation a line.
  public var content: String {
    let whole =
      format == .hypothesis
      ? HypothesisAnnotation.list(of: []) : WebAnnotation.collection(of: [])
    let lines = entries.map(\.line).joined(separator: ",\n")
    let outer = whole.line
      .replacing("\"total\":0", with: "\"total\":\(entries.count)")
    // The brackets of the empty list stand once in either.
    return outer.replacing("[]", with: entries.isEmpty ? "[]" : "[\n\(lines)\n]") + "\n"
  }
}
