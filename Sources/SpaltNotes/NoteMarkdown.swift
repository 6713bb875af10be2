public import SpaltText

/// Notes as Markdown to read and print: by text and heading, each with its quote.
///
/// The bodies are kept to the byte, so a body's own headings come out as headings. Not meant to
/// be read back.
///
/// The notes come out in the order given. A text without a title is named by its id.
///
/// - Parameters:
///   - notes: In the order they are to come out.
///   - titles: The titles of their texts.
///   - citations: What stands under a quote of each text, such as its publisher, title and date.
/// - Returns: Markdown that ends with an empty line.
public func markdown(
  of notes: [Note], titles: [TextID: String], citations: [TextID: String] = [:]
) -> String {
  var output = ""
  var text: TextID?
  var headings: [String] = []
  for note in notes {
    if note.text != text {
      text = note.text
      headings = []
      output += "# \(line(titles[note.text] ?? note.text.rawValue))\n\n"
    }
    if note.selectors.headings != headings {
      headings = note.selectors.headings
      if !headings.isEmpty { output += "## \(headings.map(line).joined(separator: " › "))\n\n" }
    }
    output += entry(note, citation: citations[note.text])
  }
  return output
}

private func entry(_ note: Note, citation: String?) -> String {
  var entry = ""
  if !note.selectors.quote.isEmpty {
    for words in note.selectors.quote.split(separator: "\n", omittingEmptySubsequences: false) {
      entry += words.isEmpty ? ">\n" : "> \(words)\n"
    }
    if let citation {
      let block = note.anchor.range.map { ", paragraph \($0.lowerBound.block + 1)" } ?? ""
      entry += ">\n> — \(line(citation))\(block)\n"
    }
    entry += "\n"
  }
  if !note.body.isEmpty { entry += note.body + "\n\n" }
  var facts = [note.kind.rawValue] + note.tags.map { "#" + $0 }
  if let colour = note.colour { facts.append(colour) }
  if note.isDone { facts.append("done") }
  if let parent = note.parent { facts.append("reply to `\(parent.rawValue)`") }
  if !note.author.isEmpty { facts.append("by \(line(note.author))") }
  if note.anchor.range == nil { facts.append(note.anchor.state.rawValue) }
  if note.deleted { facts.append("deleted") }
  facts.append("written \(note.created.rawValue)")
  if note.modified != note.created { facts.append("changed \(note.modified.rawValue)") }
  return entry + facts.joined(separator: " · ") + " · `\(note.id.rawValue)`\n\n"
}

/// The words on one line: a heading ends with its line.
private func line(_ words: String) -> String {
  words.split(whereSeparator: \.isNewline).joined(separator: " ")
}
