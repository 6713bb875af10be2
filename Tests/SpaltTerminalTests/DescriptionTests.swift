import CNcurses
@testable import SpaltScreen
import Testing

/// The strings of real terminal descriptions, by ours and by the library's expansion.
@Suite(.serialized) struct DescriptionTests {
  @Test(arguments: [
    "xterm-256color", "xterm", "linux", "vt100", "vt52", "ansi", "screen-256color", "tmux-256color",
    "rxvt", "sun", "wsvt25", "cygwin", "hurd", "xterm-mono",
  ])
  func `numbers go where the library puts them`(type: String) {
    var status: Int32 = 0
    // Not every machine has every description.
    guard setupterm(type, 1, &status) == OK else { return }
    for name in ["cup", "hpa", "vpa", "cuf", "cub", "csr", "indn", "ech", "setaf", "setab"] {
      guard let string = curses_capability(name) else { continue }
      let ours = ParameterString(Array(String(cString: string).utf8))
      for (first, second) in [(0, 0), (1, 1), (7, 79), (8, 100), (15, 3), (16, 2), (255, 199)] {
        let theirs = curses_expanded(string, Int32(first), Int32(second))
        #expect(
          String(decoding: ours.expanded(first, second), as: UTF8.self)
            == theirs.map { String(cString: $0) }, "\(type) \(name) \(first) \(second)")
      }
    }
  }
}
