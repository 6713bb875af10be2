internal import SpaltText

/// Finds quoted paragraphs, footnotes that say so, and questions without a dash between answers.
func markSpeech(in drafts: inout Drafts) {
  for index in drafts.indices where drafts[index].isPlain {
    if isLabelledNote(drafts[index].block.text) {
      drafts[index].block.kind = .footnote
    } else if isQuotation(index, drafts) {
      drafts[index].block.kind = .quote
    }
  }
  for index in drafts.indices where drafts[index].isPlain && isQuestion(index, drafts) {
    drafts[index].block.kind = .dialogueTurn
  }
}

/// A name that touches a quotation above it goes with it.
func markAttributions(in drafts: inout Drafts) {
  for index in drafts.indices.dropFirst()
  where drafts[index].isPlain && drafts[index].touchesPrevious {
    let above = drafts[index - 1].block.kind
    guard above == .quote || above == .pullQuote, drafts[index].end != .sentence,
      drafts[index].words <= 10, drafts[index].start == .upper
    else { continue }
    drafts[index].block.kind = above
  }
}

/// `FOTNOT. …`, `Fodnote: …`.
private func isLabelledNote(_ text: String) -> Bool {
  guard let initial = text.utf8.first, initial | 0x20 == 0x66 else { return false }
  let word = text.prefix(12).lowercased().prefix { $0.isLetter }
  guard ["fotnot", "fotnote", "fodnote", "footnote", "fußnote"].contains(word) else { return false }
  let next = text.dropFirst(word.count).first
  return next == "." || next == ":"
}

/// A paragraph of nothing but one quotation; one left open counts after a colon.
private func isQuotation(_ index: Int, _ drafts: Drafts) -> Bool {
  let scalars = drafts[index].block.text.unicodeScalars
  guard let first = scalars.first, first.isOpener, let closing = closings[first] else {
    return false
  }
  let rest = scalars.dropFirst()
  let follows = index > 0 && drafts[index - 1].end == .colon
  guard let end = rest.firstIndex(where: { closing.contains($0) }) else {
    return follows && drafts[index].words > 6
  }
  // Past the closing sign only a stop, else a writer's words follow.
  let tail = rest[rest.index(after: end)...]
  guard tail.allSatisfy({ ".!?…".unicodeScalars.contains($0) }) else { return false }
  let isSentence = rest[..<end].contains { ".!?".unicodeScalars.contains($0) } || !tail.isEmpty
  // Between two texts a short quotation without a stop is a heading.
  return isSentence || follows || drafts[index].words > 14
}

private let closings: [Unicode.Scalar: [Unicode.Scalar]] = [
  "”": ["”"], "“": ["”", "“"], "„": ["“", "”"], "»": ["«", "»"], "«": ["»"], "\"": ["\""],
]

/// Words that only answer.
private let replies: Set<String> = [
  "ja", "jo", "jaha", "jaså", "nej", "nei", "nå", "okej", "ok", "okay", "yes", "no", "doch", "nein",
]

/// The interviewer's words: before an answer with a dash, and a question, or a word or two
/// between two answers.
private func isQuestion(_ index: Int, _ drafts: Drafts) -> Bool {
  guard drafts[index].end == .sentence, index + 1 < drafts.count,
    drafts[index + 1].sign == .dash
  else { return false }
  let end = drafts[index].block.text.unicodeScalars.reversed().first { !$0.isCloser }
  if end == "?" { return drafts[index].width <= 600 }
  guard drafts[index].words <= 3, index > 0, drafts[index - 1].sign == .dash else { return false }
  let word = drafts[index].block.text.lowercased().prefix { $0.isLetter }
  return replies.contains(String(word))
}
