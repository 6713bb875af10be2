internal import CNcurses
internal import Glibc
public import SpaltScreen
internal import SpaltText

extension Terminal {
  /// Shows a frame; only cells that differ from what is shown are sent.
  ///
  /// Nothing at all is sent when nothing differs. When the terminal cannot take more at the
  /// moment the frame is left out and ``isBehind`` says so: the next one holds all there is to
  /// see.
  public mutating func present(_ buffer: CellBuffer) {
    guard !isSuspended, !isGone, buffer != shown else { return }
    isBehind = !canTakeOutput()
    guard !isBehind else { return }
    if shown?.size != buffer.size { werase(window) }
    let rows = min(buffer.size.rows, size.rows)
    for row in 0..<rows where shown == nil || shown?[row: row] != buffer[row: row] {
      draw(buffer[row: row], row: row)
    }
    shown = buffer
    send(modes.frameStart)
    placeCursor(buffer.cursor)
    wnoutrefresh(window)
    doupdate()
    send(modes.frameEnd)
  }

  private mutating func canTakeOutput() -> Bool {
    var source = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&source, 1, 0) > 0 else { return false }
    if source.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 { isGone = true }
    return source.revents & Int16(POLLOUT) != 0
  }

  private func placeCursor(_ point: ScreenPoint?) {
    guard let point, point.row >= 0, point.row < size.rows, point.column >= 0,
      point.column < size.columns
    else {
      curs_set(0)
      return
    }
    wmove(window, Int32(point.row), Int32(point.column))
    curs_set(1)
  }

  /// Hands one row to curses, cell by cell, so that a cell stays in its column whatever the
  /// C library makes of the characters before it.
  private mutating func draw(_ row: ArraySlice<Cell>, row number: Int) {
    var cells: [cchar_t] = []
    cells.reserveCapacity(row.count)
    var last: (role: Role, traits: Cell.Traits)?
    var pen = Pen()
    for cell in row.prefix(size.columns) {
      if last?.role != cell.role || last?.traits != cell.traits {
        pen = pens.pen(for: cell.role, cell.traits)
        last = (cell.role, cell.traits)
      }
      // The right half of a wide character is part of the cell before it.
      guard let character = cell.character else { continue }
      cells.append(curses(character, pen))
    }
    mvwadd_wchnstr(window, Int32(number), 0, cells, Int32(cells.count))
  }

  private func curses(_ character: Character, _ pen: Pen) -> cchar_t {
    var cell = cchar_t()
    if let ascii = character.asciiValue, 0x20 <= ascii, ascii < 0x7F {
      // Nearly every cell; no need to look further or to allocate.
      var scalars = (wchar_t(ascii), wchar_t(0))
      withUnsafeMutablePointer(to: &scalars) { scalars in
        scalars.withMemoryRebound(to: wchar_t.self, capacity: 2) {
          _ = curses_set_cell(&cell, $0, pen.attributes, pen.pair)
        }
      }
      return cell
    }
    var scalars: [wchar_t] = []
    for scalar in character.unicodeScalars.prefix(Int(curses_cell_scalars))
    where Sanitizer.mark(for: scalar) == nil {
      scalars.append(wchar_t(bitPattern: scalar.value))
    }
    if let first = scalars.first, first >= 0x7F, curses_width(first) < 1 {
      // Younger than the C library, or no character at all.
      scalars = [0xFFFD]
    }
    if scalars.isEmpty { scalars = [0x20] }
    scalars.append(0)
    curses_set_cell(&cell, scalars, pen.attributes, pen.pair)
    return cell
  }
}
