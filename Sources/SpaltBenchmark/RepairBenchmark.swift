import Corpus
import SpaltImport
import SpaltText

/// Plain-text repair against the least any importer must do: look at every byte.
struct RepairBenchmark {
  /// The runs of each measurement after the first.
  var runs = 15

  private static let files = [
    "expressen-pisa.txt", "ledelse-januar.txt", "pensam-pension-90.txt", "region-stockholm-fou.txt",
  ]

  func run() throws {
    let bytes = Self.files.flatMap { EmbeddedCorpus.bytes(ofFile: $0) ?? [] }
    let many = Array(repeatElement(bytes, count: 10).joined())
    let source = try decode(many, name: "corpus.txt")
    var seen = 0
    let pass = Measurement("one pass over \(many.count / 1000) kB", runs: runs) {
      seen = many.reduce(0) { $0 &+ Int($1) }
    }
    precondition(seen > 0)
    print(pass.line())
    let decoding = try Measurement("decoding of the same", runs: runs) { try decoded(many) }
    print(decoding.line(to: pass))
    let repairing = Measurement("repair of the same", runs: runs) { _ = repair(source) }
    print(repairing.line(to: pass))
    let rate = Double(many.count) / 1_000_000 / (repairing.fastest / .seconds(1))
    print("which is \((rate * 10).rounded() / 10) MB a second")
    // One run is for a profiler, which has seen enough.
    guard runs > 1 else { return }
    // A text ten times as long must not take more than ten times as long.
    let longer = try decode(Array(repeatElement(many, count: 10).joined()), name: "corpus.txt")
    print(
      Measurement("repair of ten times as much", runs: 3) { _ = repair(longer) }
        .line(to: repairing))
  }

  private func decoded(_ bytes: [UInt8]) throws { _ = try decode(bytes, name: "corpus.txt") }
}
