import SpaltNotes
import SpaltSearch
import SpaltText

// The JSON that scripts rely on. Offsets are Unicode code points, half open.

/// A range of code points.
struct RangeRecord: Codable {
  var start: Int
  var end: Int

  init(_ range: Range<Int>) {
    start = range.lowerBound
    end = range.upperBound
  }
}

/// A text as `list` prints it; with blocks, as `show` and `import` do.
struct TextRecord: Encodable {
  private let summary: TextSummary
  private let blocks: [BlockRecord]?

  init(_ summary: TextSummary) {
    self.summary = summary
    blocks = nil
  }

  /// With the decoded source that the blocks' maps count in.
  init(_ summary: TextSummary, document: Document, source: String) {
    self.summary = summary
    let index = CodePointIndex(source)
    blocks = document.blocks.map { BlockRecord($0, source: index) }
  }

  private enum Key: String, CodingKey {
    case id, title, publisher, language, date, kind, words, blocks, notes, read, version, source
  }

  private struct SourceRecord: Encodable {
    var name: String
    var sha256: String
    var bytes: Int
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(summary.id.rawValue, forKey: .id)
    try values.encode(summary.metadata.title, forKey: .title)
    // Not known is said as null, so that the key is always there.
    try values.encode(summary.metadata.publisher, forKey: .publisher)
    try values.encode(summary.metadata.language.rawValue, forKey: .language)
    try values.encode(summary.metadata.date, forKey: .date)
    try values.encode(summary.metadata.kind, forKey: .kind)
    try values.encode(summary.wordCount, forKey: .words)
    try values.encode(summary.noteCount, forKey: .notes)
    try values.encode((summary.read * 1000).rounded() / 1000, forKey: .read)
    try values.encode(summary.version, forKey: .version)
    try values.encode(
      SourceRecord(
        name: summary.sourceName, sha256: summary.version, bytes: summary.sourceByteCount),
      forKey: .source)
    if let blocks {
      try values.encode(blocks, forKey: .blocks)
    } else {
      try values.encode(summary.blockCount, forKey: .blocks)
    }
  }
}

struct BlockRecord: Encodable {
  private struct Reference: Encodable {
    var offset: Int
    var label: String
  }

  private struct Emphasis: Encodable {
    var start: Int
    var end: Int
    var kind: String
  }

  private struct Link: Encodable {
    var start: Int
    var end: Int
    var address: String
  }

  private let type: String
  private let level: Int?
  private let text: String
  private let marker: String?
  private let refs: [Reference]?
  private let emphasis: [Emphasis]?
  private let links: [Link]?
  private let source: RangeRecord

  init(_ block: Block, source: CodePointIndex) {
    type = block.kind.name
    level = block.kind.level
    text = block.text
    marker = block.marker
    let index = CodePointIndex(block.text)
    refs =
      block.references.isEmpty
      ? nil
      : block.references.map {
        Reference(offset: index.codePoint(atByte: $0.offset), label: $0.label)
      }
    emphasis =
      block.emphasis.isEmpty
      ? nil
      : block.emphasis.map { span in
        let range = index.codePoints(span.range)
        return Emphasis(
          start: range.lowerBound, end: range.upperBound, kind: span.kind.rawValue)
      }
    links =
      block.links.isEmpty
      ? nil
      : block.links.map { link in
        let range = index.codePoints(link.range)
        return Link(start: range.lowerBound, end: range.upperBound, address: link.address)
      }
    self.source = RangeRecord(source.codePoints(block.sourceRange))
  }
}

struct HitRecord: Encodable {
  private let kind: String
  private let document: String
  private let block: Int?
  private let start: Int
  private let end: Int
  private let quote: String
  private let before: String
  private let after: String
  private let tier: String
  private let score: Double
  private let note: String?

  init(_ hit: Hit) {
    kind = hit.kind.rawValue
    document = hit.text.rawValue
    block = hit.block
    start = hit.snippet.codePoints.lowerBound
    end = hit.snippet.codePoints.upperBound
    quote = hit.quote
    before = hit.before
    after = hit.after
    tier = hit.tier.rawValue
    score = (hit.score * 1000).rounded() / 1000
    note = hit.note?.rawValue
  }
}
