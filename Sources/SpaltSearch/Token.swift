/// A word of a text as the search sees it.
public struct Token: Equatable, Sendable {
  /// Composed, in lower case, without invisible characters; `å ä ö æ ø` stay letters.
  public var form: String
  /// UTF-8 bytes of the text.
  public var range: Range<Int>
  /// The number of words before it in the text.
  public var place: Int
  /// The places it covers: more than 1 for words joined by hyphens and seen as one.
  public var span: Int

  public init(form: String, range: Range<Int>, place: Int, span: Int = 1) {
    self.form = form
    self.range = range
    self.place = place
    self.span = span
  }
}

extension Token {
  /// The words of a text in order.
  ///
  /// `PISA-granskningen` gives its parts at successive places, then the whole as one word.
  /// `OECD:s` is `oecd`; `20 000`, `20.000` and `20000` are one number; `§` and `%` are words.
  public static func tokens(in text: String) -> [Token] {
    var scanner = WordScanner()
    scanner.scan(text)
    return scanner.words.map { word in
      Token(form: scanner.form(of: word), range: word.range, place: word.place, span: word.span)
    }
  }
}
