internal import SpaltText

/// Gives each paragraph that shows by itself what it is its kind.
func applySigns(to drafts: inout Drafts) {
  for index in drafts.indices {
    switch drafts[index].sign {
    case .none, .verbatim, .title: break
    case .bullet(let isArrow):
      drafts[index].block.kind = .listItem
      if isArrow, pointsAtHeading(index, drafts) {
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
  let greetings = greetings(in: drafts)
  let candidates = drafts.indices.map {
    sections.contains($0)
      || (!stacked.contains($0) && isHeadingLike(drafts, $0, conventions)
        && !greetings.contains($0))
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
  if end < drafts.count, drafts[end].block.kind == .tableRow { return true }
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
    // The first two lines are a title and what stands below it; a sentence is what a heading heads.
    let isPair =
      start > 0 && end - start == 2 && drafts[end - 1].end != .sentence
      && (end == drafts.count || !drafts[end].isProse)
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
  // A row too may be headed, but its cells begin with what they like.
  if drafts[index + 1].block.kind == .tableRow { return !drafts[index + 1].touchesPrevious }
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

/// More letters than digits and signs, where a word ends it not by so many, and no address of the web.
private func isWordy(_ text: String) -> Bool {
  var letters = 0
  var others = 0
  for scalar in text.unicodeScalars {
    if scalar.isLetter { letters += 1 } else if !scalar.isWhite { others += 1 }
    if scalar == "@" { return false }
  }
  let lastWord = text.unicodeScalars.reversed().prefix { $0.isLetter }.count
  return letters > (lastWord >= 4 ? others : others * 2)
    && !(has(0x3A, within: .max, of: text) && text.contains("://"))
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
