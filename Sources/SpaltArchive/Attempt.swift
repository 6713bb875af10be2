internal import SpaltSearch

/// One way to read a query; the first that finds anything is taken.
struct Attempt {
  var number: Int
  var query: Query
  var reach: Reach

  /// Nearest first: what is written otherwise is only offered when nothing is written so.
  static func all(of request: SearchRequest) -> [Attempt] {
    var ways: [(Query, Reach)] = [(request.query, .near)]
    if request.isTyping, let completed = request.query.completingLastWord {
      ways.append((completed, .near))
    }
    ways += [(request.query, .folded), (request.query, .fuzzy)]
    return ways.enumerated().map { Attempt(number: $0, query: $1.0, reach: $1.1) }
  }
}
