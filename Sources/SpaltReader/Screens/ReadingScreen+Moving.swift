internal import SpaltNotes
internal import SpaltText

extension ReadingScreen {
  /// The place that moves: the free end of the selection, or the cursor.
  var head: Position { selection?.end ?? cursor }

  /// Takes the reading cursor, or the free end of the selection, one unit on or back.
  ///
  /// - Returns: Whether there was a unit to go to.
  @discardableResult
  mutating func step(_ unit: TextUnit, by step: Int) -> Bool {
    focus = nil
    restingCursor = nil
    if let selection {
      let end = step > 0 ? endAfter(selection, unit) : endBefore(selection, unit)
      guard let end else { return false }
      self.selection?.end = end
      return true
    }
    guard let place = step > 0 ? start(of: unit, after: cursor) : start(of: unit, before: cursor)
    else { return false }
    cursor = unit == .paragraph ? sentence(at: place).lowerBound : place
    return true
  }

  mutating func toggleSelection() {
    let sentence = currentSentence
    selection =
      selection == nil ? Selection(anchor: sentence.lowerBound, end: sentence.upperBound) : nil
  }

  /// The free end of a selection one unit further down the text.
  private func endAfter(_ selection: Selection, _ unit: TextUnit) -> Position? {
    if selection.end < selection.anchor {
      let next = first(unit, from: selection.end) { $0.lowerBound > selection.end }
      if let next, next.lowerBound < selection.anchor { return next.lowerBound }
    }
    let from = max(selection.end, selection.anchor)
    return first(unit, from: from) { $0.upperBound > from }?.upperBound
  }

  /// The free end of a selection one unit further up; past the fixed end it takes in what is above.
  private func endBefore(_ selection: Selection, _ unit: TextUnit) -> Position? {
    if selection.end > selection.anchor {
      let before = last(unit, from: selection.end) { $0.upperBound < selection.end }
      if let before, before.upperBound > selection.anchor { return before.upperBound }
    }
    let from = min(selection.end, selection.anchor)
    return last(unit, from: from) { $0.lowerBound < from }?.lowerBound
  }

  // MARK: Scrolling

  /// Scrolls by rows; the reading cursor stays on its sentence while that is in view.
  ///
  /// Where the text cannot scroll further the cursor goes on alone.
  mutating func scroll(by rows: Int, in layout: TextLayout, height: Int) {
    let target = layout.top(layout.advance(top, by: rows), height: height)
    guard target != top else {
      // At either end of the text: a line step takes the next sentence, a page the last.
      let told = toldBeforeMoving
      if abs(rows) == 1 { step(.sentence, by: rows) } else { moveToEnd(down: rows > 0) }
      rest(told)
      tell(height)
      return
    }
    if abs(rows) <= Travel.longestStep {
      let distance = layout.distance(from: top, to: target)
      let incoming = distance > 0 ? layout.advance(target, by: height - 1) : target
      travel.step(
        by: distance, from: top, to: target, height: height,
        isBlank: layout.row(at: incoming) == .gap)
    }
    top = target
    guard selection == nil else { return }
    keepCursorInView(layout, height: height)
    tell(height)
  }

  private mutating func moveToEnd(down: Bool) {
    focus = nil
    let place = down ? lastSentence : firstSentence
    if selection == nil {
      cursor = place
    } else {
      let end = down ? sentence(at: place).upperBound : place
      selection?.end = end
    }
  }

  mutating func keepCursorInView(_ layout: TextLayout, height: Int) {
    let rows = layout.addresses(from: top, count: height)
    guard let first = rows.first, let last = rows.last else { return }
    let address = layout.address(of: cursor)
    if address >= first, address <= last { return }
    if address < first {
      // A sentence stays the one being read until its end is gone.
      let end = currentSentence.upperBound
      let ending = layout.address(of: Position(block: end.block, offset: max(0, end.offset - 1)))
      // One that is longer than the page has no start to come back to.
      let fits = layout.advance(ending, by: 1 - height) <= address
      if fits, ending >= first, ending <= last { return }
    }
    let told = toldBeforeMoving
    focus = nil
    defer { rest(told) }
    let upper = layout.position(at: first)
    if address < first {
      cursor = sentenceStarting(from: upper, upTo: layout.position(at: last))
    } else {
      let lower = layout.position(at: last)
      var place = sentence(at: lower).lowerBound
      if place < upper { place = upper }
      cursor = canHoldCursor(place.block) ? place : start(of: .sentence, before: place) ?? cursor
    }
  }

  /// What goes on being told when scrolling takes the reading cursor along.
  private var toldBeforeMoving: ToldPlace {
    var told = toldPlace
    told.open = openNote
    return told
  }

  /// Leaves the reading cursor where scrolling has brought it.
  private mutating func rest(_ told: ToldPlace) {
    self.told = told
    restingCursor = cursor
  }

  /// Lets who scrolls on and on see how far that is, but not in a step that sets the ruler right.
  private mutating func tell(_ height: Int) {
    guard !isSettled, !travel.hasJustSetRuler(top: top, height: height) else { return }
    var told = toldPlace
    told.follow(cursor, in: extent, isCheap: travel.hasJustBroughtBlank(top: top, height: height))
    self.told = told
  }

  /// The first sentence that starts between two places; in a sentence longer than a page, where
  /// the page starts.
  private func sentenceStarting(from place: Position, upTo end: Position) -> Position {
    let here = sentence(at: place).lowerBound
    if here >= place, canHoldCursor(here.block) { return here }
    guard let next = start(of: .sentence, after: place) else { return place }
    return next <= end ? next : place
  }

  /// Scrolls as little as needed to show a place, with a few rows around it.
  mutating func reveal(
    _ place: Position, in layout: TextLayout, height: Int, around: Int = 2
  ) {
    let address = layout.address(of: place)
    let around = min(around, (height - 1) / 2)
    if address < layout.advance(top, by: top == layout.first ? 0 : around) {
      top = layout.advance(address, by: -around)
    } else if address > layout.advance(top, by: height - 1 - around) {
      top = layout.advance(address, by: -(height - 1 - around))
    }
    top = layout.top(top, height: height)
  }

  /// What stands at the top, as a place that outlives the size of the screen.
  func placeAtTop(
    _ geometry: PageGeometry, _ preferences: ReaderState.Preferences
  ) -> Position {
    if let restingTop, restingTop.row == top { return restingTop.place }
    return layout(geometry, preferences).position(at: top)
  }

  /// Puts the row that holds a place at the top.
  mutating func begin(with place: Position, in layout: TextLayout, height: Int) {
    let place = text.document.clamp(place)
    guard place > layout.position(at: layout.first) else { return }
    top = layout.top(layout.address(of: place), height: height)
  }

  /// Takes the cursor to a place and shows it a third down the page.
  mutating func show(_ place: Position, in layout: TextLayout, height: Int) {
    cursor = text.document.clamp(place)
    restingCursor = nil
    let address = layout.address(of: cursor)
    let rows = layout.addresses(from: top, count: height)
    if let first = rows.first, let last = rows.last, address >= first, address <= last { return }
    top = layout.top(layout.advance(address, by: -(height / 3)), height: height)
  }

  /// As ``show(_:in:height:)``, the place left kept for `C-o`.
  mutating func jump(to place: Position, in layout: TextLayout, height: Int) {
    focus = nil
    guard place != cursor else { return }
    jumps.leave(cursor)
    selection = nil
    show(place, in: layout, height: height)
  }

  // MARK: Notes

  /// Goes to the next or previous note that says something; false where there is none.
  mutating func stepNote(by step: Int, in layout: TextLayout, height: Int) -> Bool {
    let notes = placed.filter { $0.showsWords }
    let current = (focus ?? markedNote).flatMap { id in notes.firstIndex { $0.note.id == id } }
    let target: PlacedNote?
    if let current {
      target = notes.indices.contains(current + step) ? notes[current + step] : nil
    } else if step > 0 {
      let end = currentSentence.upperBound
      target = notes.first { $0.range.lowerBound >= end }
    } else {
      target = notes.last { $0.range.lowerBound < cursor }
    }
    guard let target else { return false }
    jump(to: sentence(at: target.range.lowerBound).lowerBound, in: layout, height: height)
    focus = target.note.id
    return true
  }
}
