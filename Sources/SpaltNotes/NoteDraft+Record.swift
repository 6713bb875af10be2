internal import SpaltText

extension NoteDraft {
  /// Reads a line, as far as it says enough.
  ///
  /// - Throws: ``NoteRecordFault``
  init(_ record: NoteRecord) throws {
    guard let document = record.document, !document.isEmpty else {
      throw NoteRecordFault(.noDocument)
    }
    self.init(
      id: try record.id.map(Self.checkedID), text: TextID(document),
      kind: try Self.kind(record.kind), body: record.body ?? "",
      tags: (record.tags ?? []).map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
        .withoutRepeats,
      colour: record.colour, quote: record.quote, prefix: record.prefix, suffix: record.suffix,
      place: try Self.place(record), created: try record.created.map { try time($0, "created") },
      modified: try record.modified.map { try time($0, "modified") },
      deleted: record.deleted ?? false, revision: max(1, record.revision ?? 1))
  }

  private static func checkedID(_ id: String) throws -> NoteID {
    let isPlain = id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard isPlain, !id.isEmpty, id.utf8.count <= 128 else {
      throw NoteRecordFault(.badValue(key: "id", value: id))
    }
    return NoteID(id)
  }

  private static func kind(_ name: String?) throws -> Note.Kind {
    guard let name else { return .note }
    guard let kind = Note.Kind(rawValue: name) else {
      throw NoteRecordFault(.badValue(key: "kind", value: name))
    }
    return kind
  }

  /// The surest place a line gives.
  private static func place(_ record: NoteRecord) throws -> Place {
    if let selectors = record.selectors { return try remembered(record, selectors) }
    if let span = record.source ?? record.anchor?.source {
      guard let range = span.range else { throw NoteRecordFault(.badSpan(key: "source")) }
      return .source(range)
    }
    if let range = try range(of: record.anchor) { return .blocks(range) }
    guard let quote = record.quote, !quote.isEmpty else { throw NoteRecordFault(.noPlace) }
    return .quote
  }

  private static func remembered(
    _ record: NoteRecord, _ selectors: NoteRecord.SelectorsRecord
  ) throws -> Place {
    let start = selectors.startByte.position
    let end = selectors.endByte.position
    guard start <= end, start.block >= 0, start.offset >= 0, end.offset >= 0,
      let source = selectors.sourceBytes.range
    else { throw NoteRecordFault(.badSpan(key: "selectors")) }
    let remembered = Selectors(
      version: selectors.version, range: start..<end, source: source, quote: record.quote ?? "",
      prefix: record.prefix ?? "", suffix: record.suffix ?? "", headings: selectors.headings,
      rival: selectors.rival)
    let name = record.anchor?.state ?? Anchor.State.orphan.rawValue
    guard let state = Anchor.State(rawValue: name) else {
      throw NoteRecordFault(.badValue(key: "anchor.state", value: name))
    }
    return .remembered(
      remembered,
      Standing(
        state: state, version: record.anchor?.version, range: try range(of: record.anchor),
        source: record.anchor?.source?.range))
  }

  private static func range(of anchor: NoteRecord.AnchorRecord?) throws -> Range<Position>? {
    guard let start = anchor?.start?.position, let end = anchor?.end?.position else { return nil }
    guard start <= end, start.block >= 0, start.offset >= 0, end.offset >= 0 else {
      throw NoteRecordFault(.badSpan(key: "anchor"))
    }
    return start..<end
  }
}

/// A moment, if it has the shape of one.
private func time(_ value: String, _ key: String) throws -> Timestamp {
  let shape = value.utf8.prefix(11).map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
  guard shape.elementsEqual("0000-00-00T".utf8), value.utf8.count <= 40,
    value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
  else { throw NoteRecordFault(.badValue(key: key, value: value)) }
  return Timestamp(rawValue: value)
}
