/// Something the repair found in a text and acted on, for the one who imports it.
public enum Finding: Equatable, Sendable, CustomStringConvertible {
  /// No letter in it at all.
  case empty
  /// Bytes in another encoding than UTF-8.
  case encoding(TextEncoding)
  /// Letters that someone else once read in the wrong encoding: `Ã¥` for `å`.
  case mojibake(Int)
  /// Paragraphs put together of lines of about so many characters.
  case wrappedLines(width: Int)
  /// Lines that touch and yet stand apart, ended before they were full.
  case keptLines(Int)
  /// Entries whose first line stands out and whose others are indented.
  case entries(Int)
  /// Turns of a conversation under the names of the speakers.
  case speakers(Int)
  case runningHeads(Int)
  /// Bytes that were no text and show as U+FFFD.
  case badSequences(Int)
  /// Lines that held several columns, the second beginning at a character counted from 1.
  case columns(count: Int, rows: Int, start: Int)
  /// A blank line stood after every line.
  case doubledLines
  /// Words cut at line ends without a hyphen, told by the missing space at the line's end.
  case wordsJoined(Int)
  /// Markup nested deeper, or of more parts for its size, than a text has.
  case flattened
  /// Words cut at line ends, told only by the text's own words.
  case wordsJoinedByEvidence(Int)
  /// Large first letters on lines of their own.
  case dropCapitals(Int)
  /// Words cut at line ends with a hyphen that has been taken out.
  case hyphensRemoved(Int)
  /// Hyphens within words that are only hints for line breaks.
  case softHyphens(Int)
  /// Paragraphs that ran on over a blank line or the end of a page.
  case breaksCrossed(Int)
  case footnotes(Int)
  case pageNumbers(Int)
  /// Lines that belong to the page around the text.
  case boilerplate(Int)
  /// Files within a container whose names lead out of it, or that are links.
  ///
  /// The first of the names, each on one line.
  case entriesRefused(Int, names: [String])

  public var description: String {
    switch self {
    case .empty: "empty; there is no letter in it"
    case .encoding(let encoding): "read as \(encoding.rawValue)"
    case .mojibake(let count):
      """
      \(counted(count, "letter")) once read in the wrong encoding, such as Ã¥ for å; left as \
      \(count == 1 ? "it is" : "they are")
      """
    case .flattened:
      "more or deeper markup than a text of its size has; read as plain paragraphs"
    case .wrappedLines(let width): "lines of up to \(width) characters put together to paragraphs"
    case .keptLines(let count):
      "\(counted(count, "line")) kept apart; the lines above had room for more"
    case .entries(let count):
      "\(counted(count, "entry", "entries")) told by the indented lines below the first"
    case .speakers(let count):
      "\(counted(count, "turn")) of a conversation, each under its speaker's name"
    case .runningHeads(let count):
      "\(counted(count, "head or foot", "heads or feet")) of pages set apart"
    case .badSequences(let count):
      "\(counted(count, "byte sequence")) not text; shown as \u{FFFD}"
    case .columns(let count, let rows, let start):
      """
      \(count < 4 ? count == 2 ? "two" : "three" : String(count)) columns side by side on \(counted(rows, "line")), the second from \
      character \(start) on; read one after the other
      """
    case .doubledLines: "a blank line after every line, taken out"
    case .wordsJoined(let count):
      "\(counted(count, "word")) joined; lines end in a space unless a word is split"
    case .wordsJoinedByEvidence(let count):
      "\(counted(count, "word")) joined; the text has them whole elsewhere"
    case .dropCapitals(let count):
      "\(counted(count, "large first letter")) put back to the word"
    case .hyphensRemoved(let count): "\(counted(count, "hyphen")) at line ends taken out"
    case .softHyphens(let count): "\(counted(count, "soft hyphen")) taken out"
    case .breaksCrossed(let count):
      "\(counted(count, "paragraph break")) crossed; the sentence ran on"
    case .footnotes(let count): "\(counted(count, "footnote")) set apart"
    case .pageNumbers(let count): "\(counted(count, "page number")) set apart"
    case .boilerplate(let count):
      "\(counted(count, "block")) of the page around the text folded away"
    case .entriesRefused(let count, let names):
      """
      \(counted(count, "entry", "entries")) not read: no file, twice there, or a name that leads out\
      \(listed(names, of: count))
      """
    }
  }
}

/// `; “../x”, “/y” and 3 more`, or nothing for no names.
private func listed(_ names: [String], of count: Int) -> String {
  guard !names.isEmpty else { return "" }
  let all = names.map { "“\($0.unicodeScalars.count > 80 ? $0.prefix(79) + "…" : $0)”" }
  let more = count > names.count ? " and \(count - names.count) more" : ""
  return "; " + all.joined(separator: ", ") + more
}

private func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
}
