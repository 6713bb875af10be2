/// What a piece of work took, over several runs.
struct Measurement {
  let name: String
  /// Sorted.
  let times: [Duration]

  /// Runs a piece of work once to warm up and then so many times.
  init(_ name: String, runs: Int = 15, _ work: () throws -> Void) rethrows {
    self.name = name
    let clock = ContinuousClock()
    try work()
    times = try (0..<runs).map { _ in try clock.measure(work) }.sorted()
  }

  /// What took so long each time it was done.
  init(_ name: String, times: [Duration]) {
    self.name = name
    self.times = times.sorted()
  }

  var fastest: Duration { times[0] }
  var median: Duration { times[times.count / 2] }

  /// One line: the name, the fastest and the median run, and the fastest as a share of a baseline.
  ///
  /// Times on a shared machine are noisy; ratios within one run are what to compare.
  func line(to baseline: Measurement? = nil) -> String {
    let padding = String(repeating: " ", count: max(1, 44 - name.count))
    var line = "\(name)\(padding)\(milliseconds(fastest)) ms  \(milliseconds(median)) ms"
    if let baseline {
      line += "  × \(rounded(fastest / baseline.fastest, 100)) of \(baseline.name)"
    }
    return line
  }

  private func milliseconds(_ duration: Duration) -> String {
    "\(rounded(duration / .milliseconds(1), 1000))"
  }

  private func rounded(_ value: Double, _ parts: Double) -> Double {
    (value * parts).rounded() / parts
  }
}
