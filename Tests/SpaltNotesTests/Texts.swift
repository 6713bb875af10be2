import Foundation
import SpaltNotes
import SpaltText

/// A document whose paragraphs are parted by blank lines, their lines joined with spaces.
///
/// A paragraph that begins with `#` is a heading; the sign stays in its text.
func document(_ source: String, id: String = "text") -> Document {
  var blocks: [Block] = []
  var words: [UInt8] = []
  var runs: [SourceMap.Run] = []
  func close() {
    let text = String(decoding: words, as: UTF8.self)
    let level = text.prefix { $0 == "#" }.count
    let kind: BlockKind = level > 0 ? .heading(level: level) : .paragraph
    if !words.isEmpty { blocks.append(Block(kind, text, map: SourceMap(runs))) }
    words = []
    runs = []
  }
  let bytes = Array(source.utf8)
  let blanks: Set<UInt8> = [9, 13, 32]
  var offset = 0
  for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
    let lead = line.prefix { blanks.contains($0) }.count
    let body = line.dropFirst(lead).reversed().drop { blanks.contains($0) }.reversed()
    if body.isEmpty {
      close()
    } else {
      if !words.isEmpty { words.append(32) }
      runs.append(.init(text: words.count, source: offset + lead, length: body.count))
      words += body
    }
    offset += line.count + 1
  }
  close()
  return Document(id: TextID(id), metadata: Metadata(title: "A text"), blocks: blocks)
}

extension Document {
  /// The first passage with exactly these words, within one block.
  func passage(_ words: String) -> Range<Position>? {
    for (index, block) in blocks.enumerated() {
      guard let found = block.text.range(of: words, options: .literal) else { continue }
      let text = block.text
      let start = text.utf8.distance(from: text.startIndex, to: found.lowerBound)
      let end = text.utf8.distance(from: text.startIndex, to: found.upperBound)
      return Position(block: index, offset: start)..<Position(block: index, offset: end)
    }
    return nil
  }
}

/// The four texts of the archive.
enum Corpus {
  static let names = [
    "expressen-pisa", "ledelse-januar", "pensam-pension-90", "region-stockholm-fou",
  ]

  static func source(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appendingPathComponent("Corpus/\(name).txt")
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}
