internal import CNcurses
internal import Glibc

/// The sequences that curses does not send, for the terminals that know them.
///
/// Source: "XTerm Control Sequences" by T. Dickey; synchronised output as described by the
/// Contour terminal. Terminals of the ANSI family skip private modes they do not know.
struct TerminalModes {
  /// Whether control sequences begin with `ESC [` at all.
  private let isANSI: Bool
  private let canHaveMouse: Bool
  /// Whether clicks and the wheel come to the program.
  private(set) var hasMouse: Bool
  let hasTitle: Bool
  let hasClipboard: Bool
  let hasLinks: Bool
  let tellsGround: Bool
  private let isInTmux: Bool

  /// Looks at the terminal that curses has just opened.
  init(type: String, mouse: Bool) {
    isANSI = Self.capability("cup").hasPrefix("\u{1B}[")
    isInTmux = getenv("TMUX").map { $0.pointee != 0 } ?? false
    let isLikeXterm =
      tigetflag("XT") > 0
      || ["xterm", "tmux", "rxvt", "foot", "alacritty", "kitty", "wezterm", "konsole", "st-"]
        .contains { type.hasPrefix($0) }
      // tmux goes by the name of the program before it where it has no description of its own.
      || isInTmux && type.hasPrefix("screen")
    // The Linux console takes `ESC ]` for the start of a palette and eats what follows.
    hasTitle = isANSI && (isLikeXterm || !Self.capability("tsl").isEmpty)
    hasClipboard = isANSI && (isLikeXterm || !Self.capability("Ms").isEmpty)
    // As with a title: whoever knows neither skips both.
    hasLinks = isANSI && isLikeXterm
    tellsGround = isANSI && isLikeXterm
    canHaveMouse = isANSI && (isLikeXterm || !Self.capability("kmous").isEmpty)
    hasMouse = mouse && canHaveMouse
  }

  /// Takes the mouse or leaves it to the terminal.
  ///
  /// - Returns: What has to be sent for it.
  mutating func setMouse(_ isWanted: Bool) -> String {
    guard hasMouse != (isWanted && canHaveMouse) else { return "" }
    hasMouse.toggle()
    return hasMouse ? Self.mouseOn : Self.mouseOff
  }

  private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h"
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"

  var frameStart: String { isANSI ? "\u{1B}[?2026h" : "" }
  var frameEnd: String { isANSI ? "\u{1B}[?2026l" : "" }

  /// Sent when full-screen mode begins: the window's title is kept, then ``reports``.
  var start: String { (hasTitle ? "\u{1B}[22;2t" : "") + reports }

  /// Asks for pastes in brackets, for the mouse, and for the ground, now and when it changes.
  var reports: String {
    guard isANSI else { return "" }
    return "\u{1B}[?2004h" + (hasMouse ? Self.mouseOn : "")
      + (tellsGround ? "\u{1B}[?2031h\u{1B}]11;?\u{07}" : "")
  }

  /// Undoes ``start``.
  var end: String {
    guard isANSI else { return "" }
    return (tellsGround ? "\u{1B}[?2031l" : "")
      + (hasMouse ? Self.mouseOff : "") + "\u{1B}[?2004l"
      + (hasTitle ? "\u{1B}[23;2t" : "")
  }

  /// All that gives the terminal back, for a signal handler that cannot ask curses.
  var farewell: String {
    frameEnd + end + (Self.capability("csr").hasPrefix("\u{1B}[") ? Self.wholeScreenScrolls : "")
      + ["sgr0", "op", "cnorm", "rmkx", "rmcup"].map(Self.capability).joined()
  }

  /// Source: ECMA-48 has no such thing; DECSTBM of the VT100 User Guide, without parameters.
  private static let wholeScreenScrolls = "\u{1B}[r"

  func title(_ text: String) -> String {
    hasTitle ? "\u{1B}]2;\(text)\u{07}" : ""
  }

  /// Puts text on the clipboard.
  ///
  /// Inside tmux twice: for tmux itself, which may pass it on, and wrapped for the terminal around
  /// it, which gets it where `allow-passthrough` is on.
  func clipboard(base64: String) -> String {
    guard hasClipboard else { return "" }
    let plain = "\u{1B}]52;c;\(base64)\u{07}"
    return isInTmux ? plain + "\u{1B}Ptmux;\u{1B}\(plain)\u{1B}\\" : plain
  }

  /// A string of the terminal's description without its padding; empty when it has none.
  ///
  /// Padding (`$<5>`) is for terminals of the time before flow control.
  static func capability(_ name: String) -> String {
    guard let bytes = curses_capability(name) else { return "" }
    var clean = ""
    var rest = Substring(String(cString: bytes))
    while let start = rest.range(of: "$<"), let end = rest[start.upperBound...].firstIndex(of: ">")
    {
      clean += rest[..<start.lowerBound]
      rest = rest[rest.index(after: end)...]
    }
    return clean + rest
  }
}

extension Substring {
  fileprivate func range(of needle: String) -> Range<Index>? {
    indices.first { self[$0...].hasPrefix(needle) }
      .map { $0..<index($0, offsetBy: needle.count) }
  }
}
