/// A set of lines of one text, a bit for each.
///
/// Every line is asked for in several of these; to hash its number each time would cost more than
/// what the rules then do.
struct LineSet: Equatable, Sendable, ExpressibleByArrayLiteral {
  private var words: [UInt64] = []

  init() {}

  init(arrayLiteral lines: Int...) { formUnion(lines) }

  init(_ lines: some Sequence<Int>) { formUnion(lines) }

  var isEmpty: Bool { words.isEmpty }

  func contains(_ line: Int) -> Bool {
    let word = line >> 6
    return word < words.count && words[word] >> UInt64(line & 63) & 1 == 1
  }

  mutating func insert(_ line: Int) {
    let word = line >> 6
    while word >= words.count { words.append(0) }
    words[word] |= 1 << UInt64(line & 63)
  }

  mutating func formUnion(_ lines: some Sequence<Int>) {
    for line in lines { insert(line) }
  }
}
