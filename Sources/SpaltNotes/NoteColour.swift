/// The colours a note can have, by name; a theme says what they look like.
public enum NoteColour: String, CaseIterable, Sendable {
  case yellow, green, blue, red, purple
}
