import Glibc

/// How far an import has come, on one line of a terminal.
struct ImportProgress {
  private let total: (texts: Int, bytes: Int)
  private let isShown: Bool
  private let start = Clock.monotonic
  private var lastDrawn: UInt64 = 0
  private var width = 0
  private var texts = 0
  private var bytes = 0

  init(texts: Int, bytes: Int, isShown: Bool) {
    total = (texts, bytes)
    self.isShown = isShown
  }

  mutating func advance(bytes: Int) {
    texts += 1
    self.bytes += bytes
    let now = Clock.monotonic
    guard isShown, now >= lastDrawn + 100 else { return }
    lastDrawn = now
    draw(line(after: now - start))
  }

  /// Says what is being done to a long text, which the bar does not show.
  mutating func tell(_ what: String) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    draw("\(what) …")
  }

  /// Takes the line away, so that other words can stand there.
  mutating func clear() {
    guard width > 0 else { return }
    // Two more: a terminal shows a C-c as `^C` behind the line.
    write("\r" + String(repeating: " ", count: width + 2) + "\r")
    width = 0
    lastDrawn = 0
  }

  /// Texts, bytes and time left: `312 of 10000 texts  45.2 of 310.0 MB  [####....]  1:23 left`.
  private func line(after milliseconds: UInt64) -> String {
    let share = total.bytes > 0 ? Double(bytes) / Double(total.bytes) : 1
    let marks = min(20, Int(share * 20))
    let bar = String(repeating: "#", count: marks) + String(repeating: ".", count: 20 - marks)
    var line =
      "\(texts) of \(total.texts) texts  \(megabytes(bytes)) of \(megabytes(total.bytes)) MB"
    line += "  [\(bar)]"
    // The first second says nothing about the rest.
    if share > 0, milliseconds > 1000 {
      let left = Int(Double(milliseconds) * (1 - share) / share / 1000)
      line += "  \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    }
    return line
  }

  private func megabytes(_ bytes: Int) -> String {
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10)"
  }

  private mutating func draw(_ line: String) {
    let padding = String(repeating: " ", count: max(0, width - line.count))
    write("\r" + line + padding)
    width = line.count
  }

  private func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
