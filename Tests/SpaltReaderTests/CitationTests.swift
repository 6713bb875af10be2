import Foundation
import SpaltReader
import SpaltText
import Testing

@Suite struct CitationTests {
  private func summary(_ title: String, kind: String? = nil, date: String? = "2020-06-02")
    -> TextSummary
  {
    TextSummary(
      id: TextID("åres-text"),
      metadata: Metadata(
        title: title, publisher: "Bladet & Co", language: .swedish, date: date, kind: kind),
      wordCount: 1, blockCount: 1, version: "0123456789abcdef", sourceName: "t.txt",
      sourceByteCount: 1)
  }

  @Test func `BibTeX escapes what TeX would obey`() {
    let citation = Citation(
      of: summary("100 % \\input{x} {a} #1 ~ ^", kind: "news article"), block: 11)
    #expect(
      citation.written(as: .bibtex) == ##"""
        @article{aares-text,
          title = {100 \% \textbackslash{}input\textbraceleft{}x\textbraceright{} \textbraceleft{}a\textbraceright{} \#1 \textasciitilde{} \textasciicircum{}},
          journal = {Bladet \& Co},
          date = {2020-06-02},
          year = {2020},
          langid = {swedish},
          pages = {12},
          pagination = {paragraph},
          note = {åres-text, version 0123456789ab}
        }
        """##)
  }

  @Test func `nothing copied can send an escape, whatever text and title hold`() {
    var text = sample("Först \u{1B}]0;namn\u{7} och \u{9B}2J \u{202E}vänt.\n\nSedan.")
    text.summary.metadata.title = "Titel\u{1B}[2J\nrad"
    text.document.metadata.title = text.summary.metadata.title
    for key in ["y", "Y"] {
      var session = Session(text)
      session.press("gg \(key)")
      let copied = session.effects.compactMap { effect in
        if case .copy(let text) = effect { text } else { nil }
      }
      #expect(copied.count == 1)
      let controls = (copied.first ?? "").unicodeScalars.filter {
        $0.properties.generalCategory == .control || $0.value == 0x202E
      }
      #expect(controls.isEmpty, "\(key): \(copied)")
    }
  }

  @Test func `CSL-JSON is JSON whatever the title holds`() throws {
    let title = "Han sade ”ja” \"nej\" \\ \u{1B}[2J\u{202E}\n slut"
    let written = Citation(of: summary(title, date: "2020-06"), block: nil).written(as: .json)
    let value = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [[String: Any]]
    let item = try #require(value?.first)
    #expect(
      (item["title"] as? String)?.hasPrefix("Han sade ”ja” \"nej\" \\ ␛[2J⟨RLO⟩ slut") == true)
    #expect(item["type"] as? String == "document")
    let issued = item["issued"] as? [String: [[Int]]]
    #expect(issued == ["date-parts": [[2020, 6]]])
    #expect(!written.unicodeScalars.contains("\u{1B}"))
  }
}
