import Corpus
import Foundation
import SpaltArchive
import SpaltImport
import SpaltReader
import SpaltScreen
import SpaltText

/// A text of so many megabytes: what its import takes in memory, and how it opens, beside a text of
/// twenty-five thousand bytes.
struct HugeTextBenchmark {
  /// Bytes.
  private let size: Int
  private let folder = NSTemporaryDirectory() + "spalt-benchmark-\(getpid())"
  private static let files = [
    "expressen-pisa.txt", "ledelse-januar.txt", "pensam-pension-90.txt", "region-stockholm-fou.txt",
  ]

  init(megabytes: Int) { size = max(1, megabytes) * 1_000_000 }

  func run() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let archive = try EmbeddedArchive.open(folder + "/huge.spalt")
    let small = try read(EmbeddedCorpus.bytes(ofFile: Self.files[0]) ?? [], as: "small")
    _ = try await archive.store(IncomingText(small.document, small.source))
    try await importing(to: archive)
    try await opening(archive)
    archive.close()
  }

  private func importing(to archive: EmbeddedArchive) async throws {
    let before = Self.memory("VmRSS")
    let clock = ContinuousClock()
    let start = clock.now
    let incoming = try huge()
    let repaired = clock.now
    print("decoded and repaired in \(repaired - start), most memory \(share(before)) of the text")
    _ = try await archive.store(incoming)
    print("stored and indexed in \(clock.now - repaired), most memory \(share(before)) of the text")
  }

  /// The text in a scope of its own, so that nothing of it is kept here.
  private func huge() throws -> IncomingText {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 200_000)
    let corpus = Self.files.flatMap { EmbeddedCorpus.bytes(ofFile: $0) ?? [] }
    while bytes.count < size { bytes += corpus }
    let source = try decode(bytes, name: "huge.txt")
    bytes = []
    return read(source, as: "huge")
  }

  private func read(_ bytes: [UInt8], as id: String) throws -> (document: Document, source: Source)
  {
    let source = try decode(bytes, name: "\(id).txt")
    let blocks = repair(source).blocks
    let metadata = Metadata(title: id, language: .swedish)
    return (Document(id: TextID(id), metadata: metadata, blocks: blocks), source)
  }

  private func read(_ source: Source, as id: String) -> IncomingText {
    let metadata = Metadata(title: id, language: .swedish)
    return IncomingText(
      Document(id: TextID(id), metadata: metadata, blocks: repair(source).blocks), source)
  }

  private func opening(_ archive: EmbeddedArchive) async throws {
    print("name                                        fastest     median")
    let small = try await first(
      "first screen of a small text", of: TextID("small"), at: nil, archive)
    print(small.line())
    let count = try await archive.summary(of: TextID("huge")).blockCount
    for (name, block) in [("start", 0), ("middle", count / 2), ("end", count - 1)] {
      let place = Position(block: block, offset: 0)
      let huge = try await first(
        "first screen at the \(name)", of: TextID("huge"), at: place, archive)
      print(huge.line(to: small))
    }
    var state = try await opened(TextID("huge"), archive)
    for (name, key) in [
      ("line step", "j"), ("page", " "), ("to the end", "G"), ("to the start", "g"),
    ] {
      let step = Measurement("\(name) there", runs: 30) {
        _ = update(&state, with: .input(.key(.character(Character(key)))))
        _ = render(state)
      }
      print(step.line(to: small))
    }
    print("in memory now \(Self.memory("VmRSS")) MB")
  }

  /// From the archive's answer to the drawn page.
  private func first(
    _ name: String, of id: TextID, at place: Position?, _ archive: EmbeddedArchive
  ) async throws -> Measurement {
    if let place { try await archive.setPlace(ReadingPlace(position: place, read: 0), of: id) }
    let clock = ContinuousClock()
    var times: [Duration] = []
    for _ in 0..<16 {
      let start = clock.now
      _ = render(try await opened(id, archive))
      times.append(clock.now - start)
    }
    return Measurement(name, times: Array(times.dropFirst()))
  }

  private func opened(_ id: TextID, _ archive: EmbeddedArchive) async throws -> ReaderState {
    let opening = try await archive.opening(of: id)
    var state = ReaderState(size: Size(columns: 120, rows: 40))
    let text = OpenText(
      summary: opening.summary, document: opening.document, notes: opening.notes,
      place: opening.place?.position ?? .start)
    _ = update(&state, with: .opened(text, number: 0))
    return state
  }

  private func share(_ before: Int) -> Double {
    (Double(Self.memory("VmHWM") - before) * 1_048_576 / Double(size) * 10).rounded() / 10
  }

  /// Megabytes of 1,048,576 bytes, as the system counts them for this process.
  private static func memory(_ name: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") } ?? ""
    return (line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0)
      / 1024
  }
}
