internal import Glibc
public import SpaltScreen

extension Terminal {
  /// Shows a frame; only what differs from what is shown is sent, all of it at once.
  ///
  /// Nothing at all is sent when nothing differs. When the terminal cannot take more at the
  /// moment the frame is left out and ``isBehind`` says so: the next one holds all there is to
  /// see.
  public mutating func present(_ buffer: CellBuffer) {
    guard !isSuspended, !isGone, buffer != latest else { return }
    isBehind = !canTakeOutput()
    guard !isBehind else { return }
    latest = buffer
    send(painter.paint(buffer.size == size ? buffer : buffer.cut(to: size)))
  }

  private mutating func canTakeOutput() -> Bool {
    var source = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&source, 1, 0) > 0 else { return false }
    if source.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 { isGone = true }
    return source.revents & Int16(POLLOUT) != 0
  }
}
