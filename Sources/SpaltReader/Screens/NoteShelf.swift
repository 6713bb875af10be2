internal import SpaltNotes
internal import SpaltText

/// The notes of the archive, the trash included: by text, those without a place last, then in text
/// order.
///
/// There can be ten thousand, and every key in their list asks for them, so they are kept in order
/// rather than sorted when they are shown.
struct NoteShelf: RandomAccessCollection, Equatable, Sendable {
  private struct Key: Comparable {
    var text: TextID
    var isPlaceless: Int
    var place: Position
    var id: NoteID

    init(_ note: Note) {
      let place = note.anchor.range?.lowerBound
      text = note.text
      isPlaceless = place == nil ? 1 : 0
      self.place = place ?? .start
      id = note.id
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.text, left.isPlaceless, left.place, left.id)
        < (right.text, right.isPlaceless, right.place, right.id)
    }
  }

  private var notes: [Note] = []
  private var memory = RowMemory<Question>()

  init(_ notes: [Note] = []) {
    let keys = notes.map { Key($0) }
    self.notes = notes.indices.sorted { keys[$0] < keys[$1] }.map { notes[$0] }
  }

  var startIndex: Int { 0 }
  var endIndex: Int { notes.count }
  subscript(index: Int) -> Note { notes[index] }

  func note(_ id: NoteID) -> Note? { notes.first { $0.id == id } }

  /// Adds a note, or takes it in place of the one of the same id.
  mutating func put(_ note: Note) {
    // Of these notes alone: another copy may have others.
    memory = RowMemory()
    notes.removeAll { $0.id == note.id }
    let key = Key(note)
    var low = 0
    var high = notes.count
    while low < high {
      let middle = (low + high) / 2
      if Key(notes[middle]) < key { low = middle + 1 } else { high = middle }
    }
    notes.insert(note, at: low)
  }

  static func == (left: NoteShelf, right: NoteShelf) -> Bool { left.notes == right.notes }

  // MARK: Rows

  private struct Question: Equatable {
    var text: TextID?
    var part: NoteListScreen.Part
  }

  /// Some of the notes, in their order.
  struct Rows: RandomAccessCollection {
    fileprivate let shelf: NoteShelf
    fileprivate let order: [Int]

    var startIndex: Int { 0 }
    var endIndex: Int { order.count }
    subscript(row: Int) -> Note { shelf.notes[order[row]] }

    /// The row of a note.
    func row(of id: NoteID) -> Int? { order.firstIndex { shelf.notes[$0].id == id } }
  }

  /// Those of one text, or of all where it is `nil`.
  func rows(of text: TextID?, _ part: NoteListScreen.Part) -> Rows {
    let order = memory.rows(for: Question(text: text, part: part)) {
      notes.indices.filter { (text == nil || notes[$0].text == text) && part.holds(notes[$0]) }
    }
    return Rows(shelf: self, order: order)
  }
}
