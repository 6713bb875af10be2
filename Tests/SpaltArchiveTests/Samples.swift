import Foundation
import SpaltArchive
import SpaltNotes
import SpaltText

/// A folder that goes when the test is over.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "spalt-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

/// A text whose source is its paragraphs with a blank line between; `# ` makes a headline.
struct Sample {
  var document: Document
  var source: Source

  init(
    _ id: String, _ paragraphs: [String], language: Language = .swedish, title: String? = nil
  ) {
    var blocks: [Block] = []
    var offset = 0
    for paragraph in paragraphs {
      let isHeading = paragraph.hasPrefix("# ")
      let text = isHeading ? String(paragraph.dropFirst(2)) : paragraph
      let start = offset + (isHeading ? 2 : 0)
      let run = SourceMap.Run(text: 0, source: start, length: text.utf8.count)
      blocks.append(
        Block(
          isHeading ? .heading(level: 1) : .paragraph, text,
          map: SourceMap(text.isEmpty ? [] : [run]),
          marks: isHeading ? [offset..<offset + 1] : []))
      offset += paragraph.utf8.count + 2
    }
    document = Document(
      id: TextID(id), metadata: Metadata(title: title ?? id, language: language), blocks: blocks)
    let text = paragraphs.joined(separator: "\n\n")
    source = Source(
      name: id + ".txt", digest: digest(text), byteCount: text.utf8.count, text: text)
  }

  /// A note on the first place of some words.
  func note(on quote: String, body: String = "", id: String, tags: [String] = []) -> Note? {
    for (index, block) in document.blocks.enumerated() {
      guard let found = block.text.range(of: quote) else { continue }
      let start = block.text.utf8.distance(from: block.text.startIndex, to: found.lowerBound)
      let lower = Position(block: index, offset: start)
      let upper = Position(block: index, offset: start + quote.utf8.count)
      let selectors = Selectors(lower..<upper, in: document, version: source.digest)
      return Note(
        id: NoteID(id), text: document.id, body: body, tags: tags, selectors: selectors,
        anchor: Anchor(state: .exact, range: lower..<upper, source: selectors.source),
        created: noon)
    }
    return nil
  }
}

/// Sixty-four digits that differ when the text does: FNV-1a, which is enough to name a version.
private func digest(_ text: String) -> String {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 64 - digits.count) + digits
}

let noon = Timestamp(rawValue: "2026-11-02T09:12:33.250Z")

extension NoteOperation {
  init(_ id: String, on note: String, expecting revision: Int, _ change: Change) {
    self.init(id: id, note: NoteID(note), expected: revision, change: change, time: noon)
  }

  /// The operation that adds a note.
  init(adding note: Note) {
    self.init("add-" + note.id.rawValue, on: note.id.rawValue, expecting: 0, .add(note))
  }
}

let article = Sample(
  "expressen-pisa",
  [
    "# Så styr Skolverket PISA-granskningen",
    "På uppdrag av regeringen utför OECD just nu en granskning av PISA-studien.",
    "Det visar sig nu att det är Skolverket som fått i uppdrag att besluta om villkoren för "
      + "granskningen av sin egen verksamhet.",
    "I ett mejl skriver pressekreteraren att det formella beslutet återstår att fatta.",
  ], title: "Så styr Skolverket")

/// The article with a paragraph before the others, and one of them gone.
let laterArticle = Sample(
  "expressen-pisa",
  [
    "# Så styr Skolverket PISA-granskningen",
    "Uppdaterad i dag med svar från departementet, som inte vill kommentera saken vidare.",
    "På uppdrag av regeringen utför OECD just nu en granskning av PISA-studien.",
    "Det visar sig nu att det är Skolverket som fått i uppdrag att besluta om villkoren för "
      + "granskningen av sin egen verksamhet.",
  ], title: "Så styr Skolverket")

let chapter = Sample(
  "ledelse-januar",
  [
    "# Kapitel I: Januar", "For en leder er vaner vigtige, for de styrer dagen.",
    "Hun trak den kolde luft ned i lungerne og løb videre.",
  ], language: .danish, title: "Kapitel I: Januar")
