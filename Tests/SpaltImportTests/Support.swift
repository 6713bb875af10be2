import Foundation
import SpaltImport
import SpaltText
import Testing

/// The blocks of a text, one a line: kind, marker, text with its marks shown.
///
/// `{1}` is a footnote call, `**` and `*` emphasis.
func dump(_ text: String, name: String = "text.txt") -> String {
  dump(Source(name: name, digest: "", byteCount: text.utf8.count, text: text))
}

func dump(_ source: Source, columns: UntangledColumns? = nil) -> String {
  repair(source, columns: columns).blocks.map(line).joined(separator: "\n")
}

private func line(_ block: Block) -> String {
  var signs: [(offset: Int, sign: String)] = block.references.map { ($0.offset, "{\($0.label)}") }
  for emphasis in block.emphasis {
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

/// The texts of the archive, by name.
let corpus: [String: String] = {
  let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Corpus").standardizedFileURL
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
  var texts: [String: String] = [:]
  for file in files where file.hasSuffix(".txt") {
    texts[file] = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }
  return texts
}()

/// What is wrong with the blocks of a text, or `nil` when every promise of the repair is kept.
func brokenPromise(_ text: String, name: String = "text.txt") -> String? {
  let source = Source(name: name, digest: "", byteCount: text.utf8.count, text: text)
  let bytes = Array(text.utf8)
  var covered = [Bool](repeating: false, count: bytes.count)
  func cover(_ range: Range<Int>) -> Bool {
    for index in range where isLetter(index) {
      if covered[index] { return false }
      covered[index] = true
    }
    return true
  }
  let white = whiteBytes(text)
  func isLetter(_ index: Int) -> Bool { !white[index] }
  var start = -1
  for (number, block) in repair(source).blocks.enumerated() {
    let own = Array(block.text.utf8)
    guard block.sourceRange.lowerBound > start else { return "block \(number) is out of order" }
    start = block.sourceRange.lowerBound
    var end = 0
    var sourceEnd = 0
    for run in block.map.runs {
      guard run.length > 0, run.text >= end, run.source >= sourceEnd,
        run.text + run.length <= own.count, run.source + run.length <= bytes.count
      else { return "block \(number): the runs do not rise" }
      guard run.text - end <= 1, own[end..<run.text].allSatisfy({ $0 == 0x20 }) else {
        return "block \(number) holds more than single spaces between its runs"
      }
      let range = run.source..<run.source + run.length
      guard own[run.text..<run.text + run.length].elementsEqual(bytes[range]) else {
        return "block \(number): a run differs from the source"
      }
      guard cover(range) else { return "block \(number) takes a character twice" }
      end = run.text + run.length
      sourceEnd = range.upperBound
    }
    guard end == own.count, !own.isEmpty else { return "block \(number) ends in no run" }
    let ends = [block.text.unicodeScalars.first, block.text.unicodeScalars.last]
    guard !ends.contains(where: { $0?.properties.isWhitespace ?? true }) else {
      return "block \(number) begins or ends in white space"
    }
    guard block.marks == block.marks.sorted(by: { $0.lowerBound < $1.lowerBound }) else {
      return "block \(number): marks out of order"
    }
    for mark in block.marks where !cover(mark) { return "block \(number): a mark overlaps" }
    for reference in block.references where reference.offset > own.count {
      return "block \(number): a reference outside"
    }
    for emphasis in block.emphasis
    where emphasis.range.isEmpty || emphasis.range.upperBound > own.count {
      return "block \(number): emphasis outside"
    }
  }
  if let lost = covered.indices.first(where: { !covered[$0] && isLetter($0) }) {
    let around = bytes[max(0, lost - 20)..<min(bytes.count, lost + 20)]
    return "lost at byte \(lost): …\(String(decoding: around, as: UTF8.self))…"
  }
  return nil
}

/// For each byte, whether it is part of a white-space character.
private func whiteBytes(_ text: String) -> [Bool] {
  var white: [Bool] = []
  white.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    let isWhite = scalar.properties.isWhitespace
    for _ in 0..<UTF8.width(scalar) { white.append(isWhite) }
  }
  return white
}
