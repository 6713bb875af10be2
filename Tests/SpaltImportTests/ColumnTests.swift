import SpaltImport
import SpaltTestSupport
import SpaltText
import Testing

/// Plain texts whose pages show two columns side by side.
@Suite struct ColumnTests {
  @Test(arguments: stories.keys.sorted())
  func `columns are read one after the other, page by page`(language: String) {
    let pages = story(language).pages(width: 38, rows: 12)
    let text = pages.map { sideBySide($0.left, $0.right, at: 44) }.joined(separator: "\u{0C}")
    #expect(blocks(text) == story(language).paragraphs)
    #expect(brokenPromise(untangled(text)) == nil)
  }

  @Test func `columns of unlike widths, their paragraphs set in`() {
    let first = story("da").lines(width: 36, indent: 2)
    let second = story("sv").lines(width: 44, indent: 2)
    let text = sideBySide(first, second, at: 39)
    #expect(blocks(text) == story("da").paragraphs + story("sv").paragraphs)
  }

  @Test(arguments: [(30, 44), (44, 30), (26, 50), (56, 24)])
  func `a narrow column beside a wide one has paragraphs too`(left: Int, right: Int) {
    let first = story("sv").lines(width: left)
    let second = story("da").lines(width: right)
    let text = sideBySide(first, second, at: left + 3)
    #expect(blocks(text) == story("sv").paragraphs + story("da").paragraphs)
  }

  @Test(arguments: [(28, 28), (24, 32), (33, 26)])
  func `three columns are read one after the other`(left: Int, middle: Int) {
    let second = rows(
      of: sideBySide(
        story("da").lines(width: middle), story("en").lines(width: 30), at: middle + 2))
    let text = sideBySide(story("sv").lines(width: left), second, at: left + 2)
    let found = blocks(text)
    let expected = ["sv", "da", "en"].flatMap { story($0).paragraphs }
    #expect(words(of: found) == words(of: expected))
    // Where a column's last line is full its paragraph may go on in the next.
    #expect([0, 1, 4, 7, 8].allSatisfy { found.contains(expected[$0]) })
  }

  @Test(arguments: [(20, 30, 20), (18, 36, 24), (22, 34, 18), (26, 38, 26)])
  func `a middle column may end long before those beside it`(left: Int, middle: Int, right: Int) {
    let lines = { (language: String, width: Int) in story(language).lines(width: width, indent: 2) }
    let second = rows(of: sideBySide(lines("da", middle), lines("en", right), at: middle + 2))
    let text = sideBySide(lines("sv", left), second, at: left + 2)
    let expected = ["sv", "da", "en"].flatMap { story($0).paragraphs }
    #expect(words(of: blocks(text)) == words(of: expected))
  }

  @Test func `the name of a paper stands before its columns, wherever its middle is`() {
    let left = story("sv").lines(width: 30)
    let right = story("da").lines(width: 30)
    let name = blanks(32) + "BYBLADET   Juni\n\n"
    let found = blocks(name + sideBySide(left, right, at: 34))
    #expect(found.first == "heading 1: BYBLADET Juni")
    #expect(found.dropFirst() == (story("sv").paragraphs + story("da").paragraphs)[...])
    // Set where the right column is, it heads that.
    let heading = ["Skolen ved åen", ""] + right
    let head = blocks(sideBySide(["", ""] + left, heading, at: 34))
    #expect(head.prefix(2) == story("sv").paragraphs.prefix(2))
  }

  @Test func `a last page of three columns may hold few lines of the third`() {
    let story = Story(texts: ["sv", "da", "en"].flatMap { stories[$0] ?? [] })
    let lines = story.lines(width: 28)
    // The last page's third column has four lines.
    let rows = (lines.count - 4) / 5
    let pages = stride(from: 0, to: lines.count, by: 3 * rows).map { start in
      let columns = (0..<3).map { Array(lines.dropFirst(start + $0 * rows).prefix(rows)) }
      return (0..<rows).map { row in
        columns.map { (row < $0.count ? $0[row] : "").padding(31) }.joined()
      }
    }
    #expect(pages.count == 2)
    let text = pages.map { $0.joined(separator: "\n") }.joined(separator: "\u{0C}")
    let found = blocks(text)
    #expect(words(of: found) == words(of: story.paragraphs))
    #expect(found.suffix(3) == story.paragraphs.suffix(3))
  }

  @Test func `a long heading over a column ends where its last line had room`() {
    let heading = ["Byn som ville ha sin bro och fick", "vänta länge"]
    let text = sideBySide(
      heading + story("sv").lines(width: 36), story("da").lines(width: 36), at: 40)
    let expected = ["heading 1: \(heading.joined(separator: " "))"] + story("sv").paragraphs
    #expect(blocks(text).prefix(3) == expected.prefix(3))
  }

  @Test func `where no form feed parts the pages, the sentences tell where they end`() {
    let pages = story("en").pages(width: 36, rows: 10)
    let text = pages.enumerated().map { number, page in
      sideBySide(page.left, page.right, at: 40) + "\n\n" + blanks(38) + "\(number + 7)\n\n"
    }
    #expect(
      blocks(text.joined()).filter { !$0.hasPrefix("pageNumber") } == story("en").paragraphs)
  }

  @Test func `a heading over both columns stands before them, a foot after them`() {
    let pages = story("sv").pages(width: 38, rows: 14)
    let heading = "En rubrik som går över båda spalterna och är lång"
    let text = pages.enumerated().map { number, page in
      "Byns krönika" + blanks(60) + "\(number + 1)\n\n" + (number == 0 ? heading + "\n" : "")
        + sideBySide(page.left, page.right, at: 44)
    }
    let found = blocks(text.joined(separator: "\u{0C}"))
    #expect(found.contains { $0.hasSuffix(heading) })
    #expect(found.filter { $0.hasPrefix("paragraph") && !$0.hasSuffix(heading) }.count <= 5)
    #expect(found.joined(separator: "\n").contains(story("sv").paragraphs[0].dropFirst(11)))
  }

  @Test func `a table over both columns stays a table`() {
    let pages = story("en").pages(width: 36, rows: 12)
    let table = [("Oslo", 12), ("Bergen", 7), ("Tromsø", 31)].map { name, count in
      name.padding(16) + "\(count)".padding(12) + "\(count * 3)".padding(14) + "\(count * 2)"
    }
    let text =
      sideBySide(pages[0].left, pages[0].right, at: 40) + "\n" + table.joined(separator: "\n")
      + "\n\n" + sideBySide(pages[1].left, pages[1].right, at: 40)
    let rows = blocks(text).filter { $0.hasPrefix("tableRow") }
    #expect(
      rows == ["tableRow: Oslo 12 36 24", "tableRow: Bergen 7 21 14", "tableRow: Tromsø 31 93 62"])
  }

  @Test func `a long text without form feeds is read in parts, and no part is lost`() {
    let pages = story("en").pages(width: 36, rows: 10)
    let page = pages.map { sideBySide($0.left, $0.right, at: 40) + "\n\n" }.joined()
    let copies = 1_200_000 / page.utf8.count
    let whole = untangled(String(repeating: page, count: copies))
    let single = untangled(page)
    #expect(whole != String(repeating: page, count: copies))
    let words = { (text: String) in text.split { $0.isWhitespace } }
    let expected = Array(repeatElement(words(single), count: copies).joined())
    #expect(words(whole) == expected)
  }

  @Test func `what was found is said in plain words`() {
    var source = source(
      sideBySide(story("sv").lines(width: 38), story("da").lines(width: 38), at: 44))
    #expect(
      untangleColumns(in: &source)?.finding.description
        == "two columns side by side on 21 lines, the second from character 45 on; "
        + "read one after the other")
  }

  @Test(arguments: lookalikes.keys.sorted())
  func `what only looks like columns stays as it is`(name: String) throws {
    let text = try #require(lookalikes[name])
    #expect(untangled(text) == text)
  }

  @Test(arguments: 1...40)
  func `no letter is lost or moved out of its line's half`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var lines = rows(
      of: sideBySide(story("sv").lines(width: 38), story("en").lines(width: 34), at: 42))
    if seed % 2 == 0 {
      lines = rows(of: sideBySide(story("da").lines(width: 30), lines, at: 33))
    }
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0..<lines.count, using: &random)
      let odd = ["", "\u{0C}", "   x", blanks(50) + "y", "z\tz", "Å  Ä  Ö", "ë\u{301}   \u{A0}  -"]
      lines.insert(odd.randomElement(using: &random) ?? "", at: place)
    }
    let text = lines.joined(separator: "\n")
    let result = untangled(text)
    #expect(
      result.filter { !$0.isWhitespace }.sorted() == text.filter { !$0.isWhitespace }.sorted())
    #expect(brokenPromise(result) == nil)
  }
}

private let lookalikes: [String: String] = {
  let cells = zip(story("sv").sentences, story("en").sentences)
  let shortCells = cells.map { first, second in
    sideBySide(wrapped(first, width: 34), wrapped(second, width: 34), at: 40)
  }
  let goods = [
    "äpplen och päron från trädgården", "mjölk", "bröd av råg och vete", "smör från ett mejeri",
  ]
  let wares = (0..<20).map { goods[$0 % 4].padding(44) + goods[($0 * 3 + 1) % 4] }
  let figures = (0..<20).map {
    "Kommunen i mitten av länet".padding(40) + "\($0 * 17)      \($0 * 3)"
  }
  let terms = story("da").lines(width: 40).enumerated().map { number, line in
    (number % 4 == 0 ? "begreb \(number)" : "").padding(20) + line
  }
  return [
    "a table of sentences": shortCells.joined(separator: "\n"),
    "a table of sentences without blank rows": shortCells.joined(),
    "two lists": wares.joined(separator: "\n"),
    "figures": figures.joined(separator: "\n"),
    "terms and what they mean": terms.joined(separator: "\n"),
    "one column": story("sv").lines(width: 60).joined(separator: "\n"),
    "wide spaces here and there": story("en").lines(width: 60)
      .map { $0.replacing(", ", with: ",   ") }.joined(separator: "\n"),
  ]
}()

private func source(_ text: String) -> Source {
  Source(name: "text.txt", digest: "", byteCount: text.utf8.count, text: text)
}

private func untangled(_ text: String) -> String {
  var source = source(text)
  _ = untangleColumns(in: &source)
  return source.text
}

private func blocks(_ text: String) -> [String] {
  var source = source(text)
  let columns = untangleColumns(in: &source)
  return dump(source, columns: columns).split(separator: "\n").map(String.init)
}

private func rows(of text: String) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

private func words(of blocks: [String]) -> [Substring] {
  blocks.flatMap { $0.dropFirst("paragraph: ".count).split(separator: " ") }
}

private func sideBySide(_ left: [String], _ right: [String], at cell: Int) -> String {
  (0..<max(left.count, right.count)).map { row in
    let first = row < left.count ? left[row] : ""
    let second = row < right.count ? right[row] : ""
    return (second.isEmpty ? first : first.padding(cell) + second) + "\n"
  }.joined()
}
