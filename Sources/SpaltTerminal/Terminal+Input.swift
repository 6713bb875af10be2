internal import CNcurses
internal import Glibc
public import SpaltScreen

extension Terminal {
  /// How long an ESC waits for the rest of a sequence before it is the key Esc.
  private static let escapeDelay: Int32 = 25
  /// How long something unfinished waits for its end; long enough for a slow line.
  private static let patience = Duration.seconds(2)

  /// The next event, or `nil` when nothing is waiting.
  ///
  /// Call until `nil` after each wake-up: input is read ahead, so `poll` can be silent while
  /// events are queued. Takes up to 25 ms where an ESC may be the key or the start of a sequence.
  public mutating func nextInput() -> TerminalInput? {
    while true {
      if let input = decoder.next() {
        if case .ground = input { askedGround = nil }
        return input
      }
      guard !isSuspended, !isGone else { return nil }
      if let size = newSize() { return .resized(size) }
      if let bytes = read(waiting: decoder.isAmbiguous ? Self.escapeDelay : 0) {
        let now = ContinuousClock.now
        if decoder.isUnfinished, now - lastInput > Self.patience { decoder.giveUp() }
        lastInput = now
        decoder.feed(bytes)
      } else if decoder.isAmbiguous {
        decoder.settle()
      } else if decoder.isPasting, ContinuousClock.now - lastInput > Self.patience {
        decoder.giveUp()
      } else {
        return nil
      }
    }
  }

  /// Milliseconds after which ``nextInput()`` may have something although nothing arrives, -1 for
  /// never; the time to give to `poll`.
  public var timeout: Int32 {
    guard decoder.isPasting else { return -1 }
    let left = Self.patience - (ContinuousClock.now - lastInput)
    return max(1, Int32(left / .milliseconds(1)) + 1)
  }

  /// Reads what is there; `nil` when nothing comes in time or the terminal is gone.
  private mutating func read(waiting milliseconds: Int32) -> [UInt8]? {
    var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&source, 1, milliseconds) > 0 else { return nil }
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
      count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
    }
    if !bytes.isEmpty { return bytes }
    // Readable, but with nothing to read: the other end was closed.
    if errno != EINTR && errno != EAGAIN { isGone = true }
    return nil
  }

  /// Asks the terminal its size and tells curses; `nil` when it is the same as before.
  private mutating func newSize() -> Size? {
    var window = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0
    else { return nil }
    let wanted = Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    guard wanted != size else { return nil }
    resizeterm(Int32(wanted.rows), Int32(wanted.columns))
    guard size == wanted else { return nil }
    redraw()
    return wanted
  }
}
