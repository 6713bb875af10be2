internal import SpaltScreen
internal import SpaltText

/// The first lines of a text, shown under the list of texts while it is the chosen one.
///
/// What they are set as is no part of the state, so it never makes two screens differ.
final class TextPreview: Equatable {
  struct Line {
    var text: String
    /// Blank cell columns before the first letter.
    var indent: Int
    var role: Role
  }

  let document: Document
  private var kept: (width: Int, count: Int, lines: [Line?])?

  init(_ document: Document) { self.document = document }

  /// The first lines at a width in cell columns, `nil` between two blocks; set anew only for another
  /// page.
  func lines(_ count: Int, width: Int, _ hyphenation: Hyphenation) -> [Line?] {
    if let kept, kept.width == width, kept.count == count { return kept.lines }
    let breaker = LineBreaker(
      measure: width, language: document.metadata.language, hyphenation: hyphenation)
    var lines: [Line?] = []
    for block in document.blocks where block.kind.isText {
      guard lines.count < count else { break }
      let stretches = Stretches.areNeeded(for: block) ? Stretches(of: block.text) : nil
      lines += BlockSetting.lines(of: block, stretches?[0], breaker: breaker).map { line in
        Line(
          text: String(line.letters.map(\.character)), indent: line.indent,
          role: BlockSetting.role(of: block.kind))
      }
      lines.append(nil)
    }
    kept = (width, count, Array(lines.prefix(count)))
    return Array(lines.prefix(count))
  }

  static func == (left: TextPreview, right: TextPreview) -> Bool {
    left === right || left.document == right.document
  }
}
