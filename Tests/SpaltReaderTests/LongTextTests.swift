import SpaltReader
import SpaltScreen
import SpaltText
import Testing

/// A text whose blocks come while it is read shows what it would show all at once.
@Suite struct LongTextTests {
  /// The four texts one after the other, three times, as one.
  private static func long() throws -> OpenText {
    let texts = try corpus()
    let blocks = (0..<3).flatMap { _ in texts.flatMap { Array($0.document.blocks) } }
    let first = texts[0]
    let document = Document(
      id: first.document.id, metadata: first.document.metadata, blocks: blocks)
    var summary = first.summary
    summary.blockCount = blocks.count
    return OpenText(summary: summary, document: document, notes: [])
  }

  /// The same text, its blocks read when they are asked for.
  private static func inParts(_ text: OpenText) -> OpenText {
    let all = Array(text.document.blocks)
    let shapes = TextShapes(of: all)
    var text = text
    text.document = Document(
      id: text.document.id, metadata: text.document.metadata,
      blocks: Blocks(shapes) { Array(all[$0]) })
    return text
  }

  @Test(arguments: [(58, 20), (80, 24), (120, 40), (200, 60)])
  func `opened in the middle, every key leads to the same screen`(
    columns: Int, rows: Int
  ) throws {
    var text = try Self.long()
    for share in [0, 0.37, 0.5, 0.999] {
      let block = Int(share * Double(text.document.blocks.count))
      text.place = Position(block: block, offset: 5)
      var whole = Session(text, columns: columns, rows: rows)
      var parts = Session(Self.inParts(text), columns: columns, rows: rows)
      #expect(parts.screen == whole.screen)
      for keys in [
        "j", "Space", "b b", "G", "g", ") ) }", "d", "o j j Enter", "v ) Esc", "+ =", "`",
      ] {
        whole.press(keys)
        parts.press(keys)
        #expect(parts.screen == whole.screen, "after \(keys) at \(share)")
        #expect(parts.effects == whole.effects)
      }
    }
  }

  @Test func `:50% goes to the same place`() throws {
    let text = try Self.long()
    for share in ["0", "12", "50", "99", "100"] {
      var whole = Session(text)
      var parts = Session(Self.inParts(text))
      whole.press(": \(share)% Enter")
      parts.press(": \(share)% Enter")
      #expect(parts.screen == whole.screen)
      #expect(parts.state.place?.position == whole.state.place?.position)
    }
  }
}
