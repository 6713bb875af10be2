public import SpaltScreen

/// Terminals by what they can do; each differs from the first in what matters to a painter.
///
/// Source: the descriptions of ncurses 6.4, cut to what is used.
public enum EmulatedType: String, CaseIterable, Sendable {
  case xterm, linux, vt100, monochrome, tmux, plainANSI, colorless

  public var abilities: TerminalAbilities {
    switch self {
    case .xterm:
      TerminalAbilities(
        strings: common.merging(region).merging(colors), colors: 256, erasesInColor: true,
        lineFeedKeepsColumn: true, hasLinks: true, frameStart: "\u{1B}[?2026h",
        frameEnd: "\u{1B}[?2026l")
    // NO_COLOR on such a terminal.
    case .colorless:
      TerminalAbilities(
        strings: common.merging(region).merging(colors), erasesInColor: true,
        frameStart: "\u{1B}[?2026h", frameEnd: "\u{1B}[?2026l")
    case .linux:
      TerminalAbilities(
        strings: common.merging(lines).merging(colors).merging(
          ["setaf": "\u{1B}[3%p1%dm", "setab": "\u{1B}[4%p1%dm"]),
        colors: 8, erasesInColor: true, lineFeedKeepsColumn: true, attributesWithoutColor: 18)
    case .vt100: TerminalAbilities(strings: old.merging(lines))
    case .monochrome: TerminalAbilities(strings: common.merging(region))
    case .tmux:
      TerminalAbilities(
        strings: common.merging(region).merging(colors).filter { $0.key != "ech" }, colors: 256)
    // No scroll region, and the cursor runs on to the next row.
    case .plainANSI:
      TerminalAbilities(
        strings: common.merging(colors).filter { !["indn", "rin"].contains($0.key) }, colors: 256,
        wrapsAtOnce: true, movesInAnyPen: false)
    }
  }

  public var kind: EmulatedTerminal.Kind {
    switch self {
    case .xterm, .colorless, .linux: EmulatedTerminal.Kind()
    case .vt100, .monochrome, .tmux: EmulatedTerminal.Kind(erasesInColor: false)
    case .plainANSI: EmulatedTerminal.Kind(erasesInColor: false, wrapsAtOnce: true)
    }
  }

  private var common: [String: String] {
    old.merging([
      "hpa": "\u{1B}[%i%p1%dG", "vpa": "\u{1B}[%i%p1%dd", "ech": "\u{1B}[%p1%dX",
      "il": "\u{1B}[%p1%dL", "dl": "\u{1B}[%p1%dM", "dim": "\u{1B}[2m", "sitm": "\u{1B}[3m",
      "civis": "\u{1B}[?25l", "cnorm": "\u{1B}[?25h",
    ])
  }

  private var old: [String: String] {
    [
      "cup": "\u{1B}[%i%p1%d;%p2%dH", "cuf": "\u{1B}[%p1%dC", "cuf1": "\u{1B}[C",
      "cub": "\u{1B}[%p1%dD", "cuu": "\u{1B}[%p1%dA", "cud": "\u{1B}[%p1%dB",
      "clear": "\u{1B}[H\u{1B}[J", "el": "\u{1B}[K", "sgr0": "\u{1B}[m", "bold": "\u{1B}[1m",
      "smul": "\u{1B}[4m", "rev": "\u{1B}[7m", "sc": "\u{1B}7", "rc": "\u{1B}8",
    ]
  }

  private var region: [String: String] {
    [
      "csr": "\u{1B}[%i%p1%d;%p2%dr", "ind": "\n", "ri": "\u{1B}M", "indn": "\u{1B}[%p1%dS",
      "rin": "\u{1B}[%p1%dT",
    ]
  }

  private var lines: [String: String] { region.filter { !["indn", "rin"].contains($0.key) } }

  private var colors: [String: String] {
    [
      "op": "\u{1B}[39;49m",
      "setaf":
        "\u{1B}[%?%p1%{8}%<%t3%p1%d%e%p1%{16}%<%t9%p1%{8}%-%d%e38;5;%p1%d%;m",
      "setab":
        "\u{1B}[%?%p1%{8}%<%t4%p1%d%e%p1%{16}%<%t10%p1%{8}%-%d%e48;5;%p1%d%;m",
    ]
  }
}

extension [String: String] {
  fileprivate func merging(_ others: [String: String]) -> [String: String] {
    merging(others) { $1 }
  }
}
