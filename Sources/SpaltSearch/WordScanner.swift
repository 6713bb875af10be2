/// Cuts texts into words without making a string of each.
///
/// Indexing looks at every word of an archive and a page of hits at every word of its texts, so
/// the forms lie one after the other in one array, which is used again for the next text.
public struct WordScanner {
  /// A word; what ``Token`` has, with the form as a stretch of ``forms``.
  ///
  /// There may be millions of them, in a text of up to 4 GB.
  public struct Word {
    private let formStart, start, end, firstPlace, places: UInt32
    private let formCount: UInt16
    /// Whether there is a letter in it.
    let hasLetter: Bool

    init(form: Range<Int>, range: Range<Int>, place: Int, span: Int, hasLetter: Bool) {
      (formStart, formCount) = (UInt32(form.lowerBound), UInt16(form.count))
      (start, end) = (UInt32(range.lowerBound), UInt32(range.upperBound))
      (firstPlace, places) = (UInt32(place), UInt32(span))
      self.hasLetter = hasLetter
    }

    public var form: Range<Int> { Int(formStart)..<Int(formStart) + Int(formCount) }
    /// UTF-8 bytes of the text.
    public var range: Range<Int> { Int(start)..<Int(end) }
    public var place: Int { Int(firstPlace) }
    public var span: Int { Int(places) }
  }

  /// The words of the text scanned last, or of the piece at hand, in order.
  public private(set) var words: [Word] = []
  /// The UTF-8 bytes of their forms.
  public private(set) var forms: [UInt8] = []

  public init() {}

  public func form(of word: Word) -> String {
    String(decoding: forms[word.form], as: UTF8.self)
  }

  /// Finds the words of a text; those of the text before are forgotten.
  public mutating func scan(_ text: String) { scan(text, atMost: .max) { _ in } }

  /// Finds the words of a text of any length a piece at a time, the same ones as ``scan(_:)``;
  /// after each piece `take` is called, and its words alone are in ``words`` then.
  public mutating func scan(_ text: String, inPieces take: (WordScanner) -> Void) {
    scan(text, atMost: Self.piece, take)
  }

  /// Words of a piece: what a long paragraph has.
  private static let piece = 4096

  private mutating func scan(_ text: String, atMost most: Int, _ take: (WordScanner) -> Void) {
    var text = text
    text.withUTF8 { bytes in
      var cutter = WordCutter(bytes)
      repeat {
        words.removeAll(keepingCapacity: true)
        forms.removeAll(keepingCapacity: true)
        cutter.cut(atMost: most, &words, &forms)
        take(self)
      } while !cutter.isDone
    }
  }
}
