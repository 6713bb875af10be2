internal import SpaltNotes
internal import SpaltScreen
public import SpaltText

/// A text being read, its notes beside it.
public struct ReadingScreen: Equatable {
  public var text: OpenText
  /// The start of the sentence being read.
  public var cursor: Position
  /// The first row shown.
  var top: RowAddress
  /// What stood at the top before the page was set anew, so that coming back to a size comes back
  /// to the row; holds while ``top`` is that row.
  var restingTop: RestingTop?
  var travel = Travel()
  /// Where scrolling left the reading cursor a moment ago: the terminal's own cursor stands there,
  /// and the sentence is not marked yet.
  var restingCursor: Position?
  /// What is told of the reading cursor until it settles.
  var told: ToldPlace?
  /// Where the selection was begun and where it ends now.
  var selection: Selection?
  public var sheet: NoteSheet?
  /// The note that other words are being chosen for.
  var placing: Note?
  /// The note gone to last, until the cursor moves on: tells notes on one sentence apart.
  var focus: NoteID?
  /// Where a mouse button went down.
  var pressed: Position?
  /// Whether a mouse button went down on the ruler and is still held.
  var holdsRuler = false
  var isUnfolded = false
  var jumps = JumpList()
  /// Those with a place, in text order.
  var placed: [PlacedNote]
  let cache = Cache()

  /// A row and the place that led to it.
  struct RestingTop: Equatable {
    var row: RowAddress
    var place: Position
    /// Whether the row is the blank one above the place.
    var isBlank: Bool
  }

  struct Selection: Equatable {
    /// The end that stays.
    var anchor: Position
    /// The end that moves; the selection reaches up to it from either side.
    var end: Position
    var range: Range<Position> { min(anchor, end)..<max(anchor, end) }
  }

  init(_ text: OpenText) {
    self.text = text
    self.cursor = text.document.clamp(text.place)
    self.top = RowAddress(block: 0, row: 0)
    self.placed = Self.placed(text.notes, in: text.document)
  }

  /// What has been worked out about the text: how it is set, where its sentences are.
  ///
  /// No part of the state, so it never makes two screens differ.
  final class Cache: Equatable {
    struct Part: Hashable {
      var block: Int
      var stretch: Int
    }

    var layout: TextLayout?
    let drawn = DrawnLines()
    let margin = MarginLayout.Memory()
    var stretches: [Int: Stretches] = [:]
    private(set) var sentences: [Part: [Range<Position>]] = [:]
    var extent: TextExtent?
    var addresses: [Int: [WebAddress]] = [:]
    var shapes: TextShapes?

    /// A walk through a long text must not keep all of it.
    private static let mostSentences = 500

    func keep(_ ranges: [Range<Position>], for part: Part) {
      if sentences.count >= Self.mostSentences { sentences = [:] }
      sentences[part] = ranges
    }

    static func == (left: Cache, right: Cache) -> Bool { true }
  }

  /// The text set for a page; set anew only when something it depends on has changed.
  func layout(_ geometry: PageGeometry, _ preferences: ReaderState.Preferences) -> TextLayout {
    var options = TextLayout.Options(
      measure: geometry.body, isJustified: preferences.isJustified, isUnfolded: isUnfolded)
    if geometry.marginStart == nil {
      for (index, placed) in placed.enumerated() where placed.showsWords {
        options.notesUnder[placed.range.upperBound.block, default: []] +=
          cache.margin.lines(of: placed, index: index, width: geometry.body)
      }
    }
    if let layout = cache.layout, layout.options == options { return layout }
    let layout = TextLayout(
      text.document, options: options, hyphenation: preferences.hyphenation)
    cache.layout = layout
    return layout
  }

  private static func placed(_ notes: [Note], in document: Document) -> [PlacedNote] {
    let ids = Set(notes.map(\.id))
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    var named = 0
    return
      notes
      .compactMap { note in note.anchor.range.map { (note, $0) } }
      .filter { !$0.0.deleted }
      .sorted { key($0.0, $0.1, ids) < key($1.0, $1.1, ids) }
      .map { note, range in
        // A bare highlight has nothing to say in the margin and takes no letter.
        guard note.showsWords else { return PlacedNote(note: note, range: range, letter: " ") }
        defer { named += 1 }
        let letter = named < letters.count ? letters[named] : "*"
        let isEdited = note.anchor.state == .edited
        return PlacedNote(
          note: note, range: range, letter: letter,
          was: isEdited
            ? wordingChange(from: note.selectors.quote, to: document.words(in: range)).was : nil)
      }
  }

  /// By place, replies after what they reply to.
  private static func key(
    _ note: Note, _ range: Range<Position>, _ ids: Set<NoteID>
  ) -> (Position, NoteID, Int, NoteID) {
    guard let parent = note.parent, ids.contains(parent) else {
      return (range.lowerBound, note.id, 0, note.id)
    }
    return (range.lowerBound, parent, 1, note.id)
  }

  /// Takes a note as it now is.
  mutating func update(_ note: Note) {
    text.notes.removeAll { $0.id == note.id }
    if !note.deleted, note.text == text.document.id { text.notes.append(note) }
    placed = Self.placed(text.notes, in: text.document)
  }

  /// Takes all notes of the text as they now are.
  mutating func update(_ notes: [Note]) {
    text.notes = notes.filter { !$0.deleted && $0.text == text.document.id }
    placed = Self.placed(text.notes, in: text.document)
  }

  /// What the open sheet is about.
  var draftSubject: Draft.Subject? {
    guard let sheet else { return nil }
    switch sheet.target {
    case .existing(let note): return .note(note.id)
    case .new(let range): return subject(ofNewNoteOn: range)
    }
  }

  func subject(ofNewNoteOn range: Range<Position>) -> Draft.Subject {
    .passage(Passage(text: text.document.id, range: range), version: text.summary.version)
  }

  /// What the open sheet holds, unless that is nothing or what the note says anyway.
  var unsavedNote: UnsavedNote? {
    guard let sheet, let subject = draftSubject else { return nil }
    let body = sheet.draftBody
    if case .existing(let note) = sheet.target, note.body == body { return nil }
    return body.isEmpty ? nil : UnsavedNote(subject: subject, body: body)
  }

  /// The draft of a new note on a passage, or on one that overlaps it.
  func draft(overlapping range: Range<Position>) -> (range: Range<Position>, body: String)? {
    for draft in text.drafts.reversed() {
      guard case .passage(let passage, let version) = draft.subject,
        version == text.summary.version, passage.range.overlaps(range)
      else { continue }
      return (passage.range, draft.body)
    }
    return nil
  }

  /// The share of the text above the reading cursor, 0 to 1.
  var readShare: Double { extent.share(of: cursor) }

  /// How far into the text places are; counted once.
  var extent: TextExtent {
    if let known = cache.extent { return known }
    let extent = TextExtent(shapes)
    cache.extent = extent
    return extent
  }

  /// The headings of the text.
  var outline: Outline { Outline(of: text.document.blocks, shapes) }

  private var shapes: TextShapes {
    if let known = cache.shapes { return known }
    let shapes = text.document.blocks.shapes
    cache.shapes = shapes
    return shapes
  }

  /// Rows that the page has gone up by line steps since it was last set.
  func travelledRows(_ height: Int) -> Int { travel.rows(top: top, height: height) }

  /// Rows that the ruler has gone up by line steps since it was last set right.
  func travelledRuler(_ height: Int) -> Int { travel.rulerRows(top: top, height: height) }

  /// Whether there is no letter to read.
  var isEmpty: Bool { text.document.blocks.allSatisfy(\.text.isEmpty) }

  // MARK: Sentences

  /// The sentence under the reading cursor.
  var currentSentence: Range<Position> { sentence(at: cursor) }

  /// The places that the bottom line and the pane tell of: that of the reading cursor, once it has
  /// settled.
  var toldPlace: ToldPlace {
    isSettled ? ToldPlace(cursor) : told ?? ToldPlace(cursor)
  }

  /// The note that stands open in the margin: the one under the reading cursor, once it has settled.
  var openNote: NoteID? {
    if let told, !isSettled { return told.open }
    return noteUnderCursor.map { placed[$0].note.id }
  }

  var isSettled: Bool { restingCursor != cursor }

  /// What a note or a copy takes: the selection, or the sentence under the reading cursor.
  var passage: Range<Position> { selection?.range ?? currentSentence }

  /// The first placed note whose passage holds the reading cursor's sentence, or a part of it.
  var noteUnderCursor: Int? {
    if let focus, let index = placed.firstIndex(where: { $0.note.id == focus }) { return index }
    let sentence = currentSentence
    let touching = placed.indices.filter { placed[$0].range.overlaps(sentence) }
    // The one that starts nearest is the one meant.
    return touching.max { placed[$0].range.lowerBound < placed[$1].range.lowerBound }
  }

  /// The note that commands act on, where there are others on its sentence and the reading cursor has
  /// settled: its letter is marked, to tell it from theirs.
  var markedNote: NoteID? {
    guard isSettled, let index = noteUnderCursor else { return nil }
    let sentence = currentSentence
    let isAlone = !placed.indices.contains { other in
      let range = placed[other].range
      return other != index
        && (range.overlaps(sentence) || range.isEmpty && sentence.contains(range.lowerBound))
    }
    return isAlone ? nil : placed[index].note.id
  }

  /// The placed notes whose passage has letters on a line.
  func notes(touching line: TextLine, of block: Int) -> [PlacedNote] {
    placed.touching(line, of: block)
  }

  /// The placed notes whose passage has letters in some of the blocks.
  func notes(near blocks: ClosedRange<Int>) -> [PlacedNote] {
    placed.filter {
      $0.range.lowerBound.block <= blocks.upperBound
        && $0.range.upperBound.block >= blocks.lowerBound
    }
  }

  /// The web and mail addresses that stand in a block; found once.
  ///
  /// None in a block of enormous length: to look through it would take longer than to draw it.
  func addresses(in block: Int) -> [WebAddress] {
    if let known = cache.addresses[block] { return known }
    let block = (index: block, value: text.document.blocks[block])
    let found = Stretches.areNeeded(for: block.value) ? [] : WebAddress.all(in: block.value.text)
    cache.addresses[block.index] = found
    return found
  }

  /// Whether a block can hold the reading cursor: it is shown, and has words.
  func canHoldCursor(_ index: Int) -> Bool {
    let blocks = text.document.blocks
    return blocks.byteCount(of: index) > 0 && (isUnfolded || blocks.kind(of: index).isText)
  }
}

extension [PlacedNote] {
  /// Those whose passage has letters on a line.
  func touching(_ line: TextLine, of block: Int) -> [PlacedNote] {
    let start = Position(block: block, offset: line.range.lowerBound)
    let end = Position(block: block, offset: Swift.max(line.range.upperBound, start.offset + 1))
    return filter { $0.range.lowerBound < end && $0.range.upperBound > start }
  }
}

extension Note {
  /// Whether the margin has anything to show.
  var showsWords: Bool { kind != .highlight || !body.isEmpty || !tags.isEmpty }
}

/// Places left by a jump, and where one stands among them.
struct JumpList: Equatable {
  private var places: [Position] = []
  /// The place to go back to, counted from the end of ``places``.
  private var index = 0
  private static let most = 100

  /// Remembers a place that is about to be left.
  mutating func leave(_ place: Position) {
    places.removeSubrange(index...)
    if places.last != place { places.append(place) }
    if places.count > Self.most { places.removeFirst() }
    index = places.count
  }

  mutating func back(from place: Position) -> Position? {
    guard index > 0 else { return nil }
    if index == places.count { places.append(place) }
    index -= 1
    return places[index]
  }

  mutating func forward() -> Position? {
    guard index + 1 < places.count else { return nil }
    index += 1
    return places[index]
  }
}
