internal import SpaltText

/// Finds the words under pictures and who made the pictures.
func markCaptions(in drafts: inout [Draft]) {
  for index in drafts.indices where drafts[index].isPlain {
    if drafts[index].width <= 120, startsAsCredit(drafts[index].block.text) {
      drafts[index].block.kind = .credit
    } else if startsAsCaption(drafts[index]) || endsInCredit(drafts[index]) {
      drafts[index].block.kind = .caption
    }
  }
  let touching = drafts.dropFirst().count { $0.touchesPrevious && $0.isPlain }
  // Only where paragraphs stand apart does it mean something that lines touch.
  guard touching * 3 <= drafts.count else { return }
  var start = 0
  while start < drafts.count {
    var end = start + 1
    while end < drafts.count, drafts[end].touchesPrevious { end += 1 }
    markStack(start..<end, in: &drafts)
    start = end
  }
}

/// Lines that touch, where paragraphs stand apart: captions, with or without credits.
private func markStack(_ stack: Range<Int>, in drafts: inout [Draft]) {
  guard (2...8).contains(stack.count) else { return }
  if let last = stack.last(where: { drafts[$0].block.kind == .credit }) {
    for index in stack.lowerBound..<last
    where drafts[index].isPlain && !isByline(drafts[index].block.text) {
      drafts[index].block.kind = .caption
    }
    return
  }
  // Lines under a title are the facts of a box.
  if stack.lowerBound > 0 {
    let above = drafts[stack.lowerBound - 1]
    if above.width <= 80, above.end == .letter || above.end == .colon { return }
  }
  // Two paragraphs may touch by a slip; three that do are the captions of a row of pictures.
  guard stack.count >= 3 else { return }
  let areSentences = stack.allSatisfy {
    drafts[$0].isPlain && drafts[$0].end == .sentence && drafts[$0].lineCount == 1
  }
  if areSentences { for index in stack { drafts[index].block.kind = .caption } }
}

/// `Figur 2: …`, `Bild: …`, `Note: …` before the words of a picture or table.
private func startsAsCaption(_ draft: Draft) -> Bool {
  guard draft.width <= 400,
    has(0x3A, within: 48, of: draft.block.text) || has(0x2E, within: 48, of: draft.block.text),
    let colon = draft.block.text.prefix(24).firstIndex(where: { ":.".contains($0) })
  else { return false }
  let words = draft.block.text[..<colon].lowercased().split(separator: " ")
  guard let first = words.first, words.count <= 2 else { return false }
  return captionWords.contains(String(first))
    && words.dropFirst().allSatisfy { $0.contains { $0.isNumber } || $0.count == 1 }
}

/// `… under mötet. Foto: Anna Berg/TT`.
private func endsInCredit(_ draft: Draft) -> Bool {
  guard draft.width <= 500, draft.width > 0, !isByline(draft.block.text) else { return false }
  let bytes = draft.block.text.utf8.suffix(90)
  guard let colon = bytes.lastIndex(of: 0x3A), bytes[..<colon].last.map({ $0 | 0x20 }) ?? 0 > 0x60
  else { return false }
  let tail = String(decoding: bytes, as: UTF8.self).lowercased()
  return [" foto: ", " bild: ", " arkivfoto: ", "(foto: ", " photo: "].contains {
    tail.contains($0)
  }
}

private let captionWords: Set<String> = [
  "figur", "figure", "fig", "diagram", "tabell", "tabel", "table", "bild", "billede", "bilde",
  "kort", "karta", "graf", "grafik", "note", "anm", "kilde", "källa", "kilder", "källor", "source",
]
