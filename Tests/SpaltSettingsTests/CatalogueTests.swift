import Corpus
import SpaltSettings
import SpaltText
import Testing

@Suite struct CatalogueTests {
  @Test func `the catalogue of the first archive names its four texts`() {
    let reading = readCatalogue(EmbeddedCorpus.catalogue, file: "catalogue.toml")
    #expect(reading.diagnostics == [])
    #expect(
      reading.value.map(\.id.rawValue) == [
        "expressen-pisa", "region-stockholm-fou", "ledelse-januar", "pensam-pension-90",
      ])
    #expect(reading.value.map(\.metadata.language) == [.swedish, .swedish, .danish, .danish])
    #expect(reading.value.map(\.metadata.date) == [nil, nil, nil, "2022-10-01"])
    #expect(reading.value[2].metadata.publisher == nil)
    #expect(reading.value.allSatisfy { $0.metadata.rights?.contains("not covered") == true })
  }

  @Test func `every text is there, byte for byte as the catalogue says`() throws {
    for entry in readCatalogue(EmbeddedCorpus.catalogue, file: "catalogue.toml").value {
      let bytes = try #require(EmbeddedCorpus.bytes(ofFile: entry.file), "\(entry.file)")
      #expect(sha256(bytes) == entry.sha256, "\(entry.file)")
    }
    #expect(EmbeddedCorpus.bytes(ofFile: "nothing.txt") == nil)
  }

  @Test func `an entry that lacks what it needs is left out and told`() {
    let reading = readCatalogue(
      Array(
        """
        [[text]]
        id = "a"
        title = "A"
        file = "a.txt"
        sha256 = "00FF"

        [[text]]
        id = "b"
        pages = 3
        """.utf8), file: "c.toml")
    #expect(
      reading.value == [
        CatalogueEntry(
          id: TextID("a"), metadata: Metadata(title: "A"), file: "a.txt", sha256: "00ff")
      ])
    #expect(
      reading.diagnostics.map(String.init(describing:)) == [
        "c.toml:9: warning: a text has no `pages`",
        "c.toml:7: the text is left out: it lacks title, file, sha256",
      ])
  }
}
