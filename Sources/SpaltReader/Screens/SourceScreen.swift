internal import SpaltScreen
internal import SpaltText

/// The source of a text as it came, before repair.
///
/// A long line goes on in the rows below, cut at a space where there is one; nothing is joined and
/// nothing left out.
public struct SourceScreen: Equatable {
  var title: String
  /// Physical lines.
  var lines: [String]
  /// The first row shown.
  var top: Row
  /// The lines the sentence being read came from.
  var marked: Range<Int>
  let cache = Cache()

  /// A row of the screen: of a line, of one of its stretches where it is enormously long.
  struct Row: Comparable {
    /// Counted from 0, as the others are.
    var line: Int
    var stretch = 0
    var row = 0

    static func < (left: Row, right: Row) -> Bool {
      (left.line, left.stretch, left.row) < (right.line, right.stretch, right.row)
    }
  }

  /// How long lines are divided and set; no part of the state.
  final class Cache: Equatable {
    fileprivate var stretches: [Int: Stretches] = [:]
    fileprivate var rows: [Key: [String]] = [:]

    fileprivate struct Key: Hashable {
      var line: Int
      var stretch: Int
      var width: Int
    }

    static func == (left: Cache, right: Cache) -> Bool { true }
  }

  /// More than any window shows; a walk through a long source must not keep all of it.
  private static let mostKept = 1000

  private func stretches(of line: Int) -> Stretches {
    if let known = cache.stretches[line] { return known }
    let stretches = Stretches(of: lines[line])
    if stretches.count > 1 { cache.stretches[line] = stretches }
    return stretches
  }

  /// The rows of one stretch of a line, at least one.
  private func rows(of row: Row, width: Int) -> [String] {
    let key = Cache.Key(line: row.line, stretch: row.stretch, width: width)
    if let known = cache.rows[key] { return known }
    let stretches = stretches(of: row.line)
    let line = lines[row.line]
    let text = stretches.count == 1 ? line : String(line.slice(stretches[row.stretch]))
    let rows = Self.rows(of: text, width: max(1, width))
    if cache.rows.count >= Self.mostKept { cache.rows = [:] }
    cache.rows[key] = rows
    return rows
  }

  /// A text cut into rows of so many cell columns, each with all its spaces.
  static func rows(of text: String, width: Int) -> [String] {
    var rows: [String] = []
    var row = ""
    var used = 0
    /// Where the word being read began, and the cell columns before it.
    var word: (start: String.Index, columns: Int)?
    for character in text {
      let columns = Glyph.width(of: String(character))
      if used + columns > width, !row.isEmpty, character != " " {
        if let word, word.start > row.startIndex {
          let rest = String(row[word.start...])
          rows.append(String(row[..<word.start]))
          row = rest
          used -= word.columns
        } else {
          rows.append(row)
          row = ""
          used = 0
        }
        word = nil
      }
      row.append(character)
      used += columns
      if character == " " { word = (row.endIndex, used) }
    }
    return rows + [row]
  }

  /// The row itself, or the last there is where a wider window has left fewer.
  private func clamped(_ row: Row, width: Int) -> Row {
    var row = row
    row.line = min(max(0, row.line), max(0, lines.count - 1))
    row.stretch = min(row.stretch, stretches(of: row.line).count - 1)
    row.row = min(row.row, rows(of: row, width: width).count - 1)
    return row
  }

  private func next(after row: Row, width: Int) -> Row? {
    if row.row + 1 < rows(of: row, width: width).count {
      return Row(line: row.line, stretch: row.stretch, row: row.row + 1)
    }
    if row.stretch + 1 < stretches(of: row.line).count {
      return Row(line: row.line, stretch: row.stretch + 1)
    }
    return row.line + 1 < lines.count ? Row(line: row.line + 1) : nil
  }

  private func previous(before row: Row, width: Int) -> Row? {
    if row.row > 0 { return Row(line: row.line, stretch: row.stretch, row: row.row - 1) }
    guard row.stretch > 0 || row.line > 0 else { return nil }
    var before =
      row.stretch > 0
      ? Row(line: row.line, stretch: row.stretch - 1)
      : Row(line: row.line - 1, stretch: stretches(of: row.line - 1).count - 1)
    before.row = rows(of: before, width: width).count - 1
    return before
  }

  /// The rows of a window, each with the place it has in the source.
  func window(height: Int, width: Int) -> [(row: Row, text: String)] {
    guard !lines.isEmpty else { return [] }
    var result: [(Row, String)] = []
    var row: Row? = clamped(top, width: width)
    while let shown = row, result.count < height {
      result.append((shown, rows(of: shown, width: width)[shown.row]))
      row = next(after: shown, width: width)
    }
    return result
  }

  /// Scrolls by rows; the last row of the source stays at the foot of the window or below it.
  mutating func scroll(by count: Int, height: Int, width: Int) {
    guard !lines.isEmpty else { return }
    var row = clamped(top, width: width)
    for _ in 0..<abs(count) {
      let step = count > 0 ? next(after: row, width: width) : previous(before: row, width: width)
      guard let step else { break }
      row = step
    }
    top = min(row, lastTop(height: height, width: width))
  }

  /// The first row of the last window.
  func lastTop(height: Int, width: Int) -> Row {
    guard let last = lines.indices.last else { return Row(line: 0) }
    var row = clamped(Row(line: last, stretch: .max, row: .max), width: width)
    for _ in 1..<max(2, height) {
      guard let before = previous(before: row, width: width) else { break }
      row = before
    }
    return row
  }

  /// Cell columns of the numbers of lines.
  var digits: Int { String(max(1, lines.count)).count }
}
