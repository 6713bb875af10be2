internal import CMarkdown
internal import SpaltText

/// A Markdown file as blocks, with the place of every word.
func markdownText(
  _ bytes: [UInt8], name: String, _ encoding: TextEncoding?
) throws -> ImportedText {
  let source = try decode(bytes, name: name, encoding: encoding)
  let text = Array(source.text.utf8)
  guard !isTooDeepMarkdown(text), !isTooWideMarkdown(text), !hasTooManyParts(text) else {
    // Nothing is lost: the plain text is repaired like any other.
    let repair = repair(source)
    return ImportedText(
      source: source, blocks: repair.blocks,
      facts: TextFacts(title: repair.title, language: repair.language),
      findings: [.flattened] + repair.findings)
  }
  let front = FrontMatter(text)
  var markdown = MarkdownBlocks(text, from: front.end)
  var writer = BlockWriter(source: text)
  if front.end > 0 {
    writer.begin(.boilerplate)
    writer.letters(0..<front.end)
  }
  markdown.write(to: &writer)
  let blocks = refined(
    writer.finished().sorted { $0.sourceRange.lowerBound < $1.sourceRange.lowerBound })
  return ImportedText(source: source, blocks: blocks, facts: front.facts)
}

/// A table whose rows the parser would fill up with far more cells than stand there.
///
/// It makes a cell for every column of the head in every row, so that a wide head over a thousand
/// short rows takes gigabytes.
func isTooWideMarkdown(_ bytes: [UInt8]) -> Bool {
  var bars = 0
  var isRule = true
  var isBlank = true
  var columns = 0
  var filled = 0
  var last: UInt8 = 0
  for byte in bytes {
    defer { last = byte }
    switch byte {
    case 0x0A where last == 0x0D: continue
    case 0x0A, 0x0D:
      // A blank line ends the table; a row of hyphens and bars may begin one.
      if isBlank {
        columns = 0
      } else if isRule, bars > columns {
        columns = bars
      } else if columns > 0 {
        filled += max(0, columns - bars)
        if filled > 100_000 + bytes.count { return true }
      }
      (bars, isRule, isBlank) = (0, true, true)
    case 0x7C:
      bars += 1
      isBlank = false
    case 0x20, 0x09: break
    case 0x2D, 0x3A, 0x3E: isBlank = false
    default:
      isRule = false
      isBlank = false
    }
  }
  return false
}

/// Whether the parser would make more pieces of a text than there is memory for.
///
/// It takes about 300 bytes for each: three for a line with words, two for a mark within it. Prose has
/// one in twenty bytes, and comes to the limit at some 40 MB; a list of single words has one in three.
func hasTooManyParts(_ bytes: [UInt8]) -> Bool {
  var parts = 0
  var isBlank = true
  for byte in bytes {
    if byte == 0x0A || byte == 0x0D {
      isBlank = true
    } else if markBytes.contains(byte) {
      parts += 2
    } else if isBlank, byte > 0x20 {
      isBlank = false
      parts += 3
    }
  }
  return parts > min(2_000_000, 300_000 + bytes.count / 8)
}

/// Marks nested deeper, or more of them in a paragraph, than anyone writes: the parser takes more
/// than linear time for some of them.
func isTooDeepMarkdown(_ bytes: [UInt8]) -> Bool {
  var run = 0
  var inLine = 0
  var inParagraph = 0
  var last: UInt8 = 0
  var indent = 0
  var isBlank = true
  for byte in bytes {
    switch byte {
    case 0x0A, 0x0D:
      if isBlank { inParagraph = 0 }
      isBlank = true
      (indent, inLine, run) = (0, 0, 0)
    case 0x20, 0x09: if isBlank { indent += 1 }
    default:
      isBlank = false
      if indent > 400 { return true }
    }
    if markBytes.contains(byte) {
      inLine += 1
      // A table has no blank lines; its bars are parsed line by line.
      if byte != 0x7C { inParagraph += 1 }
      run = last == byte || last == 0x20 ? run + 1 : 1
      if run > 200 || inLine > 5000 || inParagraph > 10_000 { return true }
    }
    last = byte
  }
  return false
}

/// `>`, `[`, `*`, `_`, `` ` ``, `!`, `~`, `<`, `(` and `|`.
private let markBytes: Set<UInt8> = [
  0x3E, 0x5B, 0x2A, 0x5F, 0x60, 0x21, 0x7E, 0x3C, 0x28, 0x7C,
]

/// Data about the file between two lines of three hyphens at its very start.
struct FrontMatter {
  /// Where the text begins, in bytes; 0 without front matter.
  private(set) var end = 0
  private(set) var facts = TextFacts()

  init(_ bytes: [UInt8]) {
    guard bytes.starts(with: "---".utf8) else { return }
    var values: [String: String] = [:]
    var start = 0
    for number in 0..<100 where start < bytes.count {
      let lineEnd = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = String(decoding: bytes[start..<lineEnd], as: UTF8.self)
      start = min(lineEnd + 1, bytes.count)
      let bare = TextFacts.line(line) ?? ""
      if number == 0 {
        guard bare == "---" else { return }
      } else if bare == "---" || bare == "..." {
        end = start
        break
      } else if let colon = line.firstIndex(of: ":") {
        let value = line[line.index(after: colon)...].drop { $0.isWhitespace }
        values[line[..<colon].lowercased()] = String(value).trimmingQuotes
      }
    }
    guard end > 0 else { return }
    facts = TextFacts(
      title: TextFacts.line(values["title"]),
      publisher: TextFacts.line(values["publisher"] ?? values["author"]),
      date: TextFacts.date(values["date"]),
      language: Language(rawValue: values["lang"] ?? values["language"] ?? "und"))
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    let line = TextFacts.line(self) ?? ""
    guard line.count >= 2, let first = line.first, first == line.last, first == "\"" || first == "'"
    else { return line }
    return String(line.dropFirst().dropLast())
  }
}
