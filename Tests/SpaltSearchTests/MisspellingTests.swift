import SpaltSearch
import SpaltTestSupport
import Testing

@Suite struct MisspellingTests {
  @Test(arguments: [
    ("skolan", "skolan", 0), ("skolan", "skolna", 1), ("skolan", "skoln", 1),
    ("skolan", "skolans", 1), ("skolan", "skålan", 1), ("skolan", "kolna", 2),
    ("skolan", "slan", 2),
    ("skolan", "soklna", 2), ("skolan", "", nil), ("skolan", "husets", nil), ("ål", "", 2),
    ("", "ål", 2), ("", "", 0), ("skolan", "nalkos", nil),
  ])
  func `letters put in, left out, replaced or swapped are counted`(
    word: String, other: String, distance: Int?
  ) {
    var misspelling = Misspelling(word)
    #expect(misspelling.distance(to: other, atMost: 2) == distance)
    // A second word is measured as the first was.
    #expect(misspelling.distance(to: other, atMost: 2) == distance)
  }

  @Test func `a beginning is held against a stem`() {
    var misspelling = Misspelling("forskningen")
    #expect(misspelling.distance(to: "forskn", ofFirst: 6, atMost: 2) == 0)
    #expect(misspelling.distance(to: "forksn", ofFirst: 6, atMost: 2) == 1)
    #expect(misspelling.distance(to: "forskn", ofFirst: 99, atMost: 5) == 5)
  }

  @Test(arguments: [63, 64, 65]) func `a word of sixty-four letters is measured, a longer one not`(
    count: Int
  ) {
    let word = String(repeating: "ål", count: 40)
    var misspelling = Misspelling(String(word.prefix(count)))
    #expect(
      misspelling.distance(to: String(word.prefix(count - 2)) + "x", atMost: 2)
        == (count <= Misspelling.longest ? 2 : nil))
  }

  @Test func `the distance is that of the whole table, whatever the words and the limit`() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<3000 {
      let word = made(&random)
      let other =
        Int.random(in: 0..<3, using: &random) == 0 ? made(&random) : changed(word, &random)
      var misspelling = Misspelling(String(String.UnicodeScalarView(word)))
      let limit = Int.random(in: 0..<4, using: &random)
      let count = Int.random(in: 0...word.count, using: &random)
      let distance = plainDistance(Array(word.prefix(count)), other)
      #expect(
        misspelling.distance(
          to: String(String.UnicodeScalarView(other)), ofFirst: count, atMost: limit)
          == (distance <= limit ? distance : nil))
    }
  }
}

private let alphabet = Array("abåöσ漢😀".unicodeScalars)

private func made(_ random: inout SeededGenerator) -> [Unicode.Scalar] {
  (0..<Int.random(in: 0..<Int.random(in: 1..<64, using: &random), using: &random)).map { _ in
    alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
  }
}

private func changed(
  _ word: [Unicode.Scalar], _ random: inout SeededGenerator
) -> [Unicode.Scalar] {
  var word = word
  for _ in 0..<Int.random(in: 0..<4, using: &random) where !word.isEmpty {
    let place = Int.random(in: 0..<word.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: word.remove(at: place)
    case 1: word.insert(alphabet[Int.random(in: 0..<alphabet.count, using: &random)], at: place)
    case 2: word[place] = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
    default: if place > 0 { word.swapAt(place, place - 1) }
    }
  }
  return word
}

/// The definition, cell by cell.
private func plainDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var table = Array(repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
  for row in 0...left.count {
    for column in 0...right.count {
      if row == 0 || column == 0 {
        table[row][column] = row + column
        continue
      }
      let isSame = left[row - 1] == right[column - 1]
      table[row][column] = min(
        table[row - 1][column - 1] + (isSame ? 0 : 1), table[row - 1][column] + 1,
        table[row][column - 1] + 1)
      if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1]
      {
        table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
      }
    }
  }
  return table[left.count][right.count]
}
