public import SpaltText

/// One text out of a file, with its structure and what the file says about it.
///
/// A web page or a book is one text; a feed has one for each entry, a mailbox one for each message.
public struct ImportedText: Equatable, Sendable {
  /// The decoded markup, or for a container the words it holds, in reading order.
  ///
  /// The ranges of the blocks count in it. Its name is the file's.
  public var source: Source
  public var blocks: [Block]
  public var facts: TextFacts
  public var findings: [Finding]
  /// What tells the text from others of the same file: `the-title`; `nil` for a file of one text.
  ///
  /// The same for the same entry however many others come and go.
  public var part: String?

  public init(
    source: Source, blocks: [Block], facts: TextFacts, findings: [Finding] = [],
    part: String? = nil
  ) {
    self.source = source
    self.blocks = blocks
    self.facts = facts
    self.findings = findings
    self.part = part
  }
}

/// What a file says about its text; each on one line.
public struct TextFacts: Equatable, Sendable {
  public var title: String?
  /// Who published it: a site, a house, or else its author.
  public var publisher: String?
  /// A date, month or year in ISO 8601 form.
  public var date: String?
  public var language: Language

  public init(
    title: String? = nil, publisher: String? = nil, date: String? = nil,
    language: Language = .undetermined
  ) {
    self.title = title
    self.publisher = publisher
    self.date = date
    self.language = language
  }
}

/// The longest title, name or date kept, in code points.
private let longestFact = 400

extension TextFacts {
  /// A value as one line without white space at its ends; `nil` when nothing is left.
  ///
  /// Control characters stay: they are marked when shown, like those of a text.
  static func line(_ value: (some StringProtocol)?) -> String? {
    guard let value else { return nil }
    var line = String.UnicodeScalarView()
    var length = 0
    var isParted = false
    for scalar in value.unicodeScalars {
      if scalar.properties.isWhitespace {
        isParted = !line.isEmpty
        continue
      }
      guard length < longestFact - 1 else {
        line.append("…")
        break
      }
      if isParted {
        line.append(" ")
        length += 1
      }
      isParted = false
      line.append(scalar)
      length += 1
    }
    return line.isEmpty ? nil : String(line)
  }

  /// The year, month or day that a date begins with: `2020-09-01T12:00:00Z` is `2020-09-01`.
  static func date(_ value: (some StringProtocol)?) -> String? {
    guard let value else { return nil }
    let letters = Array(value.unicodeScalars.drop { $0.properties.isWhitespace }.prefix(30))
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= letters.count else { return nil }
      var number = 0
      for letter in letters[range] {
        guard ("0"..."9").contains(letter) else { return nil }
        number = number * 10 + Int(letter.value - 0x30)
      }
      return number
    }
    guard let year = number(0..<4), year >= 1000 else { return nil }
    let text = { (count: Int) in String(String.UnicodeScalarView(letters[..<count])) }
    guard letters.count > 4, letters[4] == "-", let month = number(5..<7), 1...12 ~= month else {
      return letters.count > 4 && ("0"..."9").contains(letters[4]) ? nil : text(4)
    }
    guard letters.count > 7, letters[7] == "-", let day = number(8..<10), 1...31 ~= day else {
      return text(7)
    }
    return text(10)
  }
}
