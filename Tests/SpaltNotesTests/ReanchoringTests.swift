import Foundation
import SpaltText
import Testing

@testable import SpaltNotes

@Suite struct ReanchoringTests {
  let first = """
    # Om granskningen

    Skolverket fick i uppdrag att besluta om villkoren för granskningen av sin egen verksamhet.

    Det formella beslutet återstår alltså att fatta, skriver ministerns pressekreterare i ett mejl.

    Två dagar senare svarade generaldirektören att ”innehåll, tidsram och kostnad” var klara.
    """

  @Test func `the same words at the same place are exact, however the lines are broken`() throws {
    let second = first.replacing("besluta om villkoren", with: "be-\nsluta\nom  villkoren")
      .replacing("be-\nsluta", with: "besluta")
    let anchor = try anchor("villkoren för granskningen", from: first, to: second)
    #expect(anchor.state == .exact)
    #expect(document(second).words(in: try #require(anchor.range)) == "villkoren för granskningen")
  }

  @Test func `words pushed on by a new paragraph have moved`() throws {
    let second = "Nytt överst.\n\n" + first
    let anchor = try anchor("Det formella beslutet", from: first, to: second)
    #expect(anchor.state == .moved)
    #expect(anchor.range?.lowerBound == Position(block: 3, offset: 0))
    let source = try #require(anchor.source)
    #expect(second.slice(source) == "Det formella beslutet")
  }

  @Test func `paragraphs that change places take their notes along`() throws {
    let paragraphs = first.components(separatedBy: "\n\n")
    let second = [0, 3, 1, 2].map { paragraphs[$0] }.joined(separator: "\n\n")
    for words in ["Skolverket fick", "egen verksamhet", "skriver ministerns", "Två dagar senare"] {
      let anchor = try anchor(words, from: first, to: second)
      #expect(anchor.state == .moved)
      #expect(document(second).words(in: try #require(anchor.range)) == words)
    }
  }

  @Test func `changed words are found and called edited`() throws {
    let second = first.replacing("att fatta, skriver", with: "att ta, säger")
    let anchor = try anchor("återstår alltså att fatta, skriver", from: first, to: second)
    #expect(anchor.state == .edited)
    let words = document(second).words(in: try #require(anchor.range))
    #expect(words == "återstår alltså att ta, säger")
  }

  @Test func `a comma or a decimal point makes an edit, a quotation mark does not`() throws {
    let old = "Räntan sattes till 1.5 procent, sade banken, efter mötet i \"går\" kväll."
    let edited = try anchor("1.5 procent", from: old, to: old.replacing("1.5", with: "15"))
    #expect(edited.state == .edited)
    let marked = try anchor("\"går\" kväll", from: old, to: old.replacing("\"går\"", with: "”går”"))
    #expect(marked.state == .exact)
  }

  @Test func `quotation marks around a passage stay with it`() throws {
    let second = "Ny rad.\n\n" + first
    let anchor = try anchor("”innehåll, tidsram och kostnad”", from: first, to: second)
    let words = document(second).words(in: try #require(anchor.range))
    #expect(words == "”innehåll, tidsram och kostnad”")
  }

  @Test func `decomposed letters are the same words`() throws {
    let second = first.replacing("å", with: "a\u{30A}").replacing("ö", with: "o\u{308}")
    let anchor = try anchor("Det formella beslutet återstår", from: first, to: second)
    #expect(anchor.state == .exact || anchor.state == .moved)
    let words = document(second).words(in: try #require(anchor.range))
    #expect(words == "Det formella beslutet återstår")
    #expect(words.utf8.count > "Det formella beslutet återstår".utf8.count)
  }

  @Test func `words that are gone leave an orphan`() throws {
    let paragraphs = first.components(separatedBy: "\n\n")
    let second = [0, 1, 3].map { paragraphs[$0] }.joined(separator: "\n\n")
    let anchor = try anchor("Det formella beslutet återstår", from: first, to: second)
    #expect(anchor == .orphan)
  }

  @Test func `a look-alike does not inherit the note of a deleted passage`() throws {
    let a = "Pensionen kan ændres, hvis renten falder mere end ventet i løbet af året."
    let b = "Pensionen kan ændres, hvis renten stiger mere end ventet i løbet af året."
    let middle = "Der er mange andre forhold, som vi skriver om i et særskilt brev til dig."
    let old = [a, middle, b].joined(separator: "\n\n")
    let anchor = try anchor(
      "hvis renten falder mere end ventet", from: old, to: [middle, b].joined(separator: "\n\n"))
    #expect(anchor.range == nil)
  }

  @Test func `without the old text a passage that stands twice is ambiguous`() throws {
    let words = "Ministern svarade inte på våra frågor."
    let old = "Först ringde vi. \(words) Sedan skrev vi."
    let second = "\(words)\n\nHelt annan text här.\n\n\(words)\n\nOch ännu mer text."
    let text = document(old)
    let range = try #require(text.passage(words))
    let selectors = Selectors(range, in: text, version: "1")
    let reanchoring = Reanchoring(
      from: nil, oldVersion: nil, to: document(second), newVersion: "2")
    let anchor = reanchoring.anchor(for: selectors)
    #expect(anchor.range == nil)
    #expect(anchor.suggestions.count == 2)
  }

  @Test func `without the old text, quote and surroundings find the place`() throws {
    let second = "Inledning.\n\n" + first.replacing("alltså att fatta", with: "nu att fatta")
    let text = document(first)
    let range = try #require(text.passage("beslutet återstår alltså att fatta, skriver"))
    let selectors = Selectors(range, in: text, version: "1")
    let reanchoring = Reanchoring(
      from: document("Något helt annat."), oldVersion: "0", to: document(second), newVersion: "2")
    let anchor = reanchoring.anchor(for: selectors)
    #expect(anchor.state == .edited)
    let words = document(second).words(in: try #require(anchor.range))
    #expect(words == "beslutet återstår nu att fatta, skriver")
  }

  @Test func `a passage over a paragraph border keeps both its ends`() throws {
    let text = document(first)
    let start = try #require(text.passage("egen verksamhet")).lowerBound
    let end = try #require(text.passage("Det formella")).upperBound
    let second = document("Nytt.\n\n" + first.replacing("egen verksamhet", with: "egna verksamhet"))
    let anchor = Reanchoring(from: text, oldVersion: "1", to: second, newVersion: "2")
      .anchor(for: Selectors(start..<end, in: text, version: "1"))
    #expect(second.words(in: try #require(anchor.range)) == "egna verksamhet.\n\nDet formella")
    #expect(anchor.state == .edited)
  }

  @Test func `the larger part of a parted passage is kept`() throws {
    let text = document(first)
    let start = try #require(text.passage("mejl.")).lowerBound
    let end = try #require(text.passage("generaldirektören att")).upperBound
    let paragraphs = first.components(separatedBy: "\n\n")
    let second = document([0, 3, 1, 2].map { paragraphs[$0] }.joined(separator: "\n\n"))
    let anchor = Reanchoring(from: text, oldVersion: "1", to: second, newVersion: "2")
      .anchor(for: Selectors(start..<end, in: text, version: "1"))
    #expect(anchor.state == .edited)
    let words = second.words(in: try #require(anchor.range))
    #expect(words == "Två dagar senare svarade generaldirektören att")
  }

  @Test func `in the same source a note stands where it was marked, however it is repaired`() throws
  {
    let source = "En lång mening som är\n\nbruten av en sida."
    let old = document(source)
    let joined = "En lång mening som är bruten av en sida."
    let runs = [
      SourceMap.Run(text: 0, source: 0, length: 23), .init(text: 24, source: 25, length: 18),
    ]
    let new = Document(
      id: old.id, metadata: old.metadata, blocks: [Block(.paragraph, joined, map: SourceMap(runs))])
    let range = try #require(old.passage("bruten av"))
    let anchor = Reanchoring(from: nil, oldVersion: nil, to: new, newVersion: "1")
      .anchor(for: Selectors(range, in: old, version: "1"))
    #expect(anchor.state == .exact)
    #expect(new.words(in: try #require(anchor.range)) == "bruten av")
  }

  @Test func `the last character and a sign without letters can carry a note`() throws {
    let old = "En mening som slutar här … och en till som tar slut nu!"
    for words in ["!", "…", "u!"] {
      let anchor = try anchor(words, from: old, to: "Ny början.\n\n" + old)
      #expect(anchor.state == .moved)
      #expect(document("Ny början.\n\n" + old).words(in: try #require(anchor.range)) == words)
    }
  }

  @Test func `in a text that repeats itself nothing is told from the rest`() throws {
    let old = String(repeating: "ha", count: 900)
    let text = document(old)
    let range = Position(block: 0, offset: 100)..<Position(block: 0, offset: 500)
    let anchor = Reanchoring(
      from: text, oldVersion: "1", to: document("hm" + old), newVersion: "2"
    ).anchor(for: Selectors(range, in: text, version: "1"))
    #expect(anchor.state == .ambiguous)
    #expect(anchor.suggestions.count == 3)
  }

  @Test func `empty texts give orphans`() throws {
    #expect(try anchor("Skolverket fick", from: first, to: "") == .orphan)
    #expect(try anchor("Skolverket fick", from: first, to: "…\n\n–") == .orphan)
  }

  private func anchor(_ words: String, from old: String, to new: String) throws -> Anchor {
    let text = document(old)
    let range = try #require(text.passage(words))
    return Reanchoring(from: text, oldVersion: "1", to: document(new), newVersion: "2")
      .anchor(for: Selectors(range, in: text, version: "1"))
  }
}
