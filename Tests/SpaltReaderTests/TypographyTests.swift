import SpaltHyphenation
import SpaltReader
import SpaltScreen
import SpaltText
import Testing

/// How paragraphs are broken into lines, with the patterns of the system.
@Suite struct TypographyTests {
  private static let patterns = HyphenationPatterns()
  private let hyphenation = Hyphenation { TypographyTests.patterns.breaks(in: $0, of: $1) }

  private func page(
    _ text: OpenText, _ width: Int, isJustified: Bool = false
  ) -> [String] {
    plainPage(
      of: text, width: width, showsNotes: false, hyphenation: hyphenation,
      isJustified: isJustified)
  }

  /// The lines of running text that another line of the same paragraph follows.
  private func inner(_ lines: [String]) -> [String] {
    zip(lines, lines.dropFirst()).filter { !$0.isEmpty && !$1.isEmpty }.map(\.0)
  }

  @Test func `justified at 52 columns few lines are loose`() throws {
    for text in try corpus() {
      let lines = inner(page(text, 52, isJustified: true)).filter { Glyph.width(of: $0) == 52 }
      let loose = lines.filter { line in
        let words = line.split(separator: " ")
        let gaps = line.trimmingPrefix { $0 == " " }.count { $0 == " " }
        return words.count > 1 && gaps >= 2 * (words.count - 1)
      }
      let share = Double(loose.count) / Double(max(1, lines.count))
      #expect(share <= 0.06, "\(text.document.id.rawValue): \(loose)")
    }
  }
}
