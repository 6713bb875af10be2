internal import CNcurses
internal import CTerminalGuard
internal import Glibc
internal import SpaltScreen
internal import SpaltText

extension Terminal {
  /// Gives the terminal to a shell or another program until ``resume()``.
  ///
  /// Until then frames are left out and no input is read.
  public mutating func suspend() {
    guard !isSuspended else { return }
    isSuspended = true
    send(painter.farewell)
    painter.forget()
    send(modes.frameEnd + modes.end)
    endwin()
    terminal_guard_give_back()
  }

  /// Takes the terminal again; the next frame is drawn from nothing, at the size it now has.
  public mutating func resume() {
    guard isSuspended else { return }
    isSuspended = false
    terminal_guard_take()
    // The first refresh after `endwin` begins full-screen mode anew.
    if let current = curses_current_window() { clearok(current, true) }
    wnoutrefresh(window)
    doupdate()
    send(modes.start)
    redraw()
  }

  /// Puts the terminal in order after another program may have used it without being asked, as
  /// after SIGSTOP and `fg`.
  public mutating func recover() {
    guard !isSuspended else { return }
    reset_prog_mode()
    send(modes.reports)
    redraw()
  }

  /// Lets an overflow of the calling thread's stack reach the guard that gives the terminal back.
  ///
  /// The thread that opened the terminal has it already. Threads of the concurrency runtime do
  /// not: deep recursion belongs in neither.
  public static func protectThread() { terminal_guard_protect_thread() }

  /// Names the window, where the terminal has a name for it.
  public func setTitle(_ title: String) {
    guard !isSuspended, !isGone else { return }
    send(modes.title(Sanitizer.line(String(title.prefix(200)))))
  }

  /// Puts text on the clipboard of the terminal, also from a machine far away.
  ///
  /// - Returns: Whether it was sent: not to a terminal without a clipboard, and not more than
  ///   about 72 KB, which terminals cut or refuse.
  public func copy(_ text: String) -> Bool {
    guard !isSuspended, !isGone, modes.hasClipboard, text.utf8.count <= Self.mostCopied else {
      return false
    }
    send(modes.clipboard(base64: base64(text.utf8)))
    return true
  }

  /// Source: the default limit of xterm, 100 000 bytes of base64, less the sequence around it.
  private static let mostCopied = 74_900
}

/// Source: RFC 4648, section 4.
func base64(_ bytes: some Sequence<UInt8>) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  let bytes = Array(bytes)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[start + $1]) : 0) }
    for digit in 0..<4 {
      text.append(
        digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}
