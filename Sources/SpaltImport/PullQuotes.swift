internal import SpaltText

/// Finds paragraphs that repeat, word for word, words of a paragraph near by.
///
/// Linear: the first five words of each candidate are looked up while every block is read once.
func markPullQuotes(in drafts: inout [Draft]) {
  let openings = 5
  var candidates: [[Int]: [Int]] = [:]
  var words: [Int: [Int]] = [:]
  for index in drafts.indices where isCandidate(drafts[index]) {
    let hashes = wordHashes(drafts[index].block.text)
    guard hashes.count >= openings else { continue }
    words[index] = hashes
    candidates[Array(hashes.prefix(openings)), default: []].append(index)
  }
  guard !candidates.isEmpty else { return }
  for (place, draft) in drafts.enumerated() where draft.width > 40 {
    let hashes = wordHashes(draft.block.text)
    guard hashes.count > openings else { continue }
    for start in 0...(hashes.count - openings) {
      guard let found = candidates[Array(hashes[start..<start + openings])] else { continue }
      for candidate in found where candidate != place && abs(candidate - place) <= 30 {
        guard let wanted = words[candidate], hashes.count > wanted.count,
          start + wanted.count <= hashes.count,
          // A heading too may take its words from a paragraph; a pull quote takes a speaker's.
          draft.block.kind != .paragraph || wanted.count >= 12,
          hashes[start..<start + wanted.count].elementsEqual(wanted)
        else { continue }
        drafts[candidate].block.kind = .pullQuote
      }
    }
  }
}

/// Short, and set without a stop or within quotes, as no paragraph of the text is.
private func isCandidate(_ draft: Draft) -> Bool {
  guard draft.isPlain || draft.block.kind == .quote, draft.width <= 220 else { return false }
  return draft.end != .colon && draft.end != .comma
}

private func wordHashes(_ text: String) -> [Int] {
  var hashes: [Int] = []
  var hasher = Hasher()
  var isInside = false
  for scalar in text.unicodeScalars {
    if scalar.isWordPart {
      if scalar.value < 0x80 {
        hasher.combine(scalar.properties.isUppercase ? scalar.value | 0x20 : scalar.value)
      } else {
        hasher.combine(scalar.properties.lowercaseMapping)
      }
      isInside = true
    } else if isInside {
      hashes.append(hasher.finalize())
      hasher = Hasher()
      isInside = false
    }
  }
  if isInside { hashes.append(hasher.finalize()) }
  return hashes
}
