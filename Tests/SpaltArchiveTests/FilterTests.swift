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
