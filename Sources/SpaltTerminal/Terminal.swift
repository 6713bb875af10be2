internal import CNcurses
internal import CTerminalGuard
internal import Glibc
public import SpaltScreen
internal import SpaltText

/// The real screen: the terminal in full-screen mode for as long as the value lives.
///
/// There is one owner, and leaving its scope by any road (return, throw) gives the terminal back;
/// fatal signals are covered by a guard in C. `exit()` below the owner runs no deinitialiser, so
/// call it only above. Use it from one thread.
///
/// Curses opens the terminal, describes it and gives it back; a ``Painter`` draws, and input is
/// read and decoded here (see ``InputDecoder``).
public struct Terminal: ~Copyable {
  /// The descriptor to poll for input.
  public let descriptor: Int32
  let tty: UnsafeMutablePointer<FILE>
  let screen: OpaquePointer
  let window: UnsafeMutablePointer<WINDOW>
  var modes: TerminalModes
  var painter: Painter
  var decoder = InputDecoder()
  var lastInput = ContinuousClock.now
  /// The frame sent last; `nil` when the screen has to be drawn from nothing.
  var latest: CellBuffer?
  var isSuspended = false
  /// When the terminal was asked for its ground and has not answered yet.
  var askedGround: ContinuousClock.Instant?

  /// Whether the terminal has gone away: its window was closed or its line cut.
  ///
  /// The loop should save and end; polling would report the descriptor over and over.
  public internal(set) var isGone = false
  /// Whether the last frame was left out because the terminal is still busy with earlier ones.
  ///
  /// Poll ``descriptor`` for output too, and present again.
  public internal(set) var isBehind = false

  /// Opens /dev/tty, so that standard input and output may be pipes.
  public init(_ options: TerminalOptions) throws(TerminalFailure) {
    try Self.useUTF8()
    let type = getenv("TERM").map { String(cString: $0) } ?? ""
    let opened = try Self.open(type: type)
    tty = opened.tty
    screen = opened.screen
    window = opened.window
    descriptor = fileno(opened.tty)
    modes = TerminalModes(type: type, mouse: options.mouse)
    terminal_guard_set_farewell(modes.farewell)

    // C-c, C-z, C-\ and C-s are keys like any other.
    raw()
    noecho()
    nonl()
    let isUnwanted = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    painter = Painter(
      options.theme,
      on: TerminalAbilities(
        wantsColor: options.colors == .automatic && !isUnwanted, modes, descriptor))
    // What begins full-screen mode waits in curses' buffer for a first refresh.
    wnoutrefresh(window)
    doupdate()
    send(modes.start)
    if modes.tellsGround { askedGround = .now }
  }

  deinit {
    if !isSuspended {
      dropLateAnswer()
      Self.send(painter.farewell + Array((modes.frameEnd + modes.end).utf8), to: descriptor)
      endwin()
    }
    terminal_guard_disarm()
    delscreen(screen)
    fclose(tty)
  }

  /// Keeps an answer that is still on its way from ending up as typing in the shell.
  private func dropLateAnswer() {
    guard let askedGround, !isGone, .now - askedGround < Self.answerTime else { return }
    var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    if poll(&source, 1, 50) > 0 { tcflush(descriptor, TCIFLUSH) }
  }

  /// After this a terminal that has not answered will not.
  private static let answerTime = Duration.seconds(1)

  /// The terminal's size in cells, at least one by one.
  public var size: Size {
    Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
  }

  /// Reads the files of the user's locale, which a terminal needs before it is opened.
  ///
  /// Opening one does it too; done beforehand it can be done beside something else, as long as
  /// nothing else asks for the locale meanwhile.
  public static func prepare() { setlocale(LC_ALL, "") }

  private static func useUTF8() throws(TerminalFailure) {
    prepare()
    if String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8" { return }
    let locale = setlocale(LC_CTYPE, nil).map { String(cString: $0) } ?? ""
    guard setlocale(LC_CTYPE, "C.UTF-8") != nil else { throw .noUTF8(locale: locale) }
  }

  private struct Opened {
    let tty: UnsafeMutablePointer<FILE>
    let screen: OpaquePointer
    let window: UnsafeMutablePointer<WINDOW>
  }

  private static func open(type: String) throws(TerminalFailure) -> Opened {
    guard let tty = fopen("/dev/tty", "r+e") else { throw .noTerminal }
    do throws(TerminalFailure) {
      guard !type.isEmpty else { throw .noType }
      guard terminal_guard_arm(fileno(tty)) == 0 else { throw .noTerminal }
      let type = directType(of: type, fileno(tty)) ?? knownType(of: type, fileno(tty))
      // `newterm` sends what begins full-screen mode, so ask first whether it makes sense.
      var status: Int32 = 0
      guard setupterm(type, fileno(tty), &status) == OK else { throw .unknownType(type) }
      guard curses_capability("cup") != nil else { throw .cannotMoveCursor(type: type) }
      terminal_guard_take()
      guard let screen = newterm(type, tty, tty) else { throw .unknownType(type) }
      guard let window = curses_standard_window() else {
        endwin()
        throw .unknownType(type)
      }
      return Opened(tty: tty, screen: screen, window: window)
    } catch {
      terminal_guard_disarm()
      fclose(tty)
      throw error
    }
  }

  /// The type itself, or where nothing is known of it the family its name begins with.
  ///
  /// A terminal that calls itself `xterm-kitty` on a machine that has never heard of it is an xterm
  /// in all that is used here.
  private static func knownType(of type: String, _ descriptor: Int32) -> String {
    let parts = type.split(separator: "-")
    let families = (1..<max(1, parts.count)).reversed().map { parts[..<$0].joined(separator: "-") }
    let names = [type] + families.flatMap { ["\($0)-256color", $0] }
    return names.first { name in
      var status: Int32 = 0
      return setupterm(name, descriptor, &status) == OK
    } ?? type
  }

  /// The description of the same terminal with 24-bit colour, when the terminal says by COLORTERM
  /// that it has it and such a description is installed: `xterm-direct` for `xterm-256color`.
  private static func directType(of type: String, _ descriptor: Int32) -> String? {
    guard let depth = getenv("COLORTERM").map({ String(cString: $0) }),
      depth == "truecolor" || depth == "24bit", !type.hasSuffix("-direct")
    else { return nil }
    let suffix = "-256color"
    let family = type.hasSuffix(suffix) ? String(type.dropLast(suffix.count)) : type
    var status: Int32 = 0
    guard setupterm("\(family)-direct", descriptor, &status) == OK else { return nil }
    return "\(family)-direct"
  }

  /// Draws in another theme from the next frame on.
  public mutating func setTheme(_ theme: Theme) {
    painter.setTheme(theme)
    latest = nil
  }

  /// Takes the mouse, or leaves it to the terminal, from now on.
  public mutating func setMouse(_ isWanted: Bool) {
    let change = modes.setMouse(isWanted)
    guard !change.isEmpty else { return }
    terminal_guard_set_farewell(modes.farewell)
    if !isSuspended { send(change) }
  }

  /// Draws the whole screen anew at the next frame, over whatever another program left there.
  public mutating func redraw() {
    painter.forget()
    latest = nil
  }

  func send(_ bytes: String) { Self.send(Array(bytes.utf8), to: descriptor) }

  func send(_ bytes: [UInt8]) { Self.send(bytes, to: descriptor) }

  /// Writes past curses; in order, since curses keeps nothing back after each of its calls.
  private static func send(_ bytes: [UInt8], to descriptor: Int32) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
