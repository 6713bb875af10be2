/// What is other in two wordings of a passage, with a few words around it.
///
/// Whole words only; `…` where words that stayed the same are left out.
///
/// - Returns: The words that were and the words that are; the whole of both where they are short.
func wordingChange(from old: String, to new: String) -> (was: String, now: String) {
  let was = old.split(whereSeparator: \.isWhitespace)
  let now = new.split(whereSeparator: \.isWhitespace)
  let shortest = min(was.count, now.count)
  var head = 0
  while head < shortest, was[head] == now[head] { head += 1 }
  var tail = 0
  while tail < shortest - head, was[was.count - 1 - tail] == now[now.count - 1 - tail] { tail += 1 }
  return (part(was, head, tail), part(now, head, tail))
}

/// Words of a passage without the ones at either end that stayed the same, but for two of each.
private func part(_ words: [Substring], _ head: Int, _ tail: Int) -> String {
  let around = 2
  let start = max(0, head - around)
  let end = min(words.count, words.count - tail + around)
  var shown = words[start..<max(start, end)].joined(separator: " ")
  if start > 0 { shown = "… " + shown }
  if end < words.count { shown += " …" }
  return shown
}
