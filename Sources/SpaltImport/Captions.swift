internal import SpaltText

/// Finds the words under pictures and who made the pictures.
func markCaptions(in drafts: inout Drafts) {
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
private func markStack(_ stack: Range<Int>, in drafts: inout Drafts) {
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
    captionKeys.contains(openingKey(of: draft.block.text)),
    let colon = draft.block.text.prefix(24).firstIndex(where: { $0 == ":" || $0 == "." })
  else { return false }
  let words = draft.block.text[..<colon].lowercased().split(separator: " ")
  guard let first = words.first, words.count <= 2 else { return false }
  return captionWords.contains(String(first))
    && words.dropFirst().allSatisfy { $0.contains { $0.isNumber } || $0.count == 1 }
}

/// `… under mötet. Foto: Anna Berg/TT`.
private func endsInCredit(_ draft: Draft) -> Bool {
  // A name and an agency take no more room.
  guard draft.width <= 500, has(0x3A, withinLast: 80, of: draft.block.text) else { return false }
  let bytes = draft.block.text.utf8
  var index = bytes.endIndex
  for _ in 0..<min(80, bytes.count) {
    bytes.formIndex(before: &index)
    guard bytes[index] == 0x3A, isCreditWord(before: index, in: bytes) else { continue }
    return !isByline(draft.block.text)
  }
  return false
}

/// Whether `Foto`, after a space or bracket, ends at a colon with a space after it.
private func isCreditWord(
  before colon: String.UTF8View.Index, in bytes: String.UTF8View
) -> Bool {
  let after = bytes.index(after: colon)
  guard after < bytes.endIndex, bytes[after] == 0x20 else { return false }
  var key = WordKey()
  let word = bytes[..<colon].suffix(10).reversed().prefix { ($0 | 0x20) &- 0x61 < 26 }
  for byte in word.reversed() { key.append(UInt32(byte | 0x20)) }
  guard tailCreditWords.contains(key) else { return false }
  let before = bytes[..<colon].dropLast(word.count).last
  return before == 0x20 || before == 0x28
}

private let tailCreditWords = KeySet(["foto", "bild", "arkivfoto", "photo"])

private let captionKeys = KeySet(captionWords)

private let captionWords: Set<String> = [
  "figur", "figure", "fig", "diagram", "tabell", "tabel", "table", "bild", "billede", "bilde",
  "kort", "karta", "graf", "grafik", "note", "anm", "kilde", "källa", "kilder", "källor", "source",
]
