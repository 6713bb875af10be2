internal import SpaltText

/// Finds paragraphs that repeat, word for word, words of a paragraph near by.
///
/// Linear: the first five words of each candidate are looked up while every block is read once, some
/// thousands of blocks at a time.
func markPullQuotes(in drafts: inout Drafts) {
  let most = 4096
  var found: [Int] = []
  for start in stride(from: 0, to: drafts.count, by: most) {
    found += pullQuotes(of: start..<min(drafts.count, start + most), drafts)
  }
  for candidate in found { drafts[candidate].block.kind = .pullQuote }
}

/// A page that stands in the text a thousand times must not be compared with itself each time.
private let reach = 30

/// The blocks within reach of some places that repeat what stands there.
private func pullQuotes(of places: Range<Int>, _ drafts: Drafts) -> [Int] {
  let openings = 5
  var candidates: [WordKey: [Int]] = [:]
  var words: [Int: [WordKey]] = [:]
  let near = max(0, places.lowerBound - reach)..<min(drafts.count, places.upperBound + reach)
  for index in near where isCandidate(drafts[index]) {
    let keys = wordKeys(of: drafts[index].block.text)
    guard keys.count >= openings else { continue }
    words[index] = keys
    candidates[opening(keys[..<openings]), default: []].append(index)
  }
  guard !candidates.isEmpty else { return [] }
  // Two looks at single words spare most of the looks for all five.
  var first = KeySet()
  var second = KeySet()
  for keys in words.values {
    first.insert(keys[0])
    second.insert(keys[1])
  }
  var keys: [WordKey] = []
  var found: [Int] = []
  for place in places
  where drafts[place].width > 40 && drafts[place].sign != .row {
    keys.removeAll(keepingCapacity: true)
    let text = drafts[place].block.text
    let isParagraph = drafts[place].block.kind == .paragraph
    if let known = words[place] { keys += known } else { appendWords(of: text, to: &keys) }
    guard keys.count > openings else { continue }
    for start in 0...(keys.count - openings) {
      guard first.contains(keys[start]), second.contains(keys[start + 1]),
        let alike = candidates[opening(keys[start..<start + openings])]
      else { continue }
      let nearest = partition(alike.count) { alike[$0] >= place - reach }
      for candidate in alike[nearest...].prefix(while: { $0 <= place + reach })
      where candidate != place {
        guard let wanted = words[candidate], keys.count > wanted.count,
          start + wanted.count <= keys.count,
          // A heading too may take its words from a paragraph; a pull quote takes a speaker's.
          !isParagraph || wanted.count >= 12
            || (wanted.count >= 6 && isQuoted(start, in: text)),
          keys[start..<start + wanted.count].elementsEqual(wanted)
        else { continue }
        found.append(candidate)
      }
    }
  }
  return found
}

/// Short, and set without a stop or within quotes, as no paragraph of the text is.
private func isCandidate(_ draft: Draft) -> Bool {
  guard draft.isPlain || draft.block.kind == .quote, draft.width <= 220 else { return false }
  return draft.end != .colon && draft.end != .comma
}

/// Whether a quotation opens right before a word of a text.
private func isQuoted(_ word: Int, in text: String) -> Bool {
  var place = 0
  var isInside = false
  var before: Unicode.Scalar = " "
  for scalar in text.unicodeScalars {
    if scalar.isWordPart {
      if !isInside, place == word { return before.isOpener && before != "(" && before != "[" }
      if !isInside { place += 1 }
      isInside = true
    } else {
      isInside = false
      before = scalar
    }
  }
  return false
}

private func wordKeys(of text: String) -> [WordKey] {
  var keys: [WordKey] = []
  appendWords(of: text, to: &keys)
  return keys
}

/// One key for a row of words.
private func opening(_ keys: ArraySlice<WordKey>) -> WordKey {
  var whole = WordKey()
  for key in keys {
    whole.append(UInt32(truncatingIfNeeded: key.value))
    whole.append(UInt32(truncatingIfNeeded: key.value >> 32))
  }
  return whole
}
