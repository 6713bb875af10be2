internal import SpaltText

/// Level 1 for a heading at the head of the text, one more for those within it.
func setLevels(_ found: [Int], in drafts: inout Drafts, isMarkdown: Bool) {
  let marked = drafts.contains {
    if case .hash = $0.sign { true } else { false }
  }
  let prose = drafts.firstIndex { $0.isProse && $0.block.kind.isText } ?? drafts.count
  let leading = found.prefix { $0 < prose }
  // Above the title may stand the name of a section; below it another line of it.
  let title =
    leading.first {
      drafts[$0].words >= 3 && !isMenu(drafts[$0].block.text) && !isSection(drafts[$0])
        && $0 - leading[leading.startIndex] <= 4
    } ?? leading.first { drafts[$0].words == 2 && $0 == 0 } ?? leading.first
  if marked, !isMarkdown, title == 0 { lowerMarked(&drafts) }
  let hasTitle = title != nil && !marked
  for index in found {
    var level = 2
    if index == title, !marked || (title == 0 && !isMarkdown) { level = 1 }
    if hasTitle, let title, index < title || index == title + 1 {
      let label = index < title ? index : title
      if isChapterLabel(drafts[label]) { level = 1 }
      // One word above a title names the section of the paper.
      if index < title, level != 1, drafts[index].words < 3 { continue }
    }
    drafts[index].block.kind = .heading(level: level)
  }
  // A text that begins with its first chapter has no title above its chapters.
  let top = found.first == 0 ? 0 : title
  let isTitled = hasTitle && top.map { isChapter(drafts[$0]) } == false
  rankChapters(found, hasTitle: isTitled, &drafts)
  guard hasTitle else { return }
  // Numbered parts stand below a title of their own.
  for index in drafts.indices {
    if case .numberedHeading(let depth) = drafts[index].sign {
      drafts[index].block.kind = .heading(level: depth + 1)
    }
  }
}

/// Underlined headings of level 1 stand below a title that is not underlined.
private func lowerMarked(_ drafts: inout Drafts) {
  for index in drafts.indices {
    if case .hash(let level) = drafts[index].sign {
      drafts[index].block.kind = .heading(level: level + 1)
    }
  }
}

/// `§ 7 Räkenskaper` is a part of a text, not its name.
private func isSection(_ draft: Draft) -> Bool { draft.block.text.hasPrefix("§") }

/// Where several headings count chapters, these stand on one level, and those without a number
/// below them.
private func rankChapters(_ found: [Int], hasTitle: Bool, _ drafts: inout Drafts) {
  let chapters = found.filter { isChapter(drafts[$0]) }
  guard chapters.count >= 2, let first = chapters.first else { return }
  let level = hasTitle ? 2 : 1
  for index in found where index >= first {
    drafts[index].block.kind = .heading(level: isChapter(drafts[index]) ? level : level + 1)
  }
}

/// `Kapitel 2. Styrelsen`, `Del II`: a word for a part, and its number.
private func isChapter(_ draft: Draft) -> Bool {
  let words = openingWords(of: draft.block.text, 2)
  if draft.block.text.hasPrefix("§") { return true }
  if isCountedInWords(words) { return draft.words <= 4 }
  guard words.count == 2, chapterWords.contains(words[0]) else { return false }
  return Int(words[1]) != nil || words[1].allSatisfy { "ivxlc".contains($0) }
}

/// `FÖRSTA KAPITLET`, `Zweiter Teil`.
private func isCountedInWords(_ words: [String]) -> Bool {
  words.count == 2 && ordinals.contains { words[0].hasPrefix($0) }
    && (chapterWords.contains(words[1]) || ["kapitlet", "delen", "boken"].contains(words[1]))
}

/// How the words begin that count to twelve in Swedish, Danish, Norwegian, German and English.
private let ordinals = [
  "först", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde",
  "elfte", "tolfte", "første", "anden", "andet", "andre", "fjerde", "sjette", "syvende", "ottende",
  "åttende", "niende", "tiende", "ellevte", "tolvte", "erste", "zweite", "dritte", "vierte",
  "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte", "first", "second", "third", "fourth",
  "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
]

/// `KAPITEL I`, `Del 2`, `Chapter 4`.
private func isChapterLabel(_ draft: Draft) -> Bool {
  guard draft.words <= 3 else { return false }
  if isCountedInWords(openingWords(of: draft.block.text, 2)) { return draft.words == 2 }
  let first = draft.block.text.lowercased().split(separator: " ").first ?? ""
  return chapterWords.contains(String(first))
}

private let chapterWords: Set<String> = [
  "kapitel", "kapittel", "chapter", "del", "part", "teil", "bok", "bog", "book", "afsnit",
  "avsnitt",
]

/// The name of the text: its first heading of level 1, and the next where the first only counts.
func guessTitle(of drafts: Drafts) -> String? {
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
