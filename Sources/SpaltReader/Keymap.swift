public import SpaltScreen

/// Which keys ask for which command.
///
/// One table: the help screen, the hints at the bottom and the manual are made from it, and the
/// configuration overlays it. A sequence has at most two keys. A key that is a command and also
/// begins a longer sequence (`g` and `gn`) runs at once; when the sequence goes on, the longer
/// command runs from the state before the first key.
public struct Keymap: Equatable, Sendable {
  public struct Binding: Equatable, Sendable {
    public var keys: [Key]
    public var command: Command
    /// Holds only while a passage is being selected, and then before all others.
    public var whileSelecting: Bool

    public init(_ keys: [Key], _ command: Command, whileSelecting: Bool = false) {
      self.keys = keys
      self.command = command
      self.whileSelecting = whileSelecting
    }
  }

  /// In the order of help; the first binding of a command is the one hints show.
  public private(set) var bindings: [Binding]

  public static let standard = Keymap(bindings: [
    Binding("j", .lineDown), Binding([.down], .lineDown),
    Binding("k", .lineUp), Binding([.up], .lineUp),
    Binding([.character(" ")], .pageDown), Binding([.pageDown], .pageDown),
    Binding([.control("f")], .pageDown),
    Binding("b", .pageUp), Binding([.pageUp], .pageUp), Binding([.control("b")], .pageUp),
    Binding("d", .halfPageDown), Binding([.control("d")], .halfPageDown),
    Binding([.control("u")], .halfPageUp), Binding("u", .halfPageUpOrUndo),
    Binding("g", .top), Binding([.home], .top), Binding("gg", .top),
    Binding("G", .bottom), Binding([.end], .bottom),
    Binding("}", .nextParagraph), Binding("{", .previousParagraph),
    Binding(")", .nextSentence), Binding("(", .previousSentence),
    Binding("w", .nextWord), Binding([.right], .nextWord),
    Binding("b", .previousWord, whileSelecting: true), Binding([.left], .previousWord),
    Binding([.control("o")], .jumpBack), Binding([.tab], .jumpForward),
    Binding("m", .setMark), Binding("'", .goToMark), Binding("gf", .followLink),

    Binding([.enter], .open), Binding([.escape], .back), Binding("q", .close), Binding("Q", .quit),
    Binding("/", .search), Binding("n", .nextHit), Binding("N", .previousHit),
    Binding("o", .outline), Binding("?", .help), Binding(":", .commandLine),
    Binding("`", .showSource), Binding("gx", .links),

    Binding("a", .addNote), Binding("D", .resumeDraft), Binding("v", .select),
    Binding("H", .highlight),
    Binding("e", .editNote), Binding("E", .editNoteOutside),
    Binding("]n", .nextNote), Binding("[n", .previousNote),
    Binding("gn", .textNotes), Binding("gN", .allNotes),
    Binding("r", .reply), Binding("X", .toggleDone), Binding("C", .colour),
    Binding("A", .noteOnText), Binding("gl", .lostNotes), Binding("gv", .versions),
    Binding("1", .attachFirst), Binding("2", .attachSecond), Binding("3", .attachThird),
    Binding("P", .attachHere),
    Binding("x", .trash), Binding("U", .undo), Binding([.control("r")], .redo),

    Binding("y", .copyQuote), Binding("Y", .copyCitation),
    Binding("Yb", .copyBibTeX), Binding("Yc", .copyJSON),

    Binding("+", .wider), Binding("-", .narrower), Binding("=", .justify), Binding("t", .theme),
    Binding("z", .fold), Binding([.control("l")], .redraw), Binding([.control("z")], .suspend),

    Binding("s", .sort), Binding("f", .filter),
  ])

  private init(bindings: [Binding]) { self.bindings = bindings }

  /// What a sequence of keys asks for.
  public func command(for keys: [Key], selecting: Bool = false) -> Command? {
    if selecting, let special = bindings.first(where: { $0.keys == keys && $0.whileSelecting }) {
      return special.command
    }
    return bindings.first { $0.keys == keys && !$0.whileSelecting }?.command
  }

  /// The bindings that go on after a key, for the hint of what can follow.
  public func continuations(of key: Key) -> [Binding] {
    bindings.filter { $0.keys.count > 1 && $0.keys.first == key }
  }

  /// The keys of a command as help prints them, most usual first: `]n`, `Space`.
  public func names(of command: Command) -> [String] {
    bindings.filter { $0.command == command }.map { $0.keys.map(\.name).joined() }
  }

  /// Gives a command the keys of a line of the configuration; what they meant before is lost.
  ///
  /// `keys` is one name or two run together or parted by a space: `gN`, `C-x n`.
  ///
  /// - Throws: ``KeymapFailure`` when the keys or the command have no such name.
  public mutating func bind(_ keys: String, to name: String) throws(KeymapFailure) {
    guard let command = Command(rawValue: name) else { throw .unknownCommand(name) }
    guard let sequence = Self.sequence(keys) else { throw .unknownKeys(keys) }
    bindings.removeAll { $0.keys == sequence && !$0.whileSelecting }
    // First, so that hints show what the user chose.
    bindings.insert(Binding(sequence, command), at: 0)
  }

  /// The keys of a name as in the configuration, `nil` when it is not one or two keys.
  public static func sequence(_ names: String) -> [Key]? {
    if let key = Key(name: names) { return [key] }
    let parts =
      names.contains(" ") ? names.split(separator: " ").map(String.init) : names.map(String.init)
    let keys = parts.compactMap { Key(name: $0) }
    return keys.count == parts.count && (1...2).contains(keys.count) ? keys : nil
  }
}

/// Why a line of the configuration binds no key.
public enum KeymapFailure: Error, Equatable, CustomStringConvertible {
  case unknownCommand(String)
  case unknownKeys(String)

  public var description: String {
    switch self {
    case .unknownCommand(let name): "there is no command “\(name)”; press ? for the list"
    case .unknownKeys(let keys): "“\(keys)” is not the name of a key or of two keys"
    }
  }
}

extension Keymap.Binding {
  /// Plain characters, one key each.
  fileprivate init(_ characters: String, _ command: Command, whileSelecting: Bool = false) {
    self.init(characters.map(Key.character), command, whileSelecting: whileSelecting)
  }
}
