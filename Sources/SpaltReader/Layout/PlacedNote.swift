internal import SpaltNotes
internal import SpaltText

/// A note with a place in the text, and the letter that names it.
///
/// A class, for a note is large, and every frame goes through those of the whole text.
final class PlacedNote: Equatable, Sendable {
  let note: Note
  let range: Range<Position>
  let letter: Character
  /// What the passage said where it has changed since, cut to what is other.
  let was: String?
  /// Whether the margin has anything to show.
  let showsWords: Bool

  init(note: Note, range: Range<Position>, letter: Character, was: String? = nil) {
    self.note = note
    self.range = range
    self.letter = letter
    self.was = was
    showsWords = note.showsWords
  }

  static func == (left: PlacedNote, right: PlacedNote) -> Bool {
    left === right
      || left.note == right.note && left.range == right.range && left.letter == right.letter
        && left.was == right.was
  }
}
