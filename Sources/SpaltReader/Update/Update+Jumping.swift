internal import SpaltNotes
internal import SpaltScreen
internal import SpaltText

/// Places with a letter.
struct Marks: Equatable {
  private var inTexts: [TextID: [Character: Position]] = [:]
  private var everywhere: [Character: Passage] = [:]

  /// A capital letter marks a place of the archive, any other one a place of its text.
  mutating func set(_ name: Character, at place: Position, in text: TextID) {
    if name.isUppercase {
      everywhere[name] = Passage(text: text, range: place..<place)
    } else {
      inTexts[text, default: [:]][name] = place
    }
  }

  /// The letters that lead somewhere from a text.
  func names(from text: TextID) -> [Character] {
    (inTexts[text]?.keys.sorted() ?? []) + everywhere.keys.sorted()
  }

  /// Where a mark is, seen from a text.
  func place(of name: Character, from text: TextID) -> (text: TextID, place: Position)? {
    if let passage = everywhere[name] { return (passage.text, passage.range.lowerBound) }
    return inTexts[text]?[name].map { (text, $0) }
  }
}

extension ReaderState {
  // MARK: Marks and places left

  /// Sets a mark at the reading cursor, or goes to it; `''` goes to where the last jump began.
  mutating func useMark(_ name: Character, _ command: Command) -> [Effect] {
    guard case .reading(let reading) = screen else { return [] }
    let text = reading.text.document.id
    if command == .setMark {
      marks.set(name, at: reading.cursor, in: text)
      say(Words.markSet(name))
      return []
    }
    if name == "'" { return perform(.jumpBack) }
    guard let mark = marks.place(of: name, from: text) else {
      complain(Words.noMark(name))
      return []
    }
    if mark.text != text { return open(mark.text, at: .position(mark.place), replacing: true) }
    go(to: .position(mark.place))
    return []
  }

  /// Remembers the place in a text that another takes the place of.
  mutating func rememberPlace() {
    guard let place else { return }
    placesLeft.append(Passage(text: place.text, range: place.position..<place.position))
    if placesLeft.count > Self.mostPlacesLeft { placesLeft.removeFirst() }
  }

  private static let mostPlacesLeft = 50

  /// Back to the text that this one took the place of.
  mutating func jumpBackToText() -> [Effect] {
    guard let left = placesLeft.popLast() else {
      say(Words.noJumpBack)
      return []
    }
    return open(left.text, at: .position(left.range.lowerBound), replacing: true)
  }

  // MARK: Links

  /// Goes from a footnote's mark to the footnote, from the footnote to its mark, and from a text's
  /// id in double brackets, in a note or in the text, to that text.
  mutating func followLink() -> [Effect] {
    guard case .reading(let reading) = screen else { return [] }
    guard let link = reading.link else {
      complain(Words.noLink)
      return []
    }
    switch link {
    case .place(let position):
      go(to: .position(position))
      return []
    case .text(let id): return open(id, at: .lastPlace)
    }
  }
}

/// What a sentence leads to.
enum Link: Equatable {
  case place(Position)
  case text(TextID)
}

extension ReadingScreen {
  /// Where the sentence under the reading cursor leads; the nearest where there are several.
  var link: Link? {
    let blocks = text.document.blocks
    guard blocks.indices.contains(cursor.block) else { return nil }
    let block = blocks[cursor.block]
    let sentence = currentSentence
    let inside = sentence.lowerBound.offset..<sentence.upperBound.offset + 1
    if let reference = block.references.first(where: { inside.contains($0.offset) }),
      let footnote = nearest(
        to: cursor.block,
        where: {
          blocks.kind(of: $0) == .footnote && blocks[$0].marker == reference.label
        })
    {
      return .place(Position(block: footnote, offset: 0))
    }
    if block.kind == .footnote, let label = block.marker,
      let caller = nearest(
        to: cursor.block, before: true,
        where: {
          blocks[$0].references.contains { $0.label == label }
        }), let reference = blocks[caller].references.first(where: { $0.label == label })
    {
      return .place(Position(block: caller, offset: max(0, reference.offset - 1)))
    }
    let bodies = placed.filter { $0.range.overlaps(sentence) }.map(\.note.body)
    let words = text.document.words(in: sentence)
    return (bodies + [words]).lazy.compactMap(Self.bracketed).first.map(Link.text)
  }

  /// The nearest block that meets a condition: after the given one first, or before it first.
  private func nearest(
    to block: Int, before: Bool = false, where holds: (Int) -> Bool
  ) -> Int? {
    // The other side is looked at only when it is needed: a text can be long.
    let count = text.document.blocks.count
    if before { return (0..<block).last(where: holds) ?? (block..<count).first(where: holds) }
    return (block..<count).first(where: holds) ?? (0..<block).last(where: holds)
  }

  /// The id between double brackets: `[[ledelse-januar]]`.
  private static func bracketed(_ words: String) -> TextID? {
    guard let start = words.firstRange(of: "[["),
      let end = words[start.upperBound...].firstRange(of: "]]")
    else { return nil }
    let id = words[start.upperBound..<end.lowerBound]
    return id.isEmpty ? nil : TextID(String(id))
  }
}
