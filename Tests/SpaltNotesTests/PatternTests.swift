import SpaltTestSupport
import Testing

@testable import SpaltNotes

@Suite struct PatternTests {
  @Test func `a pattern is found with its errors`() {
    let text = letters("the cat sat on the mat")
    let place = Pattern(letters("sit")).best(in: text, 0..<text.count, limit: 1)
    #expect(place == Pattern.Place(end: 11, errors: 1))
    #expect(Pattern(letters("dog")).best(in: text, 0..<text.count, limit: 1) == nil)
  }

  @Test func `places come best first and do not crowd`() {
    let text = letters("granskning xx granskming xx granskning")
    let places = Pattern(letters("granskning")).places(in: text, 0..<text.count, limit: 2)
    #expect(places.map(\.errors) == [0, 0, 1])
    #expect(places.map(\.end) == [10, 38, 24])
  }

  @Test func `matching by bits agrees with the plain table`() {
    var random = SeededGenerator(seed: 1)
    for round in 0..<150 {
      let pattern = row(Int.random(in: 1...200, using: &random), &random)
      var text = row(Int.random(in: 0...120, using: &random), &random)
      if round % 2 == 0 { text += changed(pattern, &random) + row(30, &random) }
      let all = 0..<text.count
      let ends = table(pattern, text, hasFreeStart: true)
      let least = ends.dropFirst().min() ?? pattern.count
      let limit = Int.random(in: 0...pattern.count, using: &random)
      let best = Pattern(pattern).best(in: text, all, limit: limit)
      #expect(best?.errors == (least <= limit && !text.isEmpty ? least : nil), "round \(round)")
      if let best { #expect(ends[best.end] == best.errors) }
      let whole = table(pattern, text, hasFreeStart: false)
      #expect(Pattern(pattern).distance(to: text, all) == whole[text.count])
      #expect(Pattern(pattern).distanceToBeginning(of: text, all) == whole.min())
      #expect(distance(pattern, text, all) == whole[text.count])
    }
  }

  @Test func `a projection keeps the order and costs no more than it must`() {
    var random = SeededGenerator(seed: 2)
    for round in 0..<100 {
      let pattern = row(Int.random(in: 1...150, using: &random), &random)
      let text = changed(pattern, &random) + row(5, &random)
      let projection = Projection(Pattern(pattern), onto: text, 0..<text.count)
      var kept = 0
      var end = 0
      for letter in pattern.indices {
        #expect(projection.start(of: letter) >= end, "round \(round)")
        end = projection.end(of: letter)
        if projection.start(of: letter) < end, text[projection.start(of: letter)] == pattern[letter]
        {
          kept += 1
        }
      }
      let errors = Pattern(pattern).distance(to: text, 0..<text.count)
      #expect(kept >= max(pattern.count, text.count) - errors - (text.count - end))
    }
  }

  private func letters(_ words: String) -> [UInt32] { words.unicodeScalars.map(\.value) }

  private func row(_ count: Int, _ random: inout SeededGenerator) -> [UInt32] {
    (0..<count).map { _ in UInt32.random(in: 97...101, using: &random) }
  }

  private func changed(_ letters: [UInt32], _ random: inout SeededGenerator) -> [UInt32] {
    letters.flatMap { letter -> [UInt32] in
      switch Int.random(in: 0..<20, using: &random) {
      case 0: []
      case 1: [letter, 120]
      case 2: [121]
      default: [letter]
      }
    }
  }

  /// The errors of the pattern ending after each letter of the text, by the textbook.
  private func table(_ pattern: [UInt32], _ text: [UInt32], hasFreeStart: Bool) -> [Int] {
    var column = Array(0...pattern.count)
    var ends = [pattern.count]
    for (index, letter) in text.enumerated() {
      var next = [hasFreeStart ? 0 : index + 1]
      for row in pattern.indices {
        let change = column[row] + (pattern[row] == letter ? 0 : 1)
        next.append(min(change, column[row + 1] + 1, next[row] + 1))
      }
      column = next
      ends.append(column[pattern.count])
    }
    return ends
  }
}
