internal import SpaltNotes
internal import SpaltText

/// The places in a text that the bottom line, the pane and the margin tell of while one scrolls.
///
/// They follow the reading cursor at a distance and one after the other, so that a line step has
/// little to draw beside the line that comes in.
struct ToldPlace: Equatable {
  /// That of the bottom line and the outline.
  var line: Position
  /// That which the pane's notes are turned to.
  var notes: Position
  /// The note that stands open; it stays so until the keys pause.
  var open: NoteID?

  init(_ place: Position) {
    line = place
    notes = place
  }

  /// How far the reading cursor goes before it is told, as a share of the text.
  private static let tolerance = 0.05

  /// Comes after the reading cursor.
  ///
  /// - Parameters:
  ///   - cursor: Where that is now.
  ///   - extent: Of the text.
  ///   - isCheap: Whether this step draws little else; one that does not waits as far again.
  mutating func follow(_ cursor: Position, in extent: TextExtent, isCheap: Bool) {
    guard notes == line else {
      notes = line
      return
    }
    let distance = abs(extent.share(of: cursor) - extent.share(of: line))
    if distance >= (isCheap ? Self.tolerance : 2 * Self.tolerance) { line = cursor }
  }
}
