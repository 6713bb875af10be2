internal import Foundation
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
  public func line(for note: Note) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(record(of: note)), as: UTF8.self)
  }

  private func record(of note: Note) -> NoteRecord {
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
      version: selectors.version, startByte: .init(selectors.range.lowerBound),
      endByte: .init(selectors.range.upperBound), sourceBytes: .init(selectors.source),
      headings: selectors.headings, rival: selectors.rival)
    record.created = note.created.rawValue
    record.modified = note.modified.rawValue
    record.deleted = note.deleted
    record.revision = note.revision
    return record
  }

  private func record(of anchor: Anchor) -> NoteRecord.AnchorRecord {
    var record = NoteRecord.AnchorRecord(state: anchor.state.rawValue)
    // An orphan says too in which version its words were looked for in vain.
    record.version = version
    guard let document, let index, let range = anchor.range else { return record }
    record.start = .init(document.codePoints(of: range.lowerBound))
    record.end = .init(document.codePoints(of: range.upperBound))
    record.source = anchor.source.map { .init(index.codePoints($0)) }
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
