internal import SpaltText

/// The ways notes are exchanged.
public enum NoteFormat: String, CaseIterable, Sendable {
  case jsonl, jsonld, hypothesis, markdown, csv

  /// The format a file is in, told by its content; `nil` when it looks like none.
  public init?(tellingFrom content: String) {
    let text = content.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let head = text.prefix(4096)
    switch text.first {
    case "{":
      let line = text.prefix { !$0.isNewline }
      let keys = Self.keys(of: String(line)) ?? Self.keys(of: String(text)) ?? []
      if keys.contains("@context") {
        self = .jsonld
      } else if keys.contains("rows") || keys.contains("uri") || keys.contains("target") {
        self = .hypothesis
      } else {
        self = .jsonl
      }
    case "[": self = head.contains("\"@context\"") ? .jsonld : .hypothesis
    case "#": self = .markdown
    case nil: return nil
    default:
      let names = head.prefix { !$0.isNewline }.split(separator: ",")
      guard names.contains("document"), names.contains("quote") else { return nil }
      self = .csv
    }
  }

  private static func keys(of json: String) -> Set<String>? {
    guard case .object(let fields)? = try? JSON(parsing: json.utf8) else { return nil }
    return Set(fields.map(\.key))
  }
}

/// What is wrong with a file of notes.
public enum NoteReadingError: Error, Equatable, CustomStringConvertible {
  case unknownFormat
  case onlyWritten(NoteFormat)
  case line(Int, Fault)
  /// In a file that is one value: one of its notes, counted from 1.
  case entry(Int, Fault)

  public enum Fault: Equatable, Sendable {
    case notJSON
    case wrongType(key: String)
    case missing(key: String)
    case noDocument
    case noPlace
    case badSpan(key: String)
    case badValue(key: String, value: String)
  }

  public var description: String {
    switch self {
    case .unknownFormat:
      "The file holds no notes that can be read; give one JSON object a line."
    case .onlyWritten(let format):
      "The file holds notes as \(format.rawValue), which is for people; give jsonl or jsonld."
    case .line(let number, let fault): "Line \(number): \(fault.reason)"
    case .entry(let number, let fault): "Note \(number): \(fault.reason)"
    }
  }
}

extension NoteReadingError.Fault {
  fileprivate var reason: String {
    switch self {
    case .notJSON: "this is not a JSON object; write each note on a line of its own."
    case .wrongType(let key): "“\(Sanitizer.line(key))” has a value of the wrong type."
    case .missing(let key): "“\(Sanitizer.line(key))” is missing."
    case .noDocument: "“document” is missing; name the text the note belongs to."
    case .noPlace: "the note has no place; give “source”, “anchor” or “quote”."
    case .badSpan(let key): "“\(key)” ends before it starts, or starts before the text."
    case .badValue(let key, let value):
      "“\(key)” cannot be “\(Sanitizer.line(value.prefix(40)))”."
    }
  }
}

/// What was read from a file of notes.
public struct NoteReading: Sendable {
  /// The notes, each with the number of the line or, in a file that is one value, of the entry it
  /// came from.
  public var drafts: [(number: Int, draft: NoteDraft)] = []
  /// What was wrong with others.
  public var faults: [NoteReadingError] = []

  public init() {}
}

/// Reads the notes of a file's content, whose format is told by the content itself.
///
/// Empty lines are passed over. A note with something wrong is left out and named.
///
/// - Throws: ``NoteReadingError`` for a file that holds no notes at all.
public func readNotes(in content: String) throws(NoteReadingError) -> NoteReading {
  guard let format = NoteFormat(tellingFrom: content) else {
    if content.allSatisfy({ $0.isWhitespace || $0 == "\u{FEFF}" }) { return NoteReading() }
    throw .unknownFormat
  }
  var reading = NoteReading()
  switch format {
  case .markdown, .csv: throw .onlyWritten(format)
  case .jsonl: break
  case .jsonld, .hypothesis:
    if let value = try? JSON(parsing: content.utf8.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF })
    {
      for (index, entry) in Annotations.entries(of: value).enumerated() {
        reading.take(.entry, index + 1) { () throws(NoteRecordFault) in
          try NoteDraft(annotation: entry)
        }
      }
      return reading
    }
  }
  // On bytes, so that a line feed inside a character made with the next sign still ends a line.
  let lines = content.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  for (index, line) in lines.enumerated() { reading.take(line: line, number: index + 1) }
  return reading
}

extension NoteReading {
  /// Reads one more line of a file of one note a line; its number counts from 1.
  public mutating func take(line: some Collection<UInt8>, number: Int) {
    var line = Array(line)
    if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    if line.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) { return }
    take(.line, number) { () throws(NoteRecordFault) in
      guard let json = try? JSON(parsing: line) else { throw NoteRecordFault(.notJSON) }
      if json["@context"] != nil || json["uri"] != nil || json["target"] != nil {
        return try NoteDraft(annotation: json)
      }
      return try NoteDraft(NoteRecord(json))
    }
  }

  fileprivate enum Unit { case line, entry }

  fileprivate mutating func take(
    _ unit: Unit, _ number: Int, _ read: () throws(NoteRecordFault) -> NoteDraft
  ) {
    do {
      drafts.append((number, try read()))
    } catch {
      faults.append(unit == .line ? .line(number, error.fault) : .entry(number, error.fault))
    }
  }
}

/// A fault on its way to the line it stands on.
struct NoteRecordFault: Error {
  var fault: NoteReadingError.Fault
  init(_ fault: NoteReadingError.Fault) { self.fault = fault }
}
