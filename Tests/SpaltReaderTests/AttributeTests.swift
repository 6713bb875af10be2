import SpaltReader
import SpaltScreen
import SpaltSearch
import SpaltText
import Testing

/// What can be told apart where there are no colours.
@Suite struct AttributeTests {
  let text = sample(
    "Rubrik med ord\n\nEtt ord här, två ord där, tre ord borta. Fyra ord senare, fem ord sist."
  )
  .noted("två ord där, tre ord", "Ett.").noted("fem ord", "Två.").noted("med ord", "Tre.")

  /// Every `ord` of the text is a hit; the first is the one gone to.
  private func session() -> Session {
    var session = Session(text, columns: 100, rows: 20)
    session.press("/")
    session.type("ord")
    var hits: [Hit] = []
    for (block, words) in text.document.blocks.map(\.text).enumerated() {
      for range in words.ranges(of: "ord") {
        let start = words.utf8.distance(from: words.startIndex, to: range.lowerBound)
        hits.append(
          Hit(
            kind: .text, text: text.document.id, block: block, range: start..<start + 3,
            snippet: Snippet(around: start..<start + 3, in: words), tier: .exact, score: 1))
      }
    }
    session.send(.searchFinished(number: 3, SearchPage(hits: hits)))
    session.press("Enter")
    session.send(.opened(text, number: 4))
    return session
  }

  /// The attributes of a letter of some words, counted from 0, wherever they stand.
  private func looks(of words: String, in session: Session, from letter: Int = 0) -> Set<UInt8> {
    var looks: Set<UInt8> = []
    for row in 1..<session.screen.size.rows - 1 {
      let cells = Array(session.screen[row: row].prefix(55))
      let letters = cells.map { $0.character ?? " " }
      for start in letters.indices.dropLast(words.count)
      where String(letters[start..<start + words.count]) == words {
        let cell = cells[start + letter]
        var attributes = Theme.plain.look(of: cell.role).attributes
        if cell.traits.contains(.strong) { attributes.insert(.bold) }
        if cell.traits.contains(.underlined) { attributes.insert(.underline) }
        looks.insert(attributes.rawValue)
      }
    }
    return looks
  }

  @Test func `passages, hits, the current hit and a chosen row differ wherever they lie`() throws {
    var session = session()
    var (words, passages, hits, current): (Set<UInt8>, Set<UInt8>, Set<UInt8>, Set<UInt8>) = (
      [], [], [], []
    )
    // In a heading, in the sentence being read, on a passage, and on none of these.
    let places = ["med ord", "Ett ord", "två ord", "tre ord", "Fyra ord", "fem ord"]
    for place in places {
      current.formUnion(looks(of: place, in: session, from: place.count - 3))
      for other in places where other != place {
        hits.formUnion(looks(of: other, in: session, from: other.count - 3))
      }
      passages.formUnion(looks(of: "där, ", in: session))
      passages.formUnion(looks(of: "fem", in: session))
      words.formUnion(looks(of: "här, ", in: session))
      words.formUnion(looks(of: "senare", in: session))
      session.press("n")
    }
    let row = [Theme.plain.look(of: .row).attributes.rawValue]
    let kinds: [Set<UInt8>] = [words, passages, hits, current, Set(row)]
    #expect(kinds.allSatisfy { !$0.isEmpty })
    for (index, kind) in kinds.enumerated() {
      for other in kinds[(index + 1)...] {
        #expect(kind.isDisjoint(with: other), "\(kinds)")
      }
    }
  }
}
