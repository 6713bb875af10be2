internal import SpaltScreen
internal import SpaltText

/// A word for `:` that is no command of the key table.
enum CommandWord: String, CaseIterable {
  case cite, measure
  case quit = "q"
  case saveAndQuit = "wq"
  case exit = "x"
  case shortHelp = "h"

  /// Offered by Tab: the others are habits of fingers that need no list.
  static let offered: [CommandWord] = [.cite, .measure]
}

extension ReaderState {
  mutating func typeCommand(_ key: Key) -> [Effect] {
    let line = commandLine?.text ?? ""
    switch key {
    case .escape, .control("c"):
      defer { endCommandLine() }
      return endPreview(of: line)
    case .enter:
      endCommandLine()
      commandHistory.add(line)
      return run(line)
    case .backspace where line.isEmpty: endCommandLine()
    case .tab, .backTab:
      let completion = completion ?? CommandCompletion(of: line, in: self)
      guard let next = completion.advanced(by: key == .tab ? 1 : -1) else { break }
      self.completion = next
      commandLine = TextEditor(next.line)
      return preview(next.line)
    case .up, .control("p"):
      if let earlier = commandHistory.earlier(than: line) { recall(earlier) }
    case .down, .control("n"):
      if let later = commandHistory.later() { recall(later) }
    default:
      completion = nil
      commandHistory.rest()
      _ = commandLine?.handle(key)
    }
    return []
  }

  /// Shows a theme while its name is chosen with Tab; nothing is settled yet.
  private func preview(_ line: String) -> [Effect] {
    themeNamed(in: line).map { [.useTheme($0)] } ?? []
  }

  /// Goes back to the theme in use when another was looked at.
  private func endPreview(of line: String) -> [Effect] {
    guard let name = themeNamed(in: line), let own = preferences.themes.first, name != own else {
      return []
    }
    return [.useTheme(own)]
  }

  /// The theme that a line asks for, once it names one.
  private func themeNamed(in line: String) -> String? {
    let words = line.split(separator: " ")
    guard words.count == 2, words[0] == Command.theme.rawValue else { return nil }
    return preferences.themes.first { $0 == words[1] }
  }

  private mutating func endCommandLine() {
    commandLine = nil
    completion = nil
    commandHistory.rest()
  }

  private mutating func recall(_ line: String) {
    commandLine = TextEditor(line)
    completion = nil
  }

  /// Does what a line after `:` says: a command's name, or a word with an argument.
  mutating func run(_ line: String) -> [Effect] {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { return [] }
    let argument = words.count > 1 ? words[1].trimmingSpaces : ""
    switch CommandWord(rawValue: name) {
    case .quit, .saveAndQuit, .exit: return leave()
    case .shortHelp: return openHelp(argument)
    case .cite: return cite(argument)
    case .measure: return setMeasure(argument)
    case nil: break
    }
    switch Command(rawValue: name) {
    case .search where !argument.isEmpty: return openSearch(argument)
    case .open where !argument.isEmpty: return open(TextID(argument), at: .lastPlace)
    case .help where !argument.isEmpty: return openHelp(argument)
    case .theme where !argument.isEmpty: return choose(theme: argument)
    case .filter where !argument.isEmpty: return filter(argument)
    case .setMark, .goToMark:
      guard let command = Command(rawValue: name), let letter = argument.first else { break }
      return useMark(letter, command)
    case let command?: return perform(command)
    case nil: break
    }
    if let share = Int(name.hasSuffix("%") ? String(name.dropLast()) : ""),
      (0...100).contains(share)
    {
      return go(toShare: Double(share) / 100)
    }
    complain(Words.noCommand(name))
    return []
  }

  private mutating func cite(_ format: String) -> [Effect] {
    guard let format = Citation.Format(rawValue: format.isEmpty ? "plain" : format.lowercased())
    else {
      complain(Words.noCitation(format, known: Citation.Format.allCases.map(\.rawValue)))
      return []
    }
    return copyCitation(as: format)
  }

  private mutating func setMeasure(_ argument: String) -> [Effect] {
    guard let columns = Int(argument), (20...PageGeometry.widestBody).contains(columns) else {
      complain(Words.noMeasure(most: PageGeometry.widestBody))
      return []
    }
    reflow {
      $0.preferences.widestMeasure = columns
      $0.preferences.widening = 0
    }
    say(Words.measure(geometry.body))
    return []
  }

  private mutating func filter(_ words: String) -> [Effect] {
    guard case .archive(var archive) = screen else { return [] }
    archive.filter = TextEditor(words)
    archive.chosen = nil
    screen = .archive(archive)
    return previewChosen()
  }

  /// `:50%`: so far into the text.
  private mutating func go(toShare share: Double) -> [Effect] {
    guard let reading else { return [] }
    go(to: .position(reading.text.document.clamp(reading.extent.position(at: share))))
    return []
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
