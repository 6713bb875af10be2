internal import SpaltText

/// The lines that greet whom a letter is for, which name nothing: `Hej alla`, `Kære Anna og Jens`.
///
/// Only in a text that is a letter: below lines such as `Från: …` and `Ämne: …`, or where a line such as
/// `Med venlig hilsen` closes it. A story may well be called `Hej då`.
func greetings(in drafts: Drafts) -> Set<Int> {
  var found: Set<Int> = []
  for index in drafts.indices where isGreeting(drafts[index]) {
    if isBelowMailHead(index, drafts) || isClosed(after: index, drafts) { found.insert(index) }
  }
  return found
}

private func isGreeting(_ draft: Draft) -> Bool {
  guard draft.isPlain, draft.lineCount == 1, draft.words <= 5, draft.width <= 50,
    draft.end == .letter || draft.end == .sentence || draft.end == .comma
  else { return false }
  return openingWords(of: draft.block.text, 1).first.map(greetingWords.contains) ?? false
}

/// Whether two lines or more of a mail's head stand right above.
private func isBelowMailHead(_ index: Int, _ drafts: Drafts) -> Bool {
  let above = drafts[max(0, index - 8)..<index].reversed()
  return above.prefix { isHeadLine($0) }.count >= 2
}

private func isHeadLine(_ draft: Draft) -> Bool {
  guard has(0x3A, within: 16, of: draft.block.text),
    let colon = draft.block.text.firstIndex(of: ":")
  else { return false }
  return headWords.contains(draft.block.text[..<colon].lowercased())
}

/// Whether one of the next short lines closes a letter.
private func isClosed(after index: Int, _ drafts: Drafts) -> Bool {
  drafts[(index + 1)...].prefix(60).contains { draft in
    guard draft.lineCount == 1, draft.width <= 40, draft.words <= 5 else { return false }
    let words = openingWords(of: draft.block.text, 2)
    return words.first == "mvh" || closings.contains(words.joined(separator: " "))
  }
}

/// In Swedish, Danish, Norwegian, English and German.
private let greetingWords: Set<String> = [
  "hej", "hejsan", "hallå", "kära", "käre", "bästa", "bäste", "kære", "kjære", "hei", "goddag",
  "hi", "hello", "dear", "liebe", "lieber", "hallo",
]

private let headWords: Set<String> = [
  "från", "till", "ämne", "skickat", "datum", "kopia", "fra", "til", "emne", "sendt", "dato", "cc",
  "kopi", "from", "to", "subject", "sent", "date", "von", "an", "betreff", "gesendet",
]

private let closings: Set<String> = [
  "med vänlig", "med vänliga", "vänlig hälsning", "vänliga hälsningar", "bästa hälsningar",
  "hjärtliga hälsningar", "varma hälsningar", "många hälsningar", "med venlig", "venlig hilsen",
  "kærlig hilsen", "mange hilsner", "med vennlig", "vennlig hilsen", "kind regards",
  "best regards", "best wishes", "yours sincerely", "yours faithfully", "mit freundlichen",
  "viele grüße", "herzliche grüße",
]
