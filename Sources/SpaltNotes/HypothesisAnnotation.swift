internal import SpaltText

/// The annotations of Hypothesis, as its programming interface writes and takes them.
///
/// Source: h.readthedocs.io, the reference of the interface of version 1.
enum HypothesisAnnotation {
  /// The field of a note that keeps what an annotation said beyond what is understood.
  static let extraKey = "hypothesis"

  fileprivate static let known: Set<String> = [
    "id", "created", "updated", "user", "uri", "text", "tags", "target", "references", "spalt",
  ]

  /// One file of annotations.
  static func list(of annotations: [JSON]) -> JSON {
    JSON(["rows": .array(annotations), "total": .number(annotations.count)])
  }
}

extension NoteWriter {
  /// A note as an annotation of Hypothesis, which has no words for colours and questions.
  func hypothesisAnnotation(of note: Note, title: String?) -> JSON {
    let record = record(of: note)
    let foreign = record.extra.first { $0.key == HypothesisAnnotation.extraKey }?.value.fields ?? []
    let own = Set(foreign.map(\.key))
    let address =
      foreign.first { $0.key == "address" }?.value.text
      ?? Annotations.address(of: note.text.rawValue)
    var selectors: [JSON] = []
    if !note.selectors.quote.isEmpty {
      selectors.append(
        JSON([
          "exact": .string(note.selectors.quote), "prefix": .string(note.selectors.prefix),
          "suffix": .string(note.selectors.suffix), "type": .string("TextQuoteSelector"),
        ]))
      if let source = record.anchor?.source {
        selectors.append(
          JSON([
            "end": .number(source.upperBound), "start": .number(source.lowerBound),
            "type": .string("TextPositionSelector"),
          ]))
      }
    }
    let target = JSON([
      "selector": selectors.isEmpty ? nil : .array(selectors), "source": .string(address),
    ])
    let fields = JSON([
      "created": .string(note.created.rawValue),
      "document": own.contains("document")
        ? nil : title.map { JSON(["title": .array([.string($0)])]) },
      "id": .string(note.id.rawValue),
      "references": note.parent.map { .array([.string($0.rawValue)]) },
      "spalt": JSON([
        "colour": record.colour.map(JSON.string), "kind": .string(note.kind.rawValue),
        "state": .string(note.isDone ? "done" : "open"),
      ]),
      "tags": .array(note.tags.map(JSON.string)), "target": .array([target]),
      "text": .string(note.body), "updated": .string(note.modified.rawValue),
      "uri": .string(address), "user": .string(note.author.isEmpty ? "acct:" : note.author),
    ])
    return JSON.object(fields.fields + foreign.filter { $0.key != "address" }).sorted
  }
}

extension NoteDraft {
  /// Reads an annotation of Hypothesis.
  ///
  /// - Throws: ``NoteRecordFault``
  init(hypothesis json: JSON) throws(NoteRecordFault) {
    let target = try AnnotationTarget(json["target"])
    var read = NoteRecord()
    read.id = json["id"]?.text
    read.created = json["created"]?.text
    read.modified = json["updated"]?.text
    read.author = json["user"]?.text.flatMap { $0 == "acct:" ? nil : $0 }
    if let text = json["text"] {
      guard let words = text.text else { throw NoteRecordFault(.wrongType(key: "text")) }
      read.body = words
    }
    if let tags = json["tags"] {
      guard case .array(let elements) = tags else { throw NoteRecordFault(.wrongType(key: "tags")) }
      read.tags = elements.compactMap(\.text)
    }
    let isBare = (read.body ?? "").isEmpty && (read.tags ?? []).isEmpty
    read.kind =
      json["spalt"]?["kind"]?.text ?? (isBare ? Note.Kind.highlight.rawValue : nil)
    read.colour = json["spalt"]?["colour"]?.text
    read.state = json["spalt"]?["state"]?.text
    read.quote = target.quote
    read.prefix = target.prefix
    read.suffix = target.suffix
    read.parent = json["references"]?.oneOrMore.last?.text
    var foreign = json.fields.filter { !HypothesisAnnotation.known.contains($0.key) }
    var place = target
    place.address = json["uri"]?.text ?? target.address
    if let address = place.address, Annotations.text(at: address) == nil {
      foreign.append(.init(key: "address", value: .string(address)))
    }
    if !foreign.isEmpty {
      read.extra = [.init(key: HypothesisAnnotation.extraKey, value: .object(foreign))]
    }
    guard place.address != nil else { throw NoteRecordFault(.missing(key: "uri")) }
    try self.init(read, place, isReply: read.parent != nil)
  }
}
