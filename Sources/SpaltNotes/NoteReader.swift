internal import Foundation
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
      } else if keys.contains("rows") || keys.contains("uri") {
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
    let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return object.map { Set($0.keys) }
  }
}

/// What is wrong with a file of notes.
public enum NoteReadingError: Error, Equatable, CustomStringConvertible {
  case unknownFormat
  case notYet(NoteFormat)
  case line(Int, Fault)

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
    case .notYet(let format):
      "The file holds notes as \(format.rawValue), which cannot be read yet; give jsonl."
    case .line(let number, let fault): "Line \(number): \(fault.reason)"
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

/// Reads notes from a file's content, whose format is told by the content itself.
///
/// Unknown keys and empty lines are passed over. Nothing is given when anything is wrong.
///
/// - Throws: ``NoteReadingError``, for the first thing that is wrong.
public func noteDrafts(in content: String) throws(NoteReadingError) -> [NoteDraft] {
  guard let format = NoteFormat(tellingFrom: content) else {
    if content.allSatisfy({ $0.isWhitespace || $0 == "\u{FEFF}" }) { return [] }
    throw .unknownFormat
  }
  guard format == .jsonl else { throw .notYet(format) }
  var drafts: [NoteDraft] = []
  let decoder = JSONDecoder()
  // On bytes, so that a line feed inside a character made with the next sign still ends a line.
  let lines = content.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  for (index, bytes) in lines.enumerated() {
    var line = String(decoding: bytes, as: UTF8.self)[...]
    if index == 0, line.unicodeScalars.first == "\u{FEFF}" {
      line = Substring(line.unicodeScalars.dropFirst())
    }
    if line.allSatisfy(\.isWhitespace) { continue }
    do {
      let record = try decoder.decode(NoteRecord.self, from: Data(line.utf8))
      drafts.append(try NoteDraft(record))
    } catch let fault as NoteRecordFault {
      throw .line(index + 1, fault.fault)
    } catch let error as DecodingError {
      throw .line(index + 1, error.fault)
    } catch {
      throw .line(index + 1, .notJSON)
    }
  }
  return drafts
}

/// A fault on its way to the line it stands on.
struct NoteRecordFault: Error {
  var fault: NoteReadingError.Fault
  init(_ fault: NoteReadingError.Fault) { self.fault = fault }
}

extension DecodingError {
  fileprivate var fault: NoteReadingError.Fault {
    switch self {
    case .typeMismatch(_, let context) where !context.codingPath.isEmpty,
      .valueNotFound(_, let context) where !context.codingPath.isEmpty:
      .wrongType(key: context.codingPath.map(\.stringValue).joined(separator: "."))
    case .keyNotFound(let key, let context):
      .missing(key: (context.codingPath + [key]).map(\.stringValue).joined(separator: "."))
    default: .notJSON
    }
  }
}
