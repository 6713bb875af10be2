internal import GRDB
internal import SpaltSearch

/// One way to read a query; the first that finds anything is taken.
struct Attempt {
  /// Its name in page tokens, wherever it stands in the order.
  var number: Int
  var query: Query
  var reach: Reach

  /// Nearest first: what is written otherwise is only offered when nothing is written so.
  ///
  /// While a word is being typed that no text has, the words it begins come before those that
  /// hold it inside: they are what is meant, and found in a tenth of the time.
  static func all(of request: SearchRequest, _ database: Database) throws -> [Attempt] {
    var ways = [Attempt(number: 0, query: request.query, reach: .near)]
    if request.isTyping, let completed = request.query.completingLastWord {
      let way = Attempt(number: 1, query: completed, reach: .near)
      ways.insert(way, at: try holdsLastWord(of: request.query, database) ? 1 : 0)
    }
    return ways + [
      Attempt(number: 2, query: request.query, reach: .folded),
      Attempt(number: 3, query: request.query, reach: .fuzzy),
    ]
  }

  private static func holdsLastWord(of query: Query, _ database: Database) throws -> Bool {
    guard case .word(let word)? = query.alternatives.last?.wanted.last else { return true }
    let tokens = Token.tokens(in: word)
    guard tokens.count == 1, let token = tokens.first else { return true }
    return try TermList.holds(token.form, database)
  }
}
