import Foundation
import SpaltImport
import SpaltNotes
import SpaltReader
import SpaltScreen
import SpaltText

/// A text repaired by the real importer from a few lines, for tests of the reader.
func sample(_ source: String, id: String = "prov", language: Language = .swedish) -> OpenText {
  let name = "\(id).txt"
  let bytes = Array(source.utf8)
  let decoded = Source(name: name, digest: "v1", byteCount: bytes.count, text: source)
  let blocks = repair(decoded).blocks
  let metadata = Metadata(title: "Prov på text", publisher: "Tidningen", language: language)
  let document = Document(id: TextID(id), metadata: metadata, blocks: blocks)
  let summary = TextSummary(
    id: document.id, metadata: metadata, wordCount: document.wordCount,
    blockCount: blocks.count, version: "v1", sourceName: name, sourceByteCount: bytes.count)
  return OpenText(summary: summary, document: document, notes: [])
}

extension OpenText {
  /// The text with a note on the first place its words stand.
  func noted(_ quote: String, _ body: String, kind: Note.Kind = .note) -> OpenText {
    guard
      case .found(let range) = find(
        quote: quote, near: 0, prefix: nil, suffix: nil, in: document)
    else { return self }
    var text = self
    let number = notes.count + 1
    text.notes.append(
      Note(
        id: NoteID("n\(number)"), text: document.id, kind: kind, body: body,
        selectors: Selectors(range, in: document, version: summary.version),
        anchor: Anchor(state: .exact, range: range, source: document.source(of: range)),
        created: Timestamp(rawValue: "2026-11-0\(number)T09:12:33.250Z")))
    text.summary.noteCount = text.notes.count
    return text
  }
}

/// Plays keys into a reader and keeps what it asked for.
struct Session {
  var state: ReaderState
  var effects: [Effect] = []

  /// A reader with one text open, as `spalt open` starts it.
  init(_ text: OpenText, columns: Int = 80, rows: Int = 24) {
    state = ReaderState(size: Size(columns: columns, rows: rows))
    send(.textsListed([text.summary]))
    send(.opened(text, number: 0))
    effects = []
  }

  init(texts: [TextSummary], columns: Int = 80, rows: Int = 24) {
    state = ReaderState(size: Size(columns: columns, rows: rows))
    send(.textsListed(TextList(texts)))
    effects = []
  }

  mutating func send(_ event: Event) {
    effects += update(&state, with: event)
  }

  /// Keys by their names, parted by spaces: `j j ) a`; other words are typed letter by letter.
  mutating func press(_ keys: String) {
    for name in keys.split(separator: " ") {
      if let key = Key(name: String(name)) {
        send(.input(.key(key)))
      } else {
        type(String(name))
      }
    }
  }

  mutating func type(_ text: String) {
    for character in text { send(.input(.key(.character(character)))) }
  }

  var screen: CellBuffer { render(state) }

  /// The effects since the last time.
  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }
}

/// The four texts of the first archive, repaired.
func corpus() throws -> [OpenText] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Corpus")
  return try [
    ("expressen-pisa", Language.swedish), ("region-stockholm-fou", .swedish),
    ("ledelse-januar", .danish), ("pensam-pension-90", .danish),
  ].map { name, language in
    let source = try String(
      contentsOf: folder.appending(path: "\(name).txt"), encoding: .utf8)
    return sample(source, id: name, language: language)
  }
}
