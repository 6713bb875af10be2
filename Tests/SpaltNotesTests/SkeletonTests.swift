import SpaltTestSupport
import SpaltText
import Testing

@testable import SpaltNotes

@Suite struct SkeletonTests {
  @Test func `wrapping, hyphens, marks and typography leave no trace`() {
    let plain = Skeleton("Skolverkets granskning av sig självt").letters
    #expect(Skeleton("Skol-\nverkets *granskning* av sig\u{AD} självt").letters == plain)
    #expect(Skeleton("Skol\u{200B}verkets “granskning” – av sig sja\u{308}lvt").letters == plain)
  }

  @Test func `ligatures and the long s are taken apart`() {
    #expect(Skeleton("ﬁnansﬂöde, ſo").letters == Skeleton("finansflöde, so").letters)
  }

  @Test func `letters of other scripts and digits count, superscripts do not`() {
    #expect(Skeleton("год 1984¹").letters == Skeleton("год1984").letters)
    #expect(Skeleton("год").count == 3)
  }

  @Test func `other canonical forms come out the same`() {
    #expect(Skeleton("\u{212B}ngström \u{1F71}").letters == Skeleton("Ångström \u{3AC}").letters)
    #expect(Skeleton("\u{1112}\u{1161}\u{11AB}").letters == Skeleton("한").letters)
  }

  @Test func `a lonely or endless row of combining marks does no harm`() {
    let marks = String(repeating: "\u{301}", count: 6000)
    #expect(Skeleton(marks).count == 0)
    #expect(Skeleton("a" + marks + "b").count == 2)
  }

  @Test func `each letter knows its place`() {
    let text = document("På ön,\n\nja\u{30A} ﬁn")
    let skeleton = Skeleton(text)
    #expect(skeleton.count == 9)
    #expect(skeleton.start(of: 1) == Position(block: 0, offset: 1))
    #expect(skeleton.end(of: 1) == Position(block: 0, offset: 3))
    #expect(skeleton.start(of: 4) == Position(block: 1, offset: 0))
    #expect(skeleton.end(of: 5) == Position(block: 1, offset: 4))
    #expect(text.words(in: skeleton.passage(2..<5)) == "ön,\n\nj")
    #expect(text.words(in: skeleton.passage(6..<7)) == "ﬁ")
    #expect(skeleton.paragraphs(around: 5..<6) == 4..<9)
  }

  @Test(arguments: 1...20)
  func `places kept in few bytes are those put in`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var places = LetterPlaces()
    var all: [Range<UInt32>] = []
    var start: UInt32 = 0
    for _ in 0..<500 {
      let step = [0, 1, 1, 2, 3, 254, 255, 256, 70_000].randomElement(using: &random) ?? 1
      let length = [1, 1, 2, 4, 254, 255, 12_000].randomElement(using: &random) ?? 1
      start += UInt32(step)
      all.append(start..<start + UInt32(length))
      places.append(all[all.count - 1])
    }
    #expect(all.indices.map { places.start(of: $0) } == all.map { Int($0.lowerBound) })
    #expect(all.indices.map { places.end(of: $0) } == all.map { Int($0.upperBound) })
    for place in all.indices.flatMap({ [all[$0].lowerBound, all[$0].lowerBound + 1] }) {
      let first = all.firstIndex { $0.lowerBound >= place } ?? all.count
      #expect(places.first(from: Int(place)) == first)
    }
  }

  @Test(arguments: Corpus.names)
  func `letters and places go there and back`(_ name: String) throws {
    let text = document(try Corpus.source(name))
    let skeleton = Skeleton(text)
    for start in stride(from: 0, to: skeleton.count - 40, by: 97) {
      let letters = start..<(start + start % 40 + 1)
      let passage = skeleton.passage(letters)
      #expect(skeleton.letters(of: passage) == letters)
      #expect(Skeleton(text.words(in: passage)).letters == Array(skeleton.letters[letters]))
    }
  }
}
