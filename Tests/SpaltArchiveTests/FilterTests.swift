import SpaltArchive
import SpaltNotes
import SpaltSearch
import SpaltText
import Testing

@Suite struct FilterTests {
  private let folder: Folder
  private let archive: EmbeddedArchive

  init() async throws {
    folder = try Folder()
    archive = try EmbeddedArchive.open(folder.file("archive.spalt"))
    try await store("sv", "ett sykehus i Norge", .swedish, kind: "news article", date: "2020-05-01")
    try await store("nb", "et sykehus i byen", .norwegian, kind: "annual report")
  }

  private func store(
    _ id: String, _ words: String, _ language: Language, kind: String? = nil, date: String? = nil
  ) async throws {
    var sample = Sample(id, [words], language: language)
    sample.document.metadata.kind = kind
    sample.document.metadata.date = date
    sample.document.metadata.publisher = kind.map { _ in "Tidningen" }
    _ = try await archive.store(sample.document, source: sample.source)
  }

  private func search(_ query: String, isTyping: Bool = false) async throws -> SearchPage {
    try await archive.search(SearchRequest(Query(parsing: query), isTyping: isTyping))
  }

  private func found(_ query: String) async throws -> [String] {
    try await search(query).hits.map(\.text.rawValue).sorted()
  }

  @Test func `a language has a code and names`() async throws {
    for name in ["sv", "SV", "sv-SE", "svenska", "Swedish"] {
      #expect(try await found("sykehus lang:\(name)") == ["sv"], "\(name)")
      #expect(try await search("sykehus lang:\(name)").hint == nil)
    }
  }

  @Test func `what is left out is the language that was named, and no other`() async throws {
    #expect(try await found("sykehus -lang:nn") == ["nb", "sv"])
    #expect(try await search("sykehus -lang:nn").hint == nil)
    #expect(try await found("sykehus -lang:no") == ["sv"])
    #expect(try await found("sykehus source:*") == ["nb", "sv"])
  }

  @Test
  func `Norwegian is either of its standards, and each is itself where there are texts in it`()
    async throws
  {
    for name in ["no", "norsk", "nb", "bokmål"] {
      #expect(try await found("sykehus lang:\(name)") == ["nb"], "\(name)")
      #expect(try await search("sykehus lang:\(name)").hint == nil)
    }
    #expect(try await found("sykehus lang:nn") == ["nb"])
    #expect(try await search("sykehus lang:nn").hint?.contains("Norwegian") == true)
    try await store("nn", "eit sykehus på Vestlandet", Language(rawValue: "nn"))
    #expect(try await found("sykehus lang:nn") == ["nn"])
    #expect(try await found("sykehus lang:nb") == ["nb"])
    #expect(try await found("sykehus lang:no") == ["nb", "nn"])
  }

  @Test func `a language that no text is in is said so, with those there are`() async throws {
    let page = try await search("sykehus lang:xx")
    #expect(page.hits.isEmpty)
    #expect(page.hint == "No text is in “xx”; there are texts in nb, sv.")
    #expect(try await search("sykehus lang:sven", isTyping: true).hint == nil)
    #expect(try await search("sykehus lang:sven").hint != nil)
  }

  @Test func `a kind is found by the beginning of its words`() async throws {
    for kind in ["news", "article", "Art*", "\"news art\""] {
      #expect(try await found("sykehus kind:\(kind)") == ["sv"], "\(kind)")
    }
    #expect(try await found("kind:rticle") == [])
    #expect(try await found("sykehus -kind:news") == ["nb"])
  }

  @Test func `words and tags of notes are found by their beginning`() async throws {
    let sample = Sample("sv", ["ett sykehus i Norge"])
    let note = try #require(
      sample.note(on: "Norge", body: "De blev köpta.", id: "n1", tags: ["jäv"]))
    _ = try await archive.append(NoteOperation(adding: note))
    #expect(try await found("sykehus note:köp*") == ["sv"])
    #expect(try await found("sykehus tag:jä*") == ["sv"])
    #expect(try await found("sykehus tag:jä") == [])
    #expect(try await found("sykehus tag:#jäv") == ["sv"])
    #expect(try await found("sykehus title:s*") == ["sv"])
  }

  @Test func `what is not known of a text is not what is left out`() async throws {
    try await store("okänt", "ett sykehus utan allt", .swedish)
    #expect(try await found("sykehus -source:tidningen") == ["okänt"])
    #expect(try await found("sykehus -date:2020") == ["nb", "okänt"])
  }
}
