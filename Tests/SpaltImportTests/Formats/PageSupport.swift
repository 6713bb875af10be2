import SpaltImport
import Testing

/// Lines of words as they stand on pages; `x` and `y` in points, letters of a given height.
struct PageFixture {
  private var rows: [String] = []
  private var isOpen = false

  mutating func page() {
    if isOpen { rows += ["</block></flow></page>"] }
    rows += ["<page width=\"400\" height=\"600\">", "<flow>", "<block x=\"0\">"]
    isOpen = true
  }

  mutating func block() { rows += ["</block>", "<block x=\"0\">"] }

  /// A letter is half as wide as it is high; `^` before a word raises it.
  mutating func line(_ text: String, x: Double = 50, y: Double, height: Double = 10) {
    rows.append("<line x=\"0\">")
    var left = x
    for word in text.split(separator: " ") {
      let isRaised = word.hasPrefix("^")
      let letters = isRaised ? String(word.dropFirst()) : String(word)
      let size = isRaised ? height * 0.6 : height
      let top = isRaised ? y - height * 0.3 : y
      let right = left + Double(letters.count) * size / 2
      let shown = letters.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      rows.append(
        """
        <word xMin="\(left)" yMin="\(top)" xMax="\(right)" yMax="\(top + size)">\(shown)</word>
        """)
      left = right + (isRaised ? 0 : height / 4)
    }
    rows.append("</line>")
  }

  var bytes: [UInt8] { Array((rows + ["</block></flow></page>"]).joined(separator: "\n").utf8) }
}

/// The text of a PDF file whose words stand so.
func imported(_ layout: PageFixture) throws -> ImportedText {
  let found = try texts(in: Array("%PDF-1.4".utf8), name: "a.pdf") { _ in layout.bytes }
  return try #require(found?.first)
}
