internal import SpaltText

extension NoteWriter {
  /// A note as a W3C Web Annotation, which says all the note says.
  ///
  /// What the model has no word for stands under `spalt:note`, with the names of jsonl.
  ///
  /// Source: Web Annotation Data Model, W3C Recommendation of 23 February 2017.
  func webAnnotation(of note: Note) -> JSON {
    var record = record(of: note)
    let foreign = record.extra.first { $0.key == WebAnnotation.extraKey }?.value.fields ?? []
    record.extra.removeAll { $0.key == WebAnnotation.extraKey }
    let target = JSON([
      "selector": WebAnnotation.selectors(of: record),
      "source": record.document.map {
        .string(Annotations.address(of: $0))
      },
    ])
    var body: [JSON] = []
    if !note.body.isEmpty {
      body.append(
        JSON([
          "format": .string("text/markdown"), "purpose": .string(WebAnnotation.purpose(of: note)),
          "type": .string("TextualBody"), "value": .string(note.body),
        ]))
    }
    for tag in note.tags {
      body.append(
        JSON([
          "purpose": .string("tagging"), "type": .string("TextualBody"), "value": .string(tag),
        ]))
    }
    let fields = JSON([
      "body": body.isEmpty ? nil : .array(body), "created": .string(note.created.rawValue),
      "creator": note.author.isEmpty
        ? nil : JSON(["name": .string(note.author), "type": .string("Person")]),
      "id": .string(Annotations.address(ofNote: note.id.rawValue)),
      "modified": .string(note.modified.rawValue),
      "motivation": .string(WebAnnotation.motivation(of: note)),
      "spalt:note": WebAnnotation.rest(of: record).json, "target": target,
      "type": .string("Annotation"),
    ])
    return foreign.isEmpty ? fields : JSON.object(fields.fields + foreign).sorted
  }
}

extension NoteDraft {
  /// Reads a W3C Web Annotation, of this program or another.
  ///
  /// - Throws: ``NoteRecordFault``
  init(webAnnotation json: JSON) throws(NoteRecordFault) {
    var record = try json["spalt:note"].map { (json) throws(NoteRecordFault) in
      try NoteRecord(json)
    }
    let isOurs = record != nil
    var read = record ?? NoteRecord()
    record = nil
    let target = try AnnotationTarget(json["target"])
    if let id = json["id"]?.text { read.id = Annotations.note(at: id) }
    try read.takeBodies(of: json)
    read.created = json["created"]?.text ?? read.created
    read.modified = json["modified"]?.text ?? read.modified
    if let creator = json["creator"] {
      read.author = creator["name"]?.text ?? creator.text ?? creator["id"]?.text
    }
    read.takeMotivation(of: json, isOurs: isOurs)
    read.quote = target.quote ?? read.quote
    if target.quote != nil {
      read.prefix = target.prefix ?? ""
      read.suffix = target.suffix ?? ""
    }
    let known: Set<String> = [
      "@context", "id", "type", "body", "bodyValue", "created", "modified", "creator",
      "motivation", "target", "spalt:note",
    ]
    let foreign = json.fields.filter { !known.contains($0.key) }
    if !foreign.isEmpty {
      read.extra.append(.init(key: WebAnnotation.extraKey, value: .object(foreign)))
    }
    try self.init(read, target, isReply: json.motivations.contains("replying"))
  }

  /// A note read from an annotation, its place from the target unless the note remembers more.
  ///
  /// - Throws: ``NoteRecordFault``
  init(
    _ read: NoteRecord, _ target: AnnotationTarget, isReply: Bool
  ) throws(NoteRecordFault) {
    var read = read
    var address: String?
    if let target = target.address {
      if let text = Annotations.text(at: target) {
        read.document = text
      } else {
        address = target
        read.document = read.document ?? target
      }
    }
    let hasPlace = read.selectors != nil || read.anchor?.start != nil
    let hasQuote = !(read.quote ?? "").isEmpty
    if isReply || read.parent != nil, !hasPlace, !hasQuote {
      read.parent = read.parent ?? target.address.map(Annotations.note)
      // Only for the reading: the place is the parent's.
      read.quote = "…"
      try self.init(read)
      quote = nil
      place = .ofParent
      return
    }
    if !hasPlace, !hasQuote {
      read.anchor = .init(start: .start, end: .start)
    } else if !hasPlace, address == nil {
      read.source = target.position
    }
    try self.init(read)
    self.address = address
  }
}

/// The words of the model.
enum WebAnnotation {
  /// The field of a note that keeps what an annotation said beyond what is understood.
  static let extraKey = "jsonld"

  /// One file of annotations.
  static func collection(of annotations: [JSON]) -> JSON {
    let context = JSON.array([
      .string("http://www.w3.org/ns/anno.jsonld"),
      JSON(["spalt": .string("urn:spalt:terms:")]),
    ])
    return JSON([
      "@context": context,
      "first": JSON(["items": .array(annotations), "type": .string("AnnotationPage")]),
      "total": .number(annotations.count), "type": .string("AnnotationCollection"),
    ])
  }

  fileprivate static func motivation(of note: Note) -> String {
    if note.parent != nil { return "replying" }
    return switch note.kind {
    case .note: "commenting"
    case .highlight: "highlighting"
    case .question: "questioning"
    }
  }

  fileprivate static func purpose(of note: Note) -> String {
    let motivation = motivation(of: note)
    return motivation == "highlighting" ? "commenting" : motivation
  }

  fileprivate static func selectors(of record: NoteRecord) -> JSON? {
    guard let quote = record.quote, !quote.isEmpty else { return nil }
    var selectors = [
      JSON([
        "exact": .string(quote), "prefix": record.prefix.map(JSON.string),
        "suffix": record.suffix.map(JSON.string), "type": .string("TextQuoteSelector"),
      ])
    ]
    if let source = record.anchor?.source {
      selectors.append(
        JSON([
          "end": .number(source.upperBound), "start": .number(source.lowerBound),
          "type": .string("TextPositionSelector"),
        ]))
    }
    return .array(selectors)
  }

  /// What of a note the annotation says nowhere else.
  fileprivate static func rest(of record: NoteRecord) -> NoteRecord {
    var rest = record
    rest.id = nil
    rest.body = nil
    rest.tags = nil
    rest.created = nil
    rest.modified = nil
    rest.author = nil
    if record.quote?.isEmpty == false {
      rest.quote = nil
      rest.prefix = nil
      rest.suffix = nil
    }
    return rest
  }
}

extension NoteRecord {
  /// Takes the words and tags of an annotation's bodies.
  fileprivate mutating func takeBodies(of json: JSON) throws(NoteRecordFault) {
    var words: [String] = []
    var tags: [String] = []
    if let value = json["bodyValue"] {
      guard let text = value.text else { throw NoteRecordFault(.wrongType(key: "bodyValue")) }
      words.append(text)
    }
    for body in json["body"]?.oneOrMore ?? [] {
      if let text = body.text {
        words.append(text)
        continue
      }
      guard case .object = body else { throw NoteRecordFault(.wrongType(key: "body")) }
      guard let value = body["value"] ?? body["id"] ?? body["source"] else { continue }
      guard let text = value.text else { throw NoteRecordFault(.wrongType(key: "body.value")) }
      if body["purpose"]?.oneOrMore.contains(.string("tagging")) == true {
        tags.append(text)
      } else {
        words.append(text)
      }
    }
    body = words.joined(separator: "\n\n")
    self.tags = tags
  }

  fileprivate mutating func takeMotivation(of json: JSON, isOurs: Bool) {
    guard !isOurs else { return }
    let motivations = json.motivations
    if motivations.contains("questioning") {
      kind = Note.Kind.question.rawValue
    } else if motivations.contains("highlighting") || body == "" && tags == [] {
      kind = Note.Kind.highlight.rawValue
    }
  }
}

extension JSON {
  /// Why an annotation was made, without the prefix some programs write.
  fileprivate var motivations: [String] {
    (self["motivation"]?.oneOrMore ?? []).compactMap(\.text)
      .map { $0.hasPrefix("oa:") ? String($0.dropFirst(3)) : $0 }
  }
}
