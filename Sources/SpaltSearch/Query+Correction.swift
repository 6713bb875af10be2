internal import SpaltText

extension Query {
  /// The words to look for as they were typed, which may be misspelt; their ranges are of ``typed``.
  ///
  /// Beginnings, words to leave out and filters are none of them.
  public var correctableWords: [Token] {
    places.flatMap { place in
      Token.tokens(in: String(typed.slice(place))).filter { $0.span == 1 }.map { token in
        var token = token
        token.range =
          place.lowerBound + token.range.lowerBound..<place.lowerBound + token.range.upperBound
        return token
      }
    }
  }

  /// The query with other words for some, by their ranges in ``typed``, in order; all else is as it
  /// was typed.
  public func replacing(_ words: [(range: Range<Int>, word: String)]) -> Query {
    var text = ""
    var from = 0
    for (range, word) in words {
      text += typed.slice(from..<range.lowerBound) + word
      from = range.upperBound
    }
    return Query(parsing: text + typed.slice(from..<typed.utf8.count))
  }
}
