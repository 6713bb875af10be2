internal import SpaltText

/// Gives each paragraph that shows by itself what it is its kind.
func applySigns(to drafts: inout Drafts) {
  for index in drafts.indices {
    switch drafts[index].sign {
    case .none, .verbatim, .title: break
    case .bullet(let kind):
      drafts[index].block.kind = .listItem
      if kind == .arrow, pointsAtHeading(index, drafts) {
        drafts[index].block.kind = .heading(level: 3)
      }
    case .dash, .speaker: drafts[index].block.kind = .dialogueTurn
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
private func pointsAtHeading(_ index: Int, _ drafts: Drafts) -> Bool {
  let draft = drafts[index]
  guard draft.width <= 120, draft.end == .letter || draft.end == .digit, draft.start != .lower,
    index + 1 < drafts.count
  else { return false }
  let next = drafts[index + 1]
  return next.sign == .none && next.width > draft.width && next.start != .lower
}

/// Finds headings without a number or sign: short, open at the end, over a text.
func markHeadings(in drafts: inout Drafts, _ conventions: Conventions) {
  let stacked = shortStacks(in: drafts)
  let sections = sectionSigns(in: drafts)
  let candidates = drafts.indices.map {
    sections.contains($0) || (!stacked.contains($0) && isHeadingLike(drafts, $0, conventions))
  }
  var found: [Int] = []
  var index = 0
  while index < drafts.count {
    guard candidates[index] else {
      index += 1
      continue
    }
    var end = index + 1
    while end < drafts.count, candidates[end] { end += 1 }
    if sections.contains(index) { found.append(index) }
    if hasBody(after: end, drafts) {
      // A row of short lines is a list, a menu or a poem; its last may head the text below.
      if end - index <= 3 { found += index..<end } else { found.append(end - 1) }
    } else if index == 0, drafts.count > 1, !drafts[1].touchesPrevious {
      found.append(0)
    }
    index = end
  }
  setLevels(Array(Set(found)).sorted(), in: &drafts, isMarkdown: conventions.isMarkdown)
}

/// Whether something that a heading can head stands at a place.
private func hasBody(after end: Int, _ drafts: Drafts) -> Bool {
  // Who wrote, and when, stands between a headline and its text.
  let below = drafts[end...].prefix(20).lazy.filter { $0.block.kind.isText }.prefix(6)
  let head = below.first {
    !isByline($0.block.text) && !isDate($0) && !isMailAddress($0.block.text)
  }
  guard let next = head else { return false }
  if isStack(at: end, drafts), !isSignature(at: end, drafts) { return true }
  return (!next.isPlain && next.sign != .quote) || next.width >= 30 || next.end == .sentence
    || next.end == .colon
}

/// Two or more short lines that touch each other and nothing above: a list of names, a stanza.
private func isStack(at place: Int, _ drafts: Drafts) -> Bool {
  guard place + 1 < drafts.count else { return false }
  return !drafts[place].touchesPrevious && isShort(drafts[place])
    && drafts[place + 1].touchesPrevious && isShort(drafts[place + 1])
}

/// Whether the stack at a place ends the text, below prose and a line of greeting.
private func isSignature(at place: Int, _ drafts: Drafts) -> Bool {
  var end = place + 1
  while end < drafts.count, drafts[end].touchesPrevious { end += 1 }
  return end >= drafts.count - 1 && place >= 2
    && drafts[place - 2].end == .sentence && drafts[place - 2].width >= 40
}

private func isMailAddress(_ text: String) -> Bool {
  has(0x40, within: .max, of: text) && !has(0x20, within: .max, of: text)
}

/// `§ 41`, `§ 7 Räkenskaper`: two or more whose numbers rise, and none a sentence of a statute.
private func sectionSigns(in drafts: Drafts) -> Set<Int> {
  var sections: Set<Int> = []
  var last = 0
  for index in drafts.indices where drafts[index].isPlain && drafts[index].width <= 120 {
    guard drafts[index].block.text.hasPrefix("§"),
      let number = openingWords(of: drafts[index].block.text, 1).first.flatMap({ Int($0) })
    else { continue }
    guard drafts[index].end != .sentence || drafts[index].words <= 2, number > last else {
      return []
    }
    sections.insert(index)
    last = number
  }
  return sections.count >= 2 ? sections : []
}

/// The lines of addresses, lists of names and verse, which head nothing: short lines that touch,
/// three or more with no prose right below, or two, a greeting and a name, with none after them.
private func shortStacks(in drafts: Drafts) -> Set<Int> {
  var members: Set<Int> = []
  var start = 0
  while start < drafts.count {
    var end = start + 1
    while end < drafts.count, drafts[end].touchesPrevious, isShort(drafts[end]) { end += 1 }
    let touchesProse = end < drafts.count && drafts[end].touchesPrevious
    let isPair = end - start == 2 && (end == drafts.count || !drafts[end].isProse)
    if end - start >= 3 || isPair, isShort(drafts[start]), !touchesProse {
      members.formUnion(start..<end)
    }
    start = end
  }
  return members
}

private func isShort(_ draft: Draft) -> Bool {
  draft.isPlain && draft.lineCount == 1 && draft.width < 80
    && !(draft.end == .sentence && draft.width >= 40)
}

private func isHeadingLike(
  _ drafts: Drafts, _ index: Int, _ conventions: Conventions
) -> Bool {
  let draft = drafts[index]
  if draft.sign == .title, draft.block.kind == .paragraph { return true }
  guard draft.isPlain, draft.start == .upper || (draft.start == .digit && draft.words >= 3),
    draft.width <= 120, draft.words <= 18,
    draft.lineCount <= 5, index + 1 < drafts.count
  else { return false }
  let isQuestion = draft.end == .sentence && draft.words <= 12 && endsInQuestion(draft)
  guard draft.end == .letter || draft.end == .digit || isQuestion,
    isWordy(draft.block.text)
      || (index == 0 && draft.words >= 2 && draft.block.text.first?.isLetter == true),
    !isByline(draft.block.text), !isBracketed(draft.block.text), !endsInDate(draft),
    !isEnumeration(draft.block.text), !isLoneName(index, drafts)
  else { return false }
  // A line set as wide as the text is the text's own.
  if conventions.wrapping == .wrapped, draft.lineCount == 1,
    draft.width * 10 > conventions.width * 9, index > 0 || drafts[1].touchesPrevious
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
  return end == "?" || (end == "!" && draft.words >= 3)
}

/// More letters than digits and signs, and no address of the web.
private func isWordy(_ text: String) -> Bool {
  var letters = 0
  var others = 0
  for scalar in text.unicodeScalars {
    if scalar.isLetter { letters += 1 } else if !scalar.isWhite { others += 1 }
    if scalar == "@" { return false }
  }
  return letters > others * 2 && !(has(0x3A, within: .max, of: text) && text.contains("://"))
}

/// A short line that opens with the day of a month: `3. feb. 2022 kl. 10:15`.
private func isDate(_ draft: Draft) -> Bool {
  guard draft.start == .digit, draft.width <= 40 else { return false }
  let words = openingWords(of: draft.block.text, 3)
  return words.count > 1 && (startsWithMonth(words[1]) || words.allSatisfy { Int($0) != nil })
}

/// A name right beside the line that says when a text was published: who wrote it.
private func isLoneName(_ index: Int, _ drafts: Drafts) -> Bool {
  let draft = drafts[index]
  guard (2...4).contains(draft.words), draft.width <= 40,
    draft.block.text.split(separator: " ").allSatisfy({ $0.first?.isUppercase == true })
  else { return false }
  return (index > 0 && isDateline(drafts[index - 1].block.text))
    || (index + 1 < drafts.count && isDateline(drafts[index + 1].block.text))
}

/// `Närvarande: Anna Berg, Nils Ek, Eva Lind`: a label and what belongs to it.
private func isEnumeration(_ text: String) -> Bool {
  guard let colon = text.firstIndex(of: ":") else { return false }
  return text[colon...].count { $0 == "," } >= 2
}

/// `(Applåder)`, `[Musik]`: a remark on the text, not its name.
private func isBracketed(_ text: String) -> Bool {
  (text.hasPrefix("(") && text.hasSuffix(")")) || (text.hasPrefix("[") && text.hasSuffix("]"))
}

/// `Kiruna den 3 mars 2021`: where and when a letter was written.
private func endsInDate(_ draft: Draft) -> Bool {
  guard draft.end == .digit, draft.words <= 7 else { return false }
  let words = openingWords(of: draft.block.text, 8)
  guard words.count >= 4, let year = words.last.flatMap({ Int($0) }), (1000...2999).contains(year)
  else { return false }
  return startsWithMonth(words[words.count - 2]) && Int(words[words.count - 3]) != nil
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
private func setLevels(_ found: [Int], in drafts: inout Drafts, isMarkdown: Bool) {
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
  rankChapters(found, hasTitle: hasTitle && title.map { isChapter(drafts[$0]) } == false, &drafts)
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
  guard words.count == 2, chapterWords.contains(words[0]) else { return false }
  return Int(words[1]) != nil || words[1].allSatisfy { "ivxlc".contains($0) }
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
