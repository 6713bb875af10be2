internal import CNcurses
internal import Glibc
internal import SpaltScreen

extension TerminalAbilities {
  /// What the description of the terminal that curses has opened says.
  ///
  /// - Parameters:
  ///   - wantsColor: Whether colours are used where there are some.
  ///   - modes: The sequences that descriptions do not hold.
  ///   - descriptor: The terminal's line.
  init(wantsColor: Bool, _ modes: TerminalModes, _ descriptor: Int32) {
    var strings: [String: String] = [:]
    for name in Self.names {
      let bytes = TerminalModes.capability(name)
      if !bytes.isEmpty { strings[name] = bytes }
    }
    let takesRoom = tigetnum("xmc") > 0
    let hasColor = wantsColor && !takesRoom && strings["setaf"] != nil && strings["setab"] != nil
    let addsReturn = tcflag_t(OPOST | ONLCR)
    var line = termios()
    let isKnown = tcgetattr(descriptor, &line) == 0
    self.init(
      strings: strings, colors: hasColor ? max(0, Int(tigetnum("colors"))) : 0,
      erasesInColor: tigetflag("bce") > 0,
      wrapsAtOnce: tigetflag("am") > 0 && tigetflag("xenl") <= 0,
      movesInAnyPen: tigetflag("msgr") > 0,
      lineFeedKeepsColumn: isKnown && line.c_oflag & addsReturn != addsReturn,
      attributesWithoutColor: max(0, Int(tigetnum("ncv"))), penTakesRoom: takesRoom,
      hasLinks: modes.hasLinks, frameStart: modes.frameStart, frameEnd: modes.frameEnd)
  }
}
