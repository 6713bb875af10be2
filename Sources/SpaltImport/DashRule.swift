/// Tells the dash of a speaker from the dash of a list.
///
/// A speaker's dash stays in the text, as in print; a list's becomes the marker.
func settleDashes(
  _ paragraphs: inout ChunkedArray<Paragraph>, _ text: PlainText, isMarkdown: Bool
) {
  let runs = dashRuns(in: paragraphs)
  // Where some of a text's dashes are surely speakers', those that could be either are too.
  let hasSpeakers = runs.contains { speaks(paragraphs[$0], text) }
  for run in runs
  where isList(paragraphs[run], text, isMarkdown: isMarkdown, hasSpeakers: hasSpeakers) {
    for place in run { makeItem(&paragraphs[place], text) }
  }
}

/// The paragraphs with a dash that follow each other.
private func dashRuns(in paragraphs: ChunkedArray<Paragraph>) -> [Range<Int>] {
  var runs: [Range<Int>] = []
  var index = 0
  while index < paragraphs.count {
    guard paragraphs[index].sign == .dash else {
      index += 1
      continue
    }
    var end = index + 1
    while end < paragraphs.count, paragraphs[end].sign == .dash { end += 1 }
    runs.append(index..<end)
    index = end
  }
  return runs
}

private func isList(
  _ run: Slice<ChunkedArray<Paragraph>>, _ text: PlainText, isMarkdown: Bool, hasSpeakers: Bool
) -> Bool {
  let items = run.compactMap { paragraph -> (dash: OpeningMark, end: Line.End)? in
    guard let first = paragraph.pieces.first, let last = paragraph.pieces.last,
      let mark = text.openingMark(of: text.lines[first.line])
    else { return nil }
    return (mark, text.end(of: last.range))
  }
  guard let first = items.first else { return false }
  let sentences = items.count { $0.end == .sentence }
  let lowered = items.count { text.start(of: $0.dash.rest) == .lower }
  // Speakers begin with a capital and end their sentences.
  if lowered * 2 > items.count || sentences == 0 { return true }
  let touching = run.dropFirst().count { $0.touchesPrevious }
  let isHyphen = text.bytes[first.dash.range.lowerBound] == 0x2D
  guard isHyphen else { return sentences * 2 < items.count }
  if isMarkdown || (run.count > 1 && touching == run.count - 1) {
    return !speaks(run, text) && (!hasSpeakers || sentences < items.count)
  }
  return sentences * 2 < items.count
}

/// Whether a verb of speech stands in the paragraphs.
private func speaks(_ run: Slice<ChunkedArray<Paragraph>>, _ text: PlainText) -> Bool {
  run.contains { paragraph in
    var found = false
    for piece in paragraph.pieces {
      text.forEachWord(in: piece.range) { if speechKeys.contains($0) { found = true } }
    }
    return found
  }
}

/// Verbs that follow a speaker's words in Swedish, Danish, Norwegian and English.
private let speechVerbs: Set<String> = [
  "säger", "sa", "sade", "berättar", "svarar", "siger", "sagde", "fortæller", "svarer", "sier",
  "forteller", "lyder", "says", "said", "skriver", "menar", "mener", "förklarar", "forklarer",
  "undrar", "frågar", "spørger",
]

private let speechKeys = KeySet(speechVerbs)

private func makeItem(_ paragraph: inout Paragraph, _ text: PlainText) {
  guard let first = paragraph.pieces.first,
    let mark = text.openingMark(of: text.lines[first.line])
  else { return }
  paragraph.sign = .bullet(isArrow: false)
  paragraph.marker = text.string(mark.range)
  paragraph.takeOff(mark.range, leaving: mark.rest)
}
