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
  /// hold it inside: they are what is meant, and found in a tenth of the time. In an archive of many
  /// texts the others wait until nothing else is found or the word is done.
  static func all(of request: SearchRequest, _ database: Database) throws -> [Attempt] {
    var ways = [Attempt(number: 0, query: request.query, reach: .near)]
    var isUnfinished = false
    if request.isTyping,
      let completed = try request.query.completingLastWord(isInsideToo: hasFewTexts(database))
    {
      let form = formOfLastWord(of: request.query)
      let isHeld = try form.map { try TermList.holds($0, database) } ?? true
      let way = Attempt(number: 1, query: completed, reach: .near)
      ways.insert(way, at: isHeld ? 1 : 0)
      isUnfinished =
        try !isHeld && form.map { try TermList.hasStem(beginningWith: $0, database) } ?? false
    }
    ways.append(Attempt(number: 2, query: request.query, reach: .folded))
    // What is the beginning of a word is no slip yet.
    if !isUnfinished { ways.append(Attempt(number: 3, query: request.query, reach: .fuzzy)) }
    return ways
  }

  /// Whether texts are so few that to look inside words for every key is quick.
  private static func hasFewTexts(_ database: Database) throws -> Bool {
    (try Int64.fetchOne(database, sql: "SELECT max(id) FROM text") ?? 0) <= fewTexts
  }

  private static let fewTexts: Int64 = 20_000

  /// `nil` when the last word is no plain one.
  private static func formOfLastWord(of query: Query) -> String? {
    guard case .word(let word)? = query.alternatives.last?.wanted.last else { return nil }
    let tokens = Token.tokens(in: word)
    return tokens.count == 1 ? tokens.first?.form : nil
  }
}
