import Foundation
import SpaltImport
import SpaltProcess
import SpaltText
import Testing

/// The texts of a file; PDF files are read with the program itself.
func importedTexts(_ bytes: [UInt8], name: String = "file") throws -> [ImportedText] {
  let found = try texts(in: bytes, name: name) {
    try runProgram("pdftotext", ["-bbox-layout", "-enc", "UTF-8", "-", "-"], input: $0)
  }
  return try #require(found, "told to be plain text")
}

/// The blocks of a file's first text, one a line, its marks shown.
func dump(_ bytes: [UInt8], name: String = "file") throws -> String {
  try dump(#require(importedTexts(bytes, name: name).first))
}

func dump(_ text: ImportedText) -> String { text.blocks.map { shown($0) }.joined(separator: "\n") }

/// A block on one line: `heading 1: text`, `listItem [•]: a **strong** word{1}`.
func shown(_ block: Block, withEmphasis: Bool = true) -> String {
  var signs: [(offset: Int, sign: String)] = block.references.map { ($0.offset, "{\($0.label)}") }
  for emphasis in withEmphasis ? block.emphasis : [] {
    let sign = emphasis.kind == .strong ? "**" : "*"
    signs += [(emphasis.range.lowerBound, sign), (emphasis.range.upperBound, sign)]
  }
  var bytes = Array(block.text.utf8)
  for sign in signs.sorted(by: { $0.offset > $1.offset }) {
    bytes.insert(contentsOf: sign.sign.utf8, at: sign.offset)
  }
  let level = block.kind.level.map { " \($0)" } ?? ""
  let marker = block.marker.map { " [\($0)]" } ?? ""
  return block.kind.name + level + marker + ": " + String(decoding: bytes, as: UTF8.self)
}

/// What is wrong with the blocks of a text of any format, or `nil` when every promise is kept.
///
/// Blocks rise in the source, no place is in two of them, every run lies in source and text and
/// rises in both, and what has a run to the letter stands there to the letter.
func brokenPromise(of text: ImportedText) -> String? {
  let source = Array(text.source.text.utf8)
  var covered = [Bool](repeating: false, count: source.count)
  var start = -1
  for (number, block) in text.blocks.enumerated() {
    let own = Array(block.text.utf8)
    let range = block.sourceRange
    if own.isEmpty { return "block \(number) is empty" }
    if range.lowerBound < start { return "block \(number) is out of order" }
    start = range.lowerBound
    var end = (text: 0, source: 0)
    for run in block.map.runs {
      guard run.length > 0, run.text >= end.text, run.source >= end.source,
        run.text + run.length <= own.count, run.source + run.length <= source.count
      else { return "block \(number): the runs do not rise" }
      for index in run.source..<run.source + run.length {
        if covered[index] { return "block \(number) takes byte \(index) twice" }
        covered[index] = true
      }
      end = (run.text + run.length, run.source + run.length)
    }
    for mark in block.marks where mark.upperBound > source.count {
      return "block \(number): a mark outside"
    }
    let ends = [block.text.unicodeScalars.first, block.text.unicodeScalars.last]
    if ends.contains(where: { $0?.properties.isWhitespace ?? true }) {
      return "block \(number) begins or ends in white space"
    }
    if block.references.contains(where: { $0.offset > own.count }) {
      return "block \(number): a call outside"
    }
    if block.emphasis.contains(where: { $0.range.isEmpty || $0.range.upperBound > own.count }) {
      return "block \(number): emphasis outside"
    }
    if block.links.contains(where: { $0.range.isEmpty || $0.range.upperBound > own.count }) {
      return "block \(number): a link outside"
    }
  }
  return nil
}

/// The letters of all blocks, without white space.
func letters(of text: ImportedText) -> String {
  letters(text.blocks.map(\.text).joined())
}

func letters(_ text: String) -> String {
  String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
}

/// A zip file whose entries are stored, or packed by whoever gives them.
struct ZipFile {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Adds an entry: under any name at all, of a type on Unix (a link is `0o120777`), or deflated and
  /// with the size it says it has.
  mutating func add(
    _ name: String, _ content: [UInt8], mode: UInt32 = 0o100644,
    packed: (bytes: [UInt8], size: UInt32)? = nil
  ) {
    let bytes = packed?.bytes ?? content
    let head: [UInt8] =
      little(packed == nil ? 0 : 8, 2) + little(0, 4)
      + little(packed == nil ? checksum(content) : 0, 4) + little(UInt32(bytes.count), 4)
      + little(packed?.size ?? UInt32(content.count), 4) + little(UInt32(name.utf8.count), 2)
      + little(0, 2)
    let place = UInt32(body.count)
    body += [0x50, 0x4B, 3, 4] + little(20, 2) + little(0x800, 2) + head + Array(name.utf8) + bytes
    directory +=
      [0x50, 0x4B, 1, 2] + little(0x314, 2) + little(20, 2) + little(0x800, 2) + head + little(0, 6)
      + little(mode << 16, 4) + little(place, 4) + Array(name.utf8)
    count += 1
  }

  mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

  var bytes: [UInt8] {
    body + directory + [0x50, 0x4B, 5, 6] + little(0, 4) + little(UInt32(count), 2)
      + little(UInt32(count), 2) + little(UInt32(directory.count), 4)
      + little(UInt32(body.count), 4) + little(0, 2)
  }

  private func little(_ number: UInt32, _ size: Int) -> [UInt8] {
    (0..<size).map { $0 < 4 ? UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) : 0 }
  }

  /// Source: the CRC of ISO 3309, as zip uses it.
  private func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in
        rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1
      }
    }
  }
}

/// Whether a program is on this machine.
func hasProgram(_ name: String) -> Bool {
  (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
}
