internal import SpaltText

/// What a line after `:` can become, and which of it Tab has put there.
struct CommandCompletion: Equatable {
  /// What stands before the word that is completed, its space included.
  var head: String
  /// Whole words, in the order offered.
  var candidates: [String]
  /// The one in the line now; `nil` before the first Tab.
  var chosen: Int?

  /// The line with the chosen word.
  var line: String { head + (chosen.map { candidates[$0] } ?? "") }

  /// - Parameters:
  ///   - line: What has been typed.
  ///   - state: Where names of texts and themes come from.
  init(of line: String, in state: ReaderState) {
    guard let space = line.firstIndex(of: " ") else {
      head = ""
      let names = Command.allCases.map(\.rawValue) + CommandWord.offered.map(\.rawValue)
      candidates = names.filter { $0.hasPrefix(line) }.sorted()
      return
    }
    head = String(line[...space])
    let word = String(line[line.index(after: space)...])
    let all: [String]
    switch String(line[..<space]) {
    case Command.open.rawValue: all = (state.texts ?? []).map(\.id.rawValue)
    case Command.theme.rawValue: all = state.preferences.themes.sorted()
    case Command.search.rawValue: all = state.recentQueries
    case CommandWord.cite.rawValue: all = Citation.Format.allCases.map(\.rawValue)
    case Command.help.rawValue: all = Command.allCases.map(\.rawValue)
    default: all = []
    }
    candidates = all.filter { $0.hasPrefix(word) }
  }

  /// The next or previous candidate put in the line, round and round; `nil` without any.
  func advanced(by step: Int) -> CommandCompletion? {
    guard !candidates.isEmpty else { return nil }
    var next = self
    let count = candidates.count
    next.chosen = chosen.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
    return next
  }
}

/// Lines typed after `:` in this session, the last one last.
struct CommandHistory: Equatable {
  private var lines: [String] = []
  private var place: Int?
  /// What had been typed when the walk back began.
  private var typed = ""
  private static let most = 100

  mutating func add(_ line: String) {
    guard line.contains(where: { $0 != " " }) else { return }
    lines.removeAll { $0 == line }
    lines.append(line)
    if lines.count > Self.most { lines.removeFirst() }
  }

  /// The line before the one shown that begins with what was typed.
  mutating func earlier(than line: String) -> String? {
    if place == nil { typed = line }
    let from = place ?? lines.count
    guard let found = lines[..<from].lastIndex(where: { $0.hasPrefix(typed) }) else { return nil }
    place = found
    return lines[found]
  }

  /// The line after the one shown; at the end what had been typed.
  mutating func later() -> String? {
    guard let place else { return nil }
    guard let found = lines[(place + 1)...].firstIndex(where: { $0.hasPrefix(typed) }) else {
      self.place = nil
      return typed
    }
    self.place = found
    return lines[found]
  }

  /// The next walk begins at the end again.
  mutating func rest() { place = nil }
}
