internal import SpaltScreen
internal import SpaltText

extension ReaderState {
  /// Shows the source around the lines that the sentence being read came from.
  mutating func openSource(_ source: String, of id: TextID) {
    guard let reading, reading.text.document.id == id else { return }
    let range = reading.text.document.source(of: reading.currentSentence)
    var lines: [String] = []
    var marked: Range<Int>?
    var offset = 0
    // By bytes: to a string a carriage return and its line feed are one character.
    for line in source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let end = offset + line.count
      if offset < range.upperBound, end >= range.lowerBound {
        marked = (marked?.lowerBound ?? lines.count)..<(lines.count + 1)
      }
      lines.append(String(Substring(line)))
      offset = end + 1
    }
    var screen = SourceScreen(
      title: reading.text.summary.sourceName, lines: lines,
      top: .init(line: marked?.lowerBound ?? 0), marked: marked ?? 0..<0)
    screen.scroll(by: -(size.rows / 3), height: geometry.textRows, width: width(of: screen))
    screens.append(.source(screen))
  }

  mutating func performInSource(_ command: Command) -> [Effect] {
    guard case .source(var source) = screen else { return [] }
    if command == .showSource { return popScreen() }
    let height = geometry.textRows
    let width = width(of: source)
    switch command {
    case .top: source.top = .init(line: 0)
    case .bottom: source.top = source.lastTop(height: height, width: width)
    default:
      // Far from both ends of the steps there are.
      let middle = 2 * height
      guard let row = listStep(command, from: middle, count: 2 * middle + 1) else { return [] }
      if preferences.isLinear {
        // Read out, a line is a line however long.
        source.top = .init(
          line: min(max(0, source.top.line + row - middle), max(0, source.lines.count - 1)))
      } else {
        source.scroll(by: row - middle, height: height, width: width)
      }
    }
    screen = .source(source)
    return []
  }

  /// Cell columns of a row of the source, the number and the bar beside it left out.
  func width(of source: SourceScreen) -> Int { max(1, size.columns - source.digits - 4) }
}
