extension Painter {
  /// Lets the whole screen scroll.
  mutating func resetRegion() {
    region = 0..<size.rows
    guard let csr = abilities.strings["csr"] else { return }
    output += ParameterString(csr).expanded(0, max(0, size.rows - 1))
    place = CursorPlace()
  }

  private mutating func setRegion(_ rows: Range<Int>) {
    guard rows != region, let csr = abilities.strings["csr"] else { return }
    output += ParameterString(csr).expanded(rows.lowerBound, rows.upperBound - 1)
    region = rows
    // It stands at the top left or where it was, by the terminal.
    place = CursorPlace()
  }

  /// Scrolls rows where that saves more than it costs.
  mutating func scroll() {
    let scrolling = Scrolling(abilities)
    guard scrolling.isPossible, shownHashes != wantedHashes else { return }
    let comparison = ScreenComparison(
      columns: size.columns, shown: shown, wanted: wanted, shownHashes: shownHashes,
      wantedHashes: wantedHashes, sources: sources)
    let present = scrolling.usesRegion ? region : nil
    guard let shift = comparison.bestShift(presentRegion: present) else { return }
    // What comes in is blank, on the pen's ground where the terminal erases in colour.
    let incoming = comparison.row(shift.firstIncoming)
    guard let corner = incoming.last else { return }
    let isFilled = abilities.erasesInColor && isErasable(corner)
    let blank = isFilled ? corner : PaintedCell.blank(pens.number(of: Pen()))
    if scrolling.usesRegion { setRegion(shift.rows) }
    let ink = incoming.firstIndex { $0 != blank }.map { $0 - incoming.startIndex }
    if let ink, scrolling.feedsLine(shift, abilities), comparison.onlyMoves(shift) {
      let pen = pens.pens[Int(incoming[incoming.startIndex + ink].pen)]
      if isFilled, pen.ground == pens.pens[Int(blank.pen)] {
        go(toRow: shift.firstIncoming, ink, pen)
      } else {
        move(toRow: shift.firstIncoming, ink)
        usePen(for: blank, isFilled)
      }
      output.append(CursorMotion.lineFeed)
    } else {
      for step in scrolling.steps(shift, size: size) {
        if let row = step.row { move(toRow: row, scrolling.usesRegion ? place.column ?? 0 : 0) }
        usePen(for: blank, isFilled)
        output += step.bytes
        if step.losesPlace { place = CursorPlace() }
      }
    }
    shift.apply(to: &shown, columns: size.columns, blank: blank)
    let blankHash = Array(repeating: blank, count: size.columns).hash(0..<size.columns)
    shift.apply(to: &shownHashes, columns: 1, blank: blankHash)
  }

  /// Takes cursor and pen to where a row begins, by what the terminal keeps of them if it can.
  private mutating func go(toRow row: Int, _ column: Int, _ pen: Pen) {
    let wanted = KeptCursor(place: CursorPlace(row: row, column: column), pen: pen)
    // Other sequences than DEC's need not keep the pen.
    guard let keep = abilities.strings["sc"], let goBack = abilities.strings["rc"],
      keep == Array("\u{1B}7".utf8), goBack == Array("\u{1B}8".utf8)
    else {
      move(toRow: row, column)
      return usePen(pen)
    }
    let answer = keptCursor.want(wanted)
    if answer.has, place != wanted.place || self.pen != pen {
      output += goBack
      (place, self.pen) = (wanted.place, pen)
    } else {
      move(toRow: row, column)
      usePen(pen)
      if answer.isToKeep { output += keep }
    }
  }

  /// Takes the pen whose ground comes in with the rows that do.
  private mutating func usePen(for blank: PaintedCell, _ isFilled: Bool) {
    if isFilled { usePen(for: blank) } else { usePen(Pen()) }
  }
}
