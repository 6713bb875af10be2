import SpaltNotes
import SpaltText
import Testing

@Suite struct QuoteMatchTests {
  let text = document(
    """
    Hon sa: ”Det är   inte sant”, och gick. Telefonen ringde.

    Han sa att det är inte sant. Hon gick för-
    bi huset.
    """)

  @Test func `a quotation is found however its white space and marks are`() throws {
    let range = try #require(found("Hon sa: \"Det är\ninte sant\", och"))
    #expect(text.words(in: range) == "Hon sa: ”Det är   inte sant”, och")
    let across = try #require(found("Telefonen ringde.\n\n\nHan sa"))
    #expect(text.words(in: across) == "Telefonen ringde.\n\nHan sa")
    let split = try #require(found("gick förbi huset"))
    #expect(text.words(in: split) == "gick för- bi huset")
  }

  @Test func `changed words are missing`() {
    #expect(find(quote: "Det är sant", near: nil, prefix: nil, suffix: nil, in: text) == .missing)
    #expect(find(quote: "", near: nil, prefix: nil, suffix: nil, in: text) == .missing)
  }

  @Test func `a whole word goes before a part of one`() throws {
    let range = try #require(found("Telefonen"))
    #expect(range.lowerBound.block == 0)
    #expect(found("on") == nil)
    #expect(found("fon") != nil)
  }

  @Test func `several places are ambiguous until an offset or the surroundings decide`() throws {
    let quote = "inte sant"
    guard
      case .ambiguous(let places) = find(
        quote: quote, near: nil, prefix: nil, suffix: nil, in: text)
    else {
      Issue.record("not ambiguous")
      return
    }
    #expect(places.map(\.lowerBound.block) == [0, 1])
    #expect(found(quote, near: 0)?.lowerBound.block == 0)
    #expect(found(quote, near: 70)?.lowerBound.block == 1)
    #expect(found(quote, prefix: "Han sa att det är ")?.lowerBound.block == 1)
    #expect(found(quote, suffix: "”, och gick. Telef")?.lowerBound.block == 0)
  }

  @Test func `the quotation as given goes before one in another typography`() throws {
    let text = document("Det är “så” här.\n\nDet är \"så\" där.")
    let match = find(quote: "\"så\"", near: nil, prefix: nil, suffix: nil, in: text)
    guard case .found(let range) = match else {
      Issue.record("\(match)")
      return
    }
    #expect(range.lowerBound.block == 1)
  }

  @Test func `signs without letters are found as they are`() {
    #expect(found("”,") != nil)
    #expect(found("§") == nil)
  }

  private func found(
    _ quote: String, near: Int? = nil, prefix: String? = nil, suffix: String? = nil
  ) -> Range<Position>? {
    if case .found(let range) = find(
      quote: quote, near: near, prefix: prefix, suffix: suffix, in: text)
    {
      range
    } else {
      nil
    }
  }
}
