internal import SpaltText

extension NoteDraft {
  /// Reads a line, as far as it says enough.
  ///
  /// - Throws: ``NoteRecordFault``
  init(_ record: NoteRecord) throws(NoteRecordFault) {
    guard let document = record.document, !document.isEmpty else {
      throw NoteRecordFault(.noDocument)
    }
    let isDone = try Self.isDone(record.state)
    self.init(
      id: try record.id.map { (id) throws(NoteRecordFault) in try Self.checkedID(id, "id") },
      text: TextID(document),
      kind: try Self.kind(record.kind), body: record.body ?? "",
      tags: (record.tags ?? []).map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
        .withoutRepeats,
      colour: record.colour, quote: record.quote, prefix: record.prefix, suffix: record.suffix,
      place: try Self.place(record),
      parent: try record.parent.map { (id) throws(NoteRecordFault) in
        try Self.checkedID(id, "parent")
      }, isDone: isDone, author: record.author ?? "",
      extra: record.extra.isEmpty ? "" : JSON.object(record.extra).line,
      created: try record.created.map { (value) throws(NoteRecordFault) in
        try time(value, "created")
      },
      modified: try record.modified.map { (value) throws(NoteRecordFault) in
        try time(value, "modified")
      },
      deleted: record.deleted ?? false, revision: max(1, record.revision ?? 1))
  }

  private static func isDone(_ state: String?) throws(NoteRecordFault) -> Bool {
    switch state {
    case nil, "open": false
    case "done": true
    case let other?: throw NoteRecordFault(.badValue(key: "state", value: other))
    }
  }

  private static func checkedID(
    _ id: String, _ key: String
  ) throws(NoteRecordFault) -> NoteID {
    let isPlain = id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard isPlain, !id.isEmpty, id.utf8.count <= 128 else {
      throw NoteRecordFault(.badValue(key: key, value: id))
    }
    return NoteID(id)
  }

  private static func kind(_ name: String?) throws(NoteRecordFault) -> Note.Kind {
    guard let name else { return .note }
    guard let kind = Note.Kind(rawValue: name) else {
      throw NoteRecordFault(.badValue(key: "kind", value: name))
    }
    return kind
  }

  /// The surest place a line gives.
  private static func place(_ record: NoteRecord) throws(NoteRecordFault) -> Place {
    if let selectors = record.selectors { return try remembered(record, selectors) }
    if let range = record.source ?? record.anchor?.source { return .source(range) }
    if let range = try range(of: record.anchor) {
      return range == .start..<(.start) && (record.quote ?? "").isEmpty
        ? .wholeText : .blocks(range)
    }
    guard let quote = record.quote, !quote.isEmpty else { throw NoteRecordFault(.noPlace) }
    return .quote
  }

  private static func remembered(
    _ record: NoteRecord, _ selectors: NoteRecord.SelectorsRecord
  ) throws(NoteRecordFault) -> Place {
    guard selectors.start <= selectors.end else {
      throw NoteRecordFault(.badSpan(key: "selectors"))
    }
    let remembered = Selectors(
      version: selectors.version, range: selectors.start..<selectors.end,
      source: selectors.source, quote: record.quote ?? "",
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
        source: record.anchor?.source))
  }

  private static func range(
    of anchor: NoteRecord.AnchorRecord?
  ) throws(NoteRecordFault) -> Range<Position>? {
    guard let start = anchor?.start, let end = anchor?.end else { return nil }
    guard start <= end else { throw NoteRecordFault(.badSpan(key: "anchor")) }
    return start..<end
  }
}

/// A moment, if it has the shape of one.
private func time(_ value: String, _ key: String) throws(NoteRecordFault) -> Timestamp {
  let shape = value.utf8.prefix(11).map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
  guard shape.elementsEqual("0000-00-00T".utf8), value.utf8.count <= 40,
    value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
  else { throw NoteRecordFault(.badValue(key: key, value: value)) }
  return Timestamp(rawValue: value)
}
