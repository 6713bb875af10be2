import SpaltText
import Testing

@testable import SpaltNotes

@Suite struct SelectorsTests {
  @Test func `what stands around a passage is taken across blocks`() throws {
    let text = document("# Title\n\n## Part\n\nOne two three.\n\nFour five six.")
    let range = try #require(text.passage("two"))
    let selectors = Selectors(range, in: text, version: "v")
    #expect(selectors.quote == "two")
    #expect(selectors.prefix == "# Title\n\n## Part\n\nOne ")
    #expect(selectors.suffix == " three.\n\nFour five six.")
    #expect(selectors.headings == ["# Title", "## Part"])
    #expect(selectors.source == 22..<25)
    #expect(selectors.version == "v")
  }

  @Test func `a context is sixty-four characters long`() throws {
    let text = document(String(repeating: "å", count: 100) + " mark " + "ö" + "\n\n" + "yz")
    let range = try #require(text.passage("mark"))
    let selectors = Selectors(range, in: text, version: "v")
    #expect(selectors.prefix == String(repeating: "å", count: 63) + " ")
    #expect(selectors.suffix == " ö\n\nyz")
  }

  @Test func `the rival is the nearest other place`() throws {
    let text = document("Den röda katten sov.\n\nDen röda hatten föll.\n\nXyz qvw jkp mnb.")
    let cat = try #require(text.passage("röda katten"))
    #expect(Selectors(cat, in: text, version: "v").rival == 0.1)
    let twins = document("Han kom. Hon gick. Han kom.")
    let twin = try #require(twins.passage("Han kom"))
    #expect(Selectors(twin, in: twins, version: "v").rival == 0)
    let lone = try #require(text.passage("Xyz qvw jkp"))
    #expect(Selectors(lone, in: text, version: "v").rival == nil)
  }

  @Test func `a long passage has a rival when all of it is there twice`() throws {
    let source = try Corpus.source("expressen-pisa")
    let half = document(source)
    let twice = document(source + "\n\n" + source)
    let range = Position(block: 8, offset: 0)..<Position(block: 20, offset: 4)
    #expect(Selectors(range, in: twice, version: "v").rival == 0)
    let alone = Selectors(range, in: half, version: "v").rival ?? 1
    #expect(alone > 0.3)
  }

  @Test func `a range beyond the text is clamped`() {
    let text = document("Kort.")
    let far = Position(block: 9, offset: 9)
    let selectors = Selectors(.start..<far, in: text, version: "v")
    #expect(selectors.quote == "Kort.")
    let empty = Document(id: TextID("e"), metadata: Metadata(title: ""), blocks: [])
    #expect(Selectors(.start..<far, in: empty, version: "v").quote == "")
  }

  @Test func `in a huge text only the neighbourhood of a passage is read`() throws {
    let needle = "Qzx wvk jbf pyg xqz"
    let near = String(repeating: "Lorem ipsum dolor sit amet. ", count: 5_000)
    let far = String(repeating: "Lorem ipsum dolor sit amet. ", count: 15_000)
    let close = document(needle + near + needle)
    let remote = document(needle + far + needle)
    let range = Position.start..<Position(block: 0, offset: needle.utf8.count)
    #expect(Selectors(range, in: close, version: "v").rival == 0)
    #expect(Selectors(range, in: remote, version: "v").rival != 0)
  }
}
