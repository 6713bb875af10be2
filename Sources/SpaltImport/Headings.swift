internal import SpaltText

/// Gives each paragraph that shows by itself what it is its kind.
func applySigns(to drafts: inout [Draft]) {
  for index in drafts.indices {
    switch drafts[index].sign {
    case .none, .verbatim, .title: break
    case .bullet(let kind):
      drafts[index].block.kind = .listItem
      if kind == .arrow, pointsAtHeading(index, drafts) {
        drafts[index].block.kind = .heading(level: 3)
      }
    case .dash: drafts[index].block.kind = .dialogueTurn
    case .footnote: drafts[index].block.kind = .footnote
    case .quote: drafts[index].block.kind = .quote
    case .numberedHeading(let depth): drafts[index].block.kind = .heading(level: depth)
    case .hash(let level): drafts[index].block.kind = .heading(level: level)
    case .row: drafts[index].block.kind = .tableRow
    case .furniture(let kind): drafts[index].block.kind = kind
    }
  }
}

/// An arrow before a short line with a paragraph below it stands for a heading; arrows in a row
/// are a list.
private func pointsAtHeading(_ index: Int, _ drafts: [Draft]) -> Bool {
  let draft = drafts[index]
  guard draft.width <= 120, draft.end == .letter || draft.end == .digit, draft.start != .lower,
    index + 1 < drafts.count
  else { return false }
  let next = drafts[index + 1]
  return next.sign == .none && next.width > draft.width && next.start != .lower
}

/// Finds headings without a number or sign: short, open at the end, over a text.
func markHeadings(in drafts: inout [Draft], _ conventions: Conventions) {
  let candidates = drafts.indices.map { isHeadingLike(drafts, $0, conventions) }
  var found: [Int] = []
  var index = 0
  while index < drafts.count {
    guard candidates[index] else {
      index += 1
      continue
    }
    var end = index + 1
    while end < drafts.count, candidates[end] { end += 1 }
    // A row of short lines is a list, a menu or a poem; its last may head the text below.
    if end - index <= 3 { found += index..<end } else { found.append(end - 1) }
    index = end
  }
  setLevels(found, in: &drafts)
}

private func isHeadingLike(
  _ drafts: [Draft], _ index: Int, _ conventions: Conventions
) -> Bool {
  let draft = drafts[index]
  if draft.sign == .title, draft.block.kind == .paragraph { return true }
  guard draft.isPlain, draft.start != .lower, draft.width <= 120, draft.words <= 18,
    draft.lineCount <= 5, index + 1 < drafts.count
  else { return false }
  let isQuestion = draft.end == .sentence && draft.words <= 12 && endsInQuestion(draft)
  guard draft.end == .letter || draft.end == .digit || isQuestion,
    isWordy(draft.block.text), !isByline(draft.block.text)
  else { return false }
  // A line set as wide as the text is the text's own.
  if conventions.wrapping == .wrapped, draft.lineCount == 1,
    draft.width * 10 > conventions.width * 9
  {
    return false
  }
  guard let next = drafts[(index + 1)...].first(where: { $0.block.kind.isText }) else {
    return false
  }
  return next.start != .lower
    && !(draft.touchesPrevious && index > 0 && drafts[index - 1].block.kind == .tableRow)
}

private func endsInQuestion(_ draft: Draft) -> Bool {
  let end = draft.block.text.unicodeScalars.reversed().first { !$0.isCloser }
  return end == "?" || end == "!"
}

/// More letters than digits and signs, and no address of the web.
private func isWordy(_ text: String) -> Bool {
  var letters = 0
  var others = 0
  for scalar in text.unicodeScalars {
    if scalar.isLetter { letters += 1 } else if !scalar.isWhite { others += 1 }
    if scalar == "@" { return false }
  }
  return letters > others * 2 && !text.contains("://")
}

/// Who wrote, and when it was published.
func isByline(_ text: String) -> Bool {
  guard let first = openingWords(of: text, 1).first else { return false }
  return bylineWords.contains(first)
}

private let bylineWords: Set<String> = [
  "av", "af", "by", "von", "text", "tekst", "publicerad", "publicerat", "publiceret", "publisert",
  "uppdaterad", "opdateret", "oppdatert", "published", "updated", "reporter", "journalist",
]

/// Level 1 for a heading at the head of the text, one more for those within it.
private func setLevels(_ found: [Int], in drafts: inout [Draft]) {
  let marked = drafts.contains {
    if case .hash = $0.sign { true } else { false }
  }
  let prose = drafts.firstIndex { $0.isProse && $0.block.kind.isText } ?? drafts.count
  let leading = found.prefix { $0 < prose }
  // Above the title may stand the name of a section; below it another line of it.
  let title =
    leading.first {
      drafts[$0].words >= 4 && !isMenu(drafts[$0].block.text)
    } ?? leading.first
  let hasTitle = title != nil && !marked
  for index in found {
    var level = 2
    if !marked, index == title { level = 1 }
    if hasTitle, let title, index < title || index == title + 1 {
      let label = index < title ? index : title
      if isChapterLabel(drafts[label]) { level = 1 }
      // One word above a title names the section of the paper.
      if index < title, level != 1, drafts[index].words < 4 { continue }
    }
    drafts[index].block.kind = .heading(level: level)
  }
  guard hasTitle else { return }
  // Numbered parts stand below a title of their own.
  for index in drafts.indices {
    if case .numberedHeading(let depth) = drafts[index].sign {
      drafts[index].block.kind = .heading(level: depth + 1)
    }
  }
}

/// `KAPITEL I`, `Del 2`, `Chapter 4`.
private func isChapterLabel(_ draft: Draft) -> Bool {
  guard draft.words <= 3 else { return false }
  let first = draft.block.text.lowercased().split(separator: " ").first ?? ""
  return chapterWords.contains(String(first))
}

private let chapterWords: Set<String> = [
  "kapitel", "kapittel", "chapter", "del", "part", "teil", "bok", "bog", "book", "afsnit",
  "avsnitt",
]

/// The name of the text: its first heading of level 1, and the next where the first only counts.
func guessTitle(of drafts: [Draft]) -> String? {
  guard let first = drafts.firstIndex(where: { $0.block.kind == .heading(level: 1) }) else {
    return nil
  }
  if case .numberedHeading = drafts[first].sign { return nil }
  let title = drafts[first].block.text
  guard isChapterLabel(drafts[first]), first + 1 < drafts.count,
    drafts[first + 1].block.kind == .heading(level: 1)
  else { return title }
  return title + ": " + drafts[first + 1].block.text
}
