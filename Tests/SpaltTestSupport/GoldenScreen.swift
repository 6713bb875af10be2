public import SpaltScreen
public import Testing

/// Compares a screen with its golden form.
///
/// A failure prints the whole screen with numbered rows, ready to be read beside the golden.
///
/// - Parameters:
///   - screen: What was drawn.
///   - text: The characters it must hold. Trailing blanks do not count.
///   - roles: One letter a cell naming its ``Role``, or `nil` where looks are not the point.
///   - location: Where a failure is reported.
public func expectScreen(
  _ screen: CellBuffer, _ text: String, roles: String? = nil,
  at location: SourceLocation = #_sourceLocation
) {
  let drawn = screen.description
  #expect(drawn == text, "drawn:\n\(numbered(drawn))", sourceLocation: location)
  guard let roles else { return }
  let letters = screen.roles
  #expect(letters == roles, "roles:\n\(numbered(letters))", sourceLocation: location)
}

private func numbered(_ screen: String) -> String {
  screen.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    .map { "\($0.offset)\t|\($0.element)" }
    .joined(separator: "\n")
}
