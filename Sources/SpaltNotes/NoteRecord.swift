internal import SpaltText

/// A note as one line of jsonl; the names are a promise.
///
/// Offsets are Unicode code points, but those under `selectors`: they count in a version of the
/// text that need not be at hand, and so are kept as they are, in UTF-8 bytes.
struct NoteRecord: Codable, Equatable {
  struct Span: Codable, Equatable {
    var start: Int
    var end: Int

    init(_ range: Range<Int>) {
      start = range.lowerBound
      end = range.upperBound
    }

    /// The span, or `nil` when it ends before it starts.
    var range: Range<Int>? { 0 <= start && start <= end ? start..<end : nil }
  }

  struct Place: Codable, Equatable {
    var block: Int
    var offset: Int

    init(_ position: Position) {
      block = position.block
      offset = position.offset
    }

    var position: Position { Position(block: block, offset: offset) }
  }

  struct AnchorRecord: Codable, Equatable {
    var state: String?
    var start: Place?
    var end: Place?
    var source: Span?
    /// The digest of the version the offsets count in.
    var version: String?
  }

  struct SelectorsRecord: Codable, Equatable {
    var version: String
    var startByte: Place
    var endByte: Place
    var sourceBytes: Span
    var headings: [String]
    var rival: Double?
  }

  var id: String?
  var document: String?
  var kind: String?
  var body: String?
  var tags: [String]?
  var colour: String?
  var quote: String?
  var prefix: String?
  var suffix: String?
  var anchor: AnchorRecord?
  var source: Span?
  var selectors: SelectorsRecord?
  var created: String?
  var modified: String?
  var deleted: Bool?
  var revision: Int?
}
