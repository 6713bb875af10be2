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
}
