internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

/// A row of a note beside or under the text.
struct MarginLine: Equatable {
  enum Part: Equatable { case first, body, footer }

  /// The note's index among the placed notes.
  var note: Int
  var text: String
  var part: Part
}

/// Places margin notes beside their passages.
///
/// A note starts on the row where its passage starts. One still running pushes the next down; it
/// is never covered. A note pushed too far shrinks to one line, and opens beside its passage when
/// the reading cursor enters that: those above it then give way, to one line each. Where notes stand
/// depends on the rows of the text alone, not on what is in the window, so that they scroll with
/// the text.
struct MarginLayout {
  var layout: TextLayout
  var notes: [PlacedNote]
  /// Cell columns.
  var width: Int
  /// Kept from frame to frame by whoever draws many.
  var memory = Memory()
  /// The note whose passage the reading cursor is in; shown in full wherever it stands.
  var opened: Int?
  /// Whether all notes are shown in full, however far they are pushed: on a page that nobody can
  /// open a note on.
  var isForPaper = false

  /// A note pushed further than this, in rows, shrinks to one line.
  static let furthestPush = 6
  /// No note takes more rows but the opened one; the sheet shows the rest.
  private static let mostRows = 24
  /// A note pushed further than this is left out.
  ///
  /// It bounds how far back a note can matter.
  private static let furthestShrunk = 40

  /// How far notes can go on below the last row of a text.
  var mostRowsBelow: Int {
    let counts = notes.indices.map { lines(of: $0, height: 0).count }
    return isForPaper ? counts.reduce(0, +) : Self.furthestShrunk + (counts.max() ?? 0)
  }

  /// What stands in the margin beside each of the given rows, and beside blank rows after them up
  /// to a height: a note on the last words of a text goes on below them.
  func lines(beside rows: [RowAddress], height: Int) -> [MarginLine?] {
    var result = [MarginLine?](repeating: nil, count: max(rows.count, height))
    guard let top = rows.first, let bottom = rows.last else { return result }
    memory.begin(layout, notes)
    guard let from = firstThatMatters(top: top, height: height) else { return result }
    // Rows counted from the first note that matters; the window starts at `offset`.
    var free = 0
    var row = 0
    let offset = layout.distance(from: start(of: from), to: top)
    let bounds = bounds(above: opened, from: from, bottom: bottom, height: height)
    for index in from..<notes.count {
      if start(of: index) > bottom { break }
      if index > from { row += distance(above: index) }
      let place = index == opened ? bounds[index] ?? max(row, free) : max(row, free)
      let push = place - row
      if push > Self.furthestShrunk, !isForPaper { continue }
      var lines = lines(of: index, height: height)
      if push > Self.furthestPush, index != opened, !isForPaper {
        lines = lines.count > 1 ? [Self.shrunk(lines[0], width: width)] : lines
      }
      if let bound = bounds[index + 1] {
        let room = bound - place
        if room <= 0 { continue }
        if lines.count > room { lines = Self.shortened(lines, to: room, width: width) }
      }
      for (step, line) in lines.enumerated() {
        let shown = place + step - offset
        if result.indices.contains(shown) { result[shown] = line }
      }
      free = place + lines.count
    }
    return result
  }

  /// Where a wanted note opens that would else be pushed so far that it shrinks or is left out, and
  /// where those above it have to end for it: the row each note must have begun at.
  ///
  /// Those above give way line by line, and each keeps one as long as the wanted note then stands no
  /// more than ``furthestPush`` below its passage.
  ///
  /// - Returns: Rows counted from the start of the first note, by note; empty where the wanted one has
  ///   room, or begins below the window.
  private func bounds(
    above wanted: Int?, from first: Int, bottom: RowAddress, height: Int
  ) -> [Int: Int] {
    guard let wanted, wanted >= first, notes.indices.contains(wanted), start(of: wanted) <= bottom
    else { return [:] }
    var free = 0
    var leastFree = 0
    var row = 0
    for index in first..<wanted {
      if index > first { row += distance(above: index) }
      leastFree = max(row, leastFree) + 1
      let push = max(row, free) - row
      if push > Self.furthestShrunk { continue }
      let lines = lines(of: index, height: height)
      free = max(row, free) + (push > Self.furthestPush ? 1 : lines.count)
    }
    if wanted > first { row += distance(above: wanted) }
    guard free - row > Self.furthestPush else { return [:] }
    let opened = min(max(row, leastFree), row + Self.furthestPush)
    return Dictionary(
      uniqueKeysWithValues: (first...wanted).map { ($0, opened - (wanted - $0)) })
  }

  /// The first lines of a note, the last of them saying that there are more.
  private static func shortened(
    _ lines: [MarginLine], to count: Int, width: Int
  ) -> [MarginLine] {
    var kept = Array(lines.prefix(count))
    kept[count - 1] = shrunk(kept[count - 1], width: width)
    return kept
  }

  /// The first note of the run of notes that can reach the window.
  private func firstThatMatters(top: RowAddress, height: Int) -> Int? {
    guard !notes.isEmpty else { return nil }
    // By positions, and rows only for the notes near the window: the rest of the text is not set.
    let place = layout.position(at: top)
    let reach = Self.furthestShrunk + max(Self.mostRows, height)
    var index = (notes.firstIndex { $0.range.lowerBound >= place } ?? notes.count) - 1
    var following = top
    while index >= 0 {
      let start = start(of: index)
      let known = following == top ? nil : memory.knownDistance(above: index + 1)
      let isFar = known.map { $0 > reach } ?? isFurther(from: start, to: following, than: reach)
      if isFar { break }
      following = start
      index -= 1
    }
    return index + 1 < notes.count ? index + 1 : nil
  }

  /// The lines of a note, no more of them than it may take in a window of so many rows.
  private func lines(of note: Int, height: Int) -> [MarginLine] {
    let most = isForPaper ? .max : note == opened ? max(Self.mostRows, height) : Self.mostRows
    return memory.lines(of: notes[note], index: note, width: width, most: most)
  }

  private func start(of note: Int) -> RowAddress {
    memory.start(of: note) { layout.address(of: notes[note].range.lowerBound) }
  }

  /// Rows from the start of the note before to that of a note.
  private func distance(above note: Int) -> Int {
    memory.distance(above: note) {
      layout.distance(from: start(of: note - 1), to: start(of: note))
    }
  }

  private func isFurther(from start: RowAddress, to end: RowAddress, than rows: Int) -> Bool {
    var address = start
    for _ in 0...rows {
      if address >= end { return false }
      guard let next = layout.next(after: address) else { return false }
      address = next
    }
    return true
  }

  // MARK: One note

  /// The lines of a note: its letter and words, at most so many rows of them, then tags and date.
  static func lines(
    of placed: PlacedNote, index: Int, width: Int, most: Int = mostRows
  ) -> [MarginLine] {
    let note = placed.note
    let room = max(4, width - 2)
    let body = note.body.split(separator: "\n", omittingEmptySubsequences: true)
      .flatMap { wrapped(String($0), to: room) }
    var lines: [MarginLine] = []
    let tags = note.tags.map { "#\($0)" }
    // A note of tags alone says them; a bare question says what it is.
    let bare = tags.isEmpty ? Words.name(of: note.kind) : tags.joined(separator: " ")
    let words = body.contains { $0.contains { !$0.isWhitespace } } ? body : wrapped(bare, to: room)
    for (number, text) in words.prefix(most).enumerated() {
      let isCut = number == most - 1 && words.count > most
      let part: MarginLine.Part = number == 0 ? .first : .body
      lines.append(MarginLine(note: index, text: isCut ? "…" : text, part: part))
    }
    var footer = note.body.isEmpty ? [] : tags.filter { !note.body.contains($0) }
    if note.kind == .question, !note.body.isEmpty { footer.append(Words.name(of: .question)) }
    if note.parent != nil { footer.append(Words.reply) }
    if note.isOnWholeText { footer.append(Words.wholeText) }
    if let colour = note.colour { footer.append(colour) }
    if note.isDone { footer.append(Words.done) }
    footer.append(Words.day(of: note.created))
    if let was = placed.was {
      lines += wrapped(Words.was(was), to: room)
        .map { MarginLine(note: index, text: $0, part: .footer) }
    } else if let state = Words.state(of: note.anchor.state) {
      footer.append(state)
    }
    for text in wrapped(footer.joined(separator: "  "), to: room) {
      lines.append(MarginLine(note: index, text: text, part: .footer))
    }
    return lines
  }

  private static func shrunk(_ line: MarginLine, width: Int) -> MarginLine {
    var line = line
    line.text = cut(line.text + " …", to: max(4, width - 2))
    return line
  }
}

/// Running text in lines no wider than so many cell columns; a longer word is cut.
func wrapped(_ text: String, to width: Int) -> [String] {
  LineBreaker(measure: max(4, width), language: .undetermined, hyphenation: .none).lines(text)
    .map { String($0.letters.map(\.character)) }
}

/// One line of at most so many cell columns, `…` where something is left out.
func cut(_ text: String, to width: Int) -> String {
  if let plain = Glyph.cut(text, to: width) { return plain }
  // Measured as drawn, and cleaned by who draws it: alone a joiner would be a mark, and in an emoji
  // it is none.
  guard Glyph.width(of: text) > width else { return text }
  return width > 0 ? Glyph.beginning(of: text, within: width - 1) + "…" : ""
}
