import Foundation
import SpaltImport
import SpaltProcess
import SpaltTestSupport
import SpaltText
import Testing

/// A document written in each format by other programs comes back as the same blocks.
@Suite struct RoundTripTests {
  enum Format: String, CaseIterable, CustomStringConvertible {
    case html, epub, odt, docx
    var description: String { rawValue }
  }

  /// A document as its blocks, and as the Markdown that the programs are given.
  struct Sample {
    var blocks: [String]
    var notes: [String]
    var markdown: String
  }

  static let rich = Sample(
    blocks: [
      "heading 1: Hamnarna i norr", "heading 1: Bakgrund",
      "paragraph: Hamnen byggdes *tidigt* och har **alltid** legat öde om vintern.{1} Isen ligger från november till maj, och ingen båt kommer då fram.",
      "heading 2: Fartyg & gods",
      "listItem [•]: timmer och plank", "listItem [•]: malm", "listItem [  •]: från gruvan i väst",
      "listItem [  •]: från gruvan i öst", "listItem [•]: fisk",
      "listItem [1.]: lasta", "listItem [2.]: lossa",
      "quote: Den som väntar på god vind väntar länge, sade min farfar.",
      "tableRow: Hamn\tDjup\tKaj", "tableRow: Norra\t8\tja", "tableRow: Södra\t12\tnej",
      "dialogueTurn: – Vi har ingenting att skämmas för, säger hamnkaptenen.",
      "heading 2: Framtiden",
      "paragraph: Blir det en ny kaj?{2} Det vet ingen ännu < men snart > kanske.",
    ],
    notes: [
      "footnote [1]: Enligt hamnens egen bok.", "footnote [2]: Frågan ställdes *redan* i våras.",
    ],
    markdown: """
      ---
      title: Hamnarna i norr
      lang: sv
      ---

      # Bakgrund

      Hamnen byggdes *tidigt* och har **alltid** legat öde om vintern.[^a] Isen ligger från november
      till maj, och ingen båt kommer då fram.

      ## Fartyg & gods

      - timmer och plank
      - malm
          - från gruvan i väst
          - från gruvan i öst
      - fisk

      1. lasta
      2. lossa

      > Den som väntar på god vind väntar länge, sade min farfar.

      | Hamn | Djup | Kaj |
      |------|------|-----|
      | Norra | 8 | ja |
      | Södra | 12 | nej |

      – Vi har ingenting att skämmas för, säger hamnkaptenen.

      ## Framtiden

      Blir det en ny kaj?[^b] Det vet ingen ännu \\< men snart \\> kanske.

      [^a]: Enligt hamnens egen bok.
      [^b]: Frågan ställdes *redan* i våras.
      """)

  @Test(
    .enabled(if: hasProgram("pandoc"), "needs the package pandoc"), arguments: Format.allCases)
  func `a rich document comes back from each format`(format: Format) throws {
    try expectReturn(of: Self.rich, as: format)
  }

  @Test(
    .enabled(if: hasProgram("pandoc"), "needs the package pandoc"), arguments: Format.allCases)
  func `documents of chance come back from each format`(format: Format) throws {
    for seed in 1...UInt64(3) {
      var random = SeededGenerator(seed: seed)
      try expectReturn(of: sample(&random), as: format, "seed \(seed)")
    }
  }

  @Test(
    .enabled(if: hasProgram("pandoc"), "needs the package pandoc"), arguments: Format.allCases)
  func `the words under a picture and over a table come back from each format`(
    format: Format
  ) throws {
    // One grey point, as PNG.
    let picture =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNg"
      + "YGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC"
    try expectReturn(
      of: Sample(
        blocks: [
          "heading 1: Hamnen", "heading 1: Bilden", "paragraph: Så här ser det ut.",
          "caption: Kartan visar hamnen i norr.", "caption: Tabellen visar djupen.",
          "tableRow: Hamn\tDjup", "tableRow: Norra\t8", "paragraph: Mer finns inte.",
        ],
        notes: [],
        markdown: """
          ---
          title: Hamnen
          lang: sv
          ---

          # Bilden

          Så här ser det ut.

          ![Kartan visar hamnen i norr.](\(picture))

          Table: Tabellen visar djupen.

          | Hamn | Djup |
          |------|------|
          | Norra | 8 |

          Mer finns inte.
          """), as: format)
  }

  /// What stands out within a line is not told by place, and not looked for.
  @Test(
    .enabled(
      if: hasProgram("pandoc") && hasProgram("weasyprint") && hasProgram("pdftotext"),
      "needs the packages pandoc, weasyprint and poppler-utils"))
  func `a rich document comes back from PDF`() throws {
    let page = try runProgram(
      "pandoc", ["-f", "markdown-smart", "-t", "html", "-s"], input: Array(Self.rich.markdown.utf8))
    let file = try runProgram("weasyprint", ["-q", "-", "-"], input: page)
    let text = try #require(try importedTexts(file).first)
    let plain = { (lines: [String]) in lines.map { $0.filter { $0 != "*" } } }
    let found = text.blocks.map { shown($0, withEmphasis: false) }
    #expect(found.filter { !isNote($0) } == plain(Self.rich.blocks))
    // The page says with an arrow where a note leads back to.
    #expect(
      found.filter(isNote).map { $0.filter { $0 != "↩" && $0 != "\u{FE0E}" } }
        == plain(Self.rich.notes))
    #expect(brokenPromise(of: text) == nil)
  }

  private func expectReturn(
    of sample: Sample, as format: Format, _ comment: Comment? = nil,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let file = try runProgram(
      "pandoc", ["-f", "markdown-smart", "-t", format.rawValue, "-s", "-o", "-"],
      input: Array(sample.markdown.utf8))
    let text = try #require(try importedTexts(file).first)
    // Where a format puts its notes is its own affair.
    let found = text.blocks.filter { $0.kind.isText }.map { shown($0) }
    #expect(
      found.filter { !isNote($0) } == sample.blocks, comment, sourceLocation: location)
    #expect(found.filter(isNote) == sample.notes, comment, sourceLocation: location)
    #expect(brokenPromise(of: text) == nil, comment, sourceLocation: location)
  }

  private func isNote(_ line: String) -> Bool { line.hasPrefix("footnote") }

  // MARK: Documents of chance

  private func sample(_ random: inout SeededGenerator) -> Sample {
    var sample = Sample(
      blocks: ["heading 1: Titeln", "heading 1: Början"], notes: [],
      markdown: "---\ntitle: Titeln\nlang: sv\n---\n\n# Början\n\n")
    for _ in 0..<8 {
      let words = sentence(&random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0:
        let level = Int.random(in: 1...5, using: &random)
        sample.blocks.append("heading \(level): \(words.plain)")
        sample.markdown += String(repeating: "#", count: level) + " \(words.plain)\n\n"
      case 1:
        sample.blocks.append("quote: \(words.marked)")
        sample.markdown += "> \(words.marked)\n\n"
      case 2:
        for depth in [0, 1, 2, 1, 0].prefix(Int.random(in: 1...5, using: &random)) {
          let item = sentence(&random)
          sample.blocks.append(
            "listItem [\(String(repeating: "  ", count: depth))•]: \(item.marked)")
          sample.markdown += String(repeating: "    ", count: depth) + "- \(item.marked)\n"
        }
        // A paragraph between two lists keeps them apart.
        sample.blocks.append("paragraph: \(words.marked)")
        sample.markdown += "\n\(words.marked)\n\n"
      case 3:
        sample.markdown += "| A | B |\n|---|---|\n"
        sample.blocks.append("tableRow: A\tB")
        for _ in 0..<2 {
          let cells = [sentence(&random), sentence(&random)]
          sample.blocks.append("tableRow: \(cells[0].marked)\t\(cells[1].marked)")
          sample.markdown += "| \(cells[0].marked) | \(cells[1].marked) |\n"
        }
        sample.markdown += "\n"
      case 4:
        let number = sample.notes.count + 1
        sample.blocks.append("paragraph: \(words.marked){\(number)}")
        sample.notes.append("footnote [\(number)]: Noten \(words.plain)")
        sample.markdown += "\(words.marked)[^n\(number)]\n\n[^n\(number)]: Noten \(words.plain)\n\n"
      default:
        sample.blocks.append("paragraph: \(words.marked)")
        sample.markdown += "\(words.marked)\n\n"
      }
    }
    return sample
  }

  private func sentence(_ random: inout SeededGenerator) -> (plain: String, marked: String) {
    let list = ["ö", "båt", "kaj", "Åsa", "is", "vind", "mås", "äng", "ål", "æble", "øl", "segel"]
    var plain: [String] = []
    var marked: [String] = []
    for _ in 0..<Int.random(in: 2...9, using: &random) {
      let word = list[Int.random(in: 0..<list.count, using: &random)]
      plain.append(word)
      // Never two in a row, for whether a space between them stands out no format agrees on.
      let isFree = marked.last?.hasPrefix("*") != true
      let sign = isFree ? ["", "", "", "*", "**"][Int.random(in: 0..<5, using: &random)] : ""
      marked.append(sign + word + sign)
    }
    return (plain.joined(separator: " ") + ".", marked.joined(separator: " ") + ".")
  }
}
