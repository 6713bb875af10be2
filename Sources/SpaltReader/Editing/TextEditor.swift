public import SpaltScreen

/// Text being typed, and the place in it: a query, a command line, a note.
public struct TextEditor: Equatable, Sendable {
  /// Everything typed, to the letter.
  public private(set) var text: String
  /// Characters (grapheme clusters) before the cursor.
  public private(set) var cursor: Int
  /// Whether Enter starts a new line; a paste into a single line joins its lines with spaces.
  public let isMultiline: Bool

  public init(_ text: String = "", isMultiline: Bool = false) {
    self.text = text
    self.cursor = text.count
    self.isMultiline = isMultiline
  }

  /// The most a paste can bring, in UTF-8 bytes: a page of a book a hundred times over.
  public static let largestPaste = 1 << 20

  /// Does what a key means in a text field.
  ///
  /// - Returns: Whether the key meant something.
  public mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .enter where isMultiline: insert("\n")
    case .backspace, .control("h"): delete(from: cursor - 1, to: cursor)
    case .delete: delete(from: cursor, to: cursor + 1)
    case .control("w"): delete(from: startOfWord, to: cursor)
    case .control("u"): delete(from: startOfLine, to: cursor)
    case .control("k"): delete(from: cursor, to: endOfLine)
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = startOfLine
    case .end, .control("e"): cursor = endOfLine
    case .up where isMultiline: moveLine(by: -1)
    case .down where isMultiline: moveLine(by: 1)
    default: return false
    }
    return true
  }

  /// The most a single line holds after a paste, in Unicode scalars: each key looks at all of it.
  public static let longestLine = 2000

  /// Puts a paste in, as text whatever it holds; of one that is too long for a single line its start.
  ///
  /// - Returns: Whether all of it was put in.
  @discardableResult
  public mutating func paste(_ pasted: String) -> Bool {
    guard !isMultiline else {
      insert(pasted.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
      return true
    }
    let room = max(0, Self.longestLine - text.unicodeScalars.count)
    // A line's end is at most two of them, and becomes one.
    let start = pasted.unicodeScalars.prefix(2 * room + 1)
    let line = String(start).replacing("\r\n", with: " ").replacing("\r", with: " ")
      .replacing("\n", with: " ").unicodeScalars
    insert(String(line.prefix(room)))
    return line.count <= room && start.endIndex == pasted.unicodeScalars.endIndex
  }

  private mutating func insert(_ addition: String) {
    var index = text.index(text.startIndex, offsetBy: cursor)
    let after = text.distance(from: index, to: text.endIndex)
    text.insert(contentsOf: addition, at: index)
    // A combining mark joins the letter before it, so count from the end.
    index = text.index(text.endIndex, offsetBy: -min(after, text.count))
    cursor = text.distance(from: text.startIndex, to: index)
  }

  private mutating func delete(from start: Int, to end: Int) {
    let start = max(0, start)
    let end = min(text.count, end)
    guard start < end else { return }
    let lower = text.index(text.startIndex, offsetBy: start)
    text.removeSubrange(lower..<text.index(lower, offsetBy: end - start))
    cursor = min(start, text.count)
  }

  private var startOfLine: Int {
    let before = text.prefix(cursor)
    guard let newline = before.lastIndex(of: "\n") else { return 0 }
    return before.distance(from: before.startIndex, to: newline) + 1
  }

  private var endOfLine: Int {
    let after = text.dropFirst(cursor)
    guard let newline = after.firstIndex(of: "\n") else { return text.count }
    return cursor + after.distance(from: after.startIndex, to: newline)
  }

  private var startOfWord: Int {
    let characters = Array(text.prefix(cursor))
    var index = cursor
    while index > 0, characters[index - 1].isWhitespace { index -= 1 }
    while index > 0, !characters[index - 1].isWhitespace { index -= 1 }
    return index
  }

  private mutating func moveLine(by step: Int) {
    let column = cursor - startOfLine
    if step < 0 {
      guard startOfLine > 0 else { return }
      cursor = startOfLine - 1
    } else {
      guard endOfLine < text.count else { return }
      cursor = endOfLine + 1
    }
    cursor = min(startOfLine + column, endOfLine)
  }
}
