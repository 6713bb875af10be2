import Foundation
import SpaltTestSupport
import SpaltText
import Testing

@testable import SpaltNotes

/// Notes on the four texts, carried over seeded changes whose true places are known.
@Suite struct ReanchoringFuzzTests {
  @Test(arguments: Corpus.names)
  func `in the text as it was, every note is exact`(_ name: String) throws {
    let text = document(try Corpus.source(name))
    let reanchoring = Reanchoring(from: text, oldVersion: "1", to: text, newVersion: "2")
    var random = SeededGenerator(seed: 7)
    for _ in 0..<25 {
      let selectors = note(on: text, &random)
      let anchor = reanchoring.anchor(for: selectors)
      #expect(anchor.state == .exact, "\(selectors.quote)")
      #expect(anchor.range == selectors.range, "\(selectors.quote)")
      #expect(anchor.source == selectors.source, "\(selectors.quote)")
    }
  }

  @Test(arguments: Corpus.names)
  func `letters mistyped here and there lose few notes and misplace none`(
    _ name: String
  ) throws {
    var random = SeededGenerator(seed: 8)
    let source = try Corpus.source(name)
    let text = document(source)
    var changed = ""
    // Letters are replaced one for one, so that the true places keep their offsets.
    for scalar in source.unicodeScalars {
      let isTypo = ("a"..."z").contains(scalar) && Int.random(in: 0..<40, using: &random) == 0
      changed.unicodeScalars.append(isTypo ? "q" : scalar)
    }
    let new = document(changed)
    let reanchoring = Reanchoring(from: text, oldVersion: "1", to: new, newVersion: "2")
    var lost = 0
    for _ in 0..<40 {
      let selectors = note(on: text, &random)
      guard let range = reanchoring.anchor(for: selectors).range else {
        lost += 1
        continue
      }
      #expect(range.overlaps(selectors.range), "\(selectors.quote) at \(range)")
    }
    #expect(lost <= 4)
  }

  @Test(arguments: Corpus.names)
  func `paragraphs shuffled and deleted never put a note on other words`(
    _ name: String
  ) throws {
    var random = SeededGenerator(seed: 9)
    let text = document(try Corpus.source(name))
    // Each paragraph carries its old number to the new text.
    var kept = text.blocks.indices.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
    for _ in 0..<kept.count / 4 {
      kept.swapAt(
        kept.indices.randomElement(using: &random) ?? 0,
        kept.indices.randomElement(using: &random) ?? 0)
    }
    let new = Document(
      id: text.id, metadata: text.metadata, blocks: kept.map { text.blocks[$0] })
    let reanchoring = Reanchoring(from: text, oldVersion: "1", to: new, newVersion: "2")
    for _ in 0..<40 {
      let selectors = note(on: text, &random)
      let anchor = reanchoring.anchor(for: selectors)
      guard let range = anchor.range else { continue }
      #expect(anchor.source == new.source(of: range))
      let origins = (range.lowerBound.block...range.upperBound.block).map { kept[$0] }
      let old = selectors.range.lowerBound.block...selectors.range.upperBound.block
      let isHome = origins.contains { old.contains($0) }
      // A paragraph that stands twice in the old text, to the letter, may stand in for the other.
      let isTwin = origins.contains { origin in
        old.contains { text.blocks[$0].text == text.blocks[origin].text }
      }
      #expect(isHome || isTwin, "\(selectors.quote) at \(new.words(in: range))")
    }
  }

  @Test(arguments: Corpus.names)
  func `places suggested for a note on whole words are whole words`(_ name: String) throws {
    var random = SeededGenerator(seed: 10)
    let source = try Corpus.source(name)
    var changed = ""
    // Every third letter or so is another: most notes lose their words, and some are nearly found.
    for scalar in source.unicodeScalars {
      let isTypo = ("a"..."z").contains(scalar) && Int.random(in: 0..<3, using: &random) == 0
      changed.unicodeScalars.append(isTypo ? "q" : scalar)
    }
    let (text, new) = (document(source), document(changed))
    let reanchoring = Reanchoring(from: nil, oldVersion: nil, to: new, newVersion: "2")
    var suggested = 0
    for sentence in text.blocks.indices.filter({ text.blocks[$0].text.utf8.count > 40 }).prefix(60)
    {
      let words = text.blocks[sentence].text.split(separator: " ")
      let count = min(words.count, Int.random(in: 3...12, using: &random))
      guard let range = text.passage(words.prefix(count).joined(separator: " ")) else { continue }
      let selectors = Selectors(range, in: text, version: "1")
      for place in reanchoring.anchor(for: selectors).suggestions {
        suggested += 1
        let before = new.blocks[place.lowerBound.block].text.slice(0..<place.lowerBound.offset)
        let last = new.blocks[place.upperBound.block].text
        let after = last.slice(place.upperBound.offset..<last.utf8.count)
        let quoted = new.words(in: place)
        #expect(!isOneWord(before.last, quoted.first), "…\(before.suffix(8))[\(quoted)")
        #expect(!isOneWord(quoted.last, after.first), "\(quoted)]\(after.prefix(8))…")
      }
    }
    #expect(suggested > 5)
  }

  private func isOneWord(_ left: Character?, _ right: Character?) -> Bool {
    guard let left, let right else { return false }
    return (left.isLetter || left.isNumber) && (right.isLetter || right.isNumber)
  }

  /// A passage of one to thirty words, from anywhere.
  private func note(on text: Document, _ random: inout SeededGenerator) -> Selectors {
    let skeleton = Skeleton(text)
    let length = Int.random(in: 3...180, using: &random)
    let start = Int.random(in: 0..<(skeleton.count - length), using: &random)
    return Selectors(skeleton.passage(start..<start + length), in: text, version: "1")
  }
}
