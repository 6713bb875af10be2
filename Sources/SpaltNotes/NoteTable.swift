public import SpaltText

/// Notes as comma-separated values for a spreadsheet, the first line naming the columns.
///
/// Source: RFC 4180.
public func commaSeparatedValues(of notes: [Note], titles: [TextID: String]) -> String {
  let names = [
    "document", "title", "headings", "quote", "body", "tags", "kind", "colour", "state", "anchor",
    "author", "created", "modified", "parent", "id",
  ]
  let rows = notes.map { note in
    [
      note.text.rawValue, titles[note.text] ?? "", note.selectors.headings.joined(separator: " › "),
      note.selectors.quote, note.body, note.tags.joined(separator: " "), note.kind.rawValue,
      note.colour ?? "", note.isDone ? "done" : "open", note.anchor.state.rawValue, note.author,
      note.created.rawValue, note.modified.rawValue, note.parent?.rawValue ?? "", note.id.rawValue,
    ]
  }
  return ([names] + rows).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
}

private func cell(_ value: String) -> String {
  guard value.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return value }
  return "\"" + value.replacing("\"", with: "\"\"") + "\""
}
