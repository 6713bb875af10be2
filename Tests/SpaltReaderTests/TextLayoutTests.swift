import SpaltTestSupport
import SpaltText
import Testing

@testable import SpaltReader

@Suite struct TextLayoutTests {
  /// With a block of enormous length, which is set in stretches, between the others.
  private func layout() -> TextLayout {
    let short = (1...20).map { "Stycke \($0) med några ord, och några till för en rad mer." }
    let long = String(repeating: "ett långt stycke utan slut ", count: 2000)
    let text = sample((short + [long] + short).joined(separator: "\n\n") + "\n")
    return TextLayout(text.document, options: .init(measure: 40), hyphenation: .none)
  }

  @Test func `the distance between two rows is the number of steps from one to the other`() {
    let layout = layout()
    var rows = layout.addresses(from: RowAddress(block: 0, row: 0), count: .max)
    #expect(rows.contains { $0.stretch > 0 })
    var random = SeededGenerator(seed: 4)
    for _ in 0..<400 {
      let (start, end) = (
        rows.indices.randomElement(using: &random) ?? 0,
        rows.indices.randomElement(using: &random) ?? 0
      )
      #expect(layout.distance(from: rows[start], to: rows[end]) == end - start)
    }
    // The last row is where every walk ends.
    let past = RowAddress(block: 99, row: 0)
    rows.removeFirst(rows.count - 30)
    for (index, row) in rows.enumerated() {
      #expect(layout.distance(from: row, to: past) == rows.count - 1 - index)
    }
  }
}
