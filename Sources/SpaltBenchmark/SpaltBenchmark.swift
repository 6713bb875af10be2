import Corpus
import SpaltImport
import SpaltReader
import SpaltScreen
import SpaltText

/// Measures what a reader waits for: repair, the first screen, a key.
///
/// `swift run -c release SpaltBenchmark`; with `repair N` plain-text repair alone in N runs, which is
/// what to profile; with `index N` the taking in of N made texts; with `search N` the search in an
/// archive of N of them, which takes ten minutes and two gigabytes for 100,000; with `huge N` a
/// text of N megabytes.
@main
enum SpaltBenchmark {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.first == "search" {
      let count = arguments.dropFirst().first.flatMap(Int.init) ?? 10_000
      try await SearchBenchmark(texts: count, folder: arguments.dropFirst(2).first).run()
      return
    }
    if arguments.first == "index" {
      let count = arguments.dropFirst().first.flatMap(Int.init) ?? 10_000
      try await IndexBenchmark(texts: count).run()
      return
    }
    if arguments.first == "huge" {
      let megabytes = arguments.dropFirst().first.flatMap(Int.init) ?? 100
      try await HugeTextBenchmark(megabytes: megabytes).run()
      return
    }
    print("name                                        fastest     median")
    if arguments.first == "repair" {
      try RepairBenchmark(runs: arguments.dropFirst().first.flatMap(Int.init) ?? 15).run()
      return
    }
    try RepairBenchmark().run()
    growing()
    try reading()
  }

  /// Texts made to be slow: twice as much must take about twice as long.
  private static func growing() {
    for (unit, count) in [
      ("*a", 20_000), ("[1]", 12_000), (">", 20_000), ("- a\n", 8_000), ("a1\n1 B\n", 4_000),
      ("– Ja\nnej?\n\n", 4_000), ("a", 60_000),
    ] {
      let name = unit.replacing("\n", with: "␊")
      let half = Measurement("\(count) × \(name)", runs: 5) { repairText(unit, count) }
      let whole = Measurement("\(2 * count) × \(name)", runs: 5) { repairText(unit, 2 * count) }
      print(whole.line(to: half))
    }
  }

  private static func repairText(_ unit: String, _ count: Int) {
    let text = String(repeating: unit, count: count)
    _ = repair(Source(name: "t.txt", digest: "", byteCount: text.utf8.count, text: text))
  }

  /// Opening a text, a line step and a frame.
  private static func reading() throws {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
      let size = Size(columns: columns, rows: rows)
      let text = try openText(files[0])
      let first = Measurement("first screen at \(columns)×\(rows)") {
        var state = ReaderState(size: size)
        _ = update(&state, with: .opened(text, number: 0))
        _ = render(state)
      }
      print(first.line())
      var state = ReaderState(size: size)
      _ = update(&state, with: .opened(text, number: 0))
      let step = Measurement("line step at \(columns)×\(rows)", runs: 60) {
        _ = update(&state, with: .input(.key(.character("j"))))
        _ = render(state)
      }
      print(step.line(to: first))
    }
  }

  private static let files = ["expressen-pisa.txt", "ledelse-januar.txt", "pensam-pension-90.txt"]

  private static func openText(_ file: String) throws -> OpenText {
    let source = try decode(EmbeddedCorpus.bytes(ofFile: file) ?? [], name: file)
    let blocks = repair(source).blocks
    let metadata = Metadata(title: file, language: .swedish)
    let document = Document(id: TextID(file), metadata: metadata, blocks: blocks)
    return OpenText(
      summary: TextSummary(
        id: document.id, metadata: metadata, wordCount: document.wordCount,
        blockCount: blocks.count, version: source.digest, sourceName: file,
        sourceByteCount: source.byteCount), document: document, notes: [])
  }
}
