import SpaltArchive
import SpaltNotes
import SpaltSearch
import SpaltText
import Testing

@Suite struct SuggestionTests {
  private let folder: Folder
  private let archive: EmbeddedArchive

  init() async throws {
    folder = try Folder()
    archive = try EmbeddedArchive.open(folder.file("archive.spalt"))
    for sample in [
      Sample(
        "ett", ["Klinisk forskning om Covid-19-pandemin, klockan 12.30.", "Läroplanen gäller."]),
      Sample("två", ["En klinisk fortbildning."], language: .danish),
    ] {
      _ = try await archive.store(sample.document, source: sample.source)
    }
  }

  private func suggestion(_ query: String, isTyping: Bool = false) async throws -> String? {
    let page = try await archive.search(SearchRequest(Query(parsing: query), isTyping: isTyping))
    #expect(page.hits.isEmpty, "\(query)")
    return page.suggestion
  }

  @Test func `all that was typed beside the word is kept`() async throws {
    for (typed, meant) in [
      ("forksnnig lang:sv", "forskning lang:sv"),
      ("forksnnig -fortbildning", "forskning -fortbildning"),
      (#""klinisk forksnnig" gäller"#, #""klinisk forskning" gäller"#),
      ("forksnnig OR xyzzyx", "forskning OR xyzzyx"),
      ("(forksnnig OR läorpalnen) klinisk", "(forskning OR läroplanen) klinisk"),
      ("klinisk NEAR/3 =forksnnig", "klinisk NEAR/3 =forskning"),
      ("klin* forksnnig", "klin* forskning"),
    ] {
      #expect(try await suggestion(typed) == meant, "\(typed)")
    }
  }

  @Test func `what would find nothing is not suggested`() async throws {
    #expect(try await suggestion("forksnnig lang:da") == nil)
    #expect(try await suggestion("forksnnig xyzzyx") == nil)
    #expect(try await suggestion("forksnnig -klinisk") == nil)
  }

  @Test func `words are suggested as texts have them, and no numbers`() async throws {
    #expect(try await suggestion("covid19panedmni") == "Covid-19-pandemin")
    #expect(try await suggestion("covid-19-panedmni") == "covid-19-pandemin")
    #expect(try await suggestion("12,3599") == nil)
  }

  @Test func `joined words are suggested as a note has them`() async throws {
    let sample = Sample("ett", ["Klinisk forskning"])
    let note = try #require(sample.note(on: "Klinisk", body: "Se SARS-CoV2-viruset.", id: "n1"))
    _ = try await archive.append(NoteOperation(adding: note))
    #expect(try await suggestion("sarscov2vriuste") == "SARS-CoV2-viruset")
  }

  @Test func `a word that is still being typed is no slip`() async throws {
    #expect(try await suggestion("läorpalnen klinis", isTyping: true) == "läroplanen klinis")
    #expect(try await suggestion("läorpalnen klinis") == "läroplanen klinisk")
    #expect(try await suggestion("läorpalnen", isTyping: true) == "läroplanen")
  }
}
