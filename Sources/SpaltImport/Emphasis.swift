internal import SpaltText

/// A place in the source that is taken out of the text.
struct Cut: Equatable, Sendable {
  enum Action: Equatable, Sendable {
    case drop
    case reference(String)
    case open(Block.Emphasis.Kind)
    case close(Block.Emphasis.Kind)
  }

  var range: Range<Int>
  var action: Action
}

/// The asterisks that emphasize, in pairs: `**strong**` and `*emphasis*`.
///
/// An asterisk opens before a word and closes after one; all others stay in the text. Linear: an
/// asterisk is looked at once when met, and once when matched or given up.
/// In Markdown underscores count too, and asterisks within words.
func emphasisCuts(in pieces: [Range<Int>], of text: PlainText, isMarkdown: Bool) -> [Cut] {
  let isMarked = pieces.contains { piece in
    piece.contains { text.bytes[$0] == 0x2A || (isMarkdown && text.bytes[$0] == 0x5F) }
  }
  guard isMarked else { return [] }
  var cuts: [Cut] = []
  // One stack for each sign and each length from one to three.
  var openers = [[Range<Int>]](repeating: [], count: 6)
  for piece in pieces {
    var index = piece.lowerBound
    while index < piece.upperBound {
      let byte = text.bytes[index]
      guard byte == 0x2A || (isMarkdown && byte == 0x5F) else {
        index += 1
        continue
      }
      let start = index
      while index < piece.upperBound, text.bytes[index] == byte { index += 1 }
      let run = start..<index
      guard run.count <= 3 else { continue }
      let stack = (byte == 0x2A ? 0 : 3) + run.count - 1
      let sides = Sides(of: run, in: piece, of: text)
      let splitsWords = isMarkdown && byte == 0x2A
      if sides.canClose(splitsWords: splitsWords), let opener = openers[stack].popLast() {
        for other in openers.indices {
          while let last = openers[other].last, last.lowerBound > opener.lowerBound {
            openers[other].removeLast()
          }
        }
        cuts += pair(opener, run)
      } else if sides.canOpen(splitsWords: splitsWords) {
        openers[stack].append(run)
      }
    }
  }
  return cuts
}

private func pair(_ opener: Range<Int>, _ closer: Range<Int>) -> [Cut] {
  if opener.count < 3 {
    let kind: Block.Emphasis.Kind = opener.count == 2 ? .strong : .emphasis
    return [Cut(range: opener, action: .open(kind)), Cut(range: closer, action: .close(kind))]
  }
  let opened = opener.lowerBound
  let closed = closer.lowerBound
  return [
    Cut(range: opened..<opened + 2, action: .open(.strong)),
    Cut(range: opened + 2..<opened + 3, action: .open(.emphasis)),
    Cut(range: closed..<closed + 1, action: .close(.emphasis)),
    Cut(range: closed + 1..<closed + 3, action: .close(.strong)),
  ]
}

/// What stands at the two sides of a run of signs.
private struct Sides {
  private var before: Unicode.Scalar = " "
  private var after: Unicode.Scalar = " "

  init(of run: Range<Int>, in piece: Range<Int>, of text: PlainText) {
    if run.lowerBound > piece.lowerBound, let (value, _) = text.scalar(before: run.lowerBound) {
      before = value
    }
    if run.upperBound < piece.upperBound { after = text.scalar(at: run.upperBound).value }
  }

  func canOpen(splitsWords: Bool) -> Bool {
    !after.isWhite && (splitsWords || !before.isWordPart)
  }

  func canClose(splitsWords: Bool) -> Bool {
    !before.isWhite && (splitsWords || !after.isWordPart)
  }
}
