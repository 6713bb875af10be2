import Corpus
import Glibc
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
    let looking = Measurement("a look for columns in the same", runs: runs) {
      var copy = source
      _ = untangleColumns(in: &copy)
    }
    print(looking.line(to: pass))
    let start = Self.userSeconds
    let repairing = Measurement("repair of the same", runs: runs) { _ = repair(source) }
    print(repairing.line(to: pass))
    let megabytes = Double(many.count) / 1_000_000
    let rate = megabytes / (repairing.fastest / .seconds(1))
    // One run more than is measured, to warm up.
    let share = megabytes * Double(runs + 1) / (Self.userSeconds - start)
    print("which is \(Self.rounded(rate)) MB a second")
    print("and \(Self.rounded(share)) MB a second of user time")
    // One run is for a profiler, which has seen enough.
    guard runs > 1 else { return }
    // A text ten times as long must not take more than ten times as long.
    let longer = try decode(Array(repeatElement(many, count: 10).joined()), name: "corpus.txt")
    print(
      Measurement("repair of ten times as much", runs: 3) { _ = repair(longer) }
        .line(to: repairing))
  }

  private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

  /// Seconds that the process has computed for, outside the system.
  private static var userSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1_000_000
  }

  private func decoded(_ bytes: [UInt8]) throws { _ = try decode(bytes, name: "corpus.txt") }
}
