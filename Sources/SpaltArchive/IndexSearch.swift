internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// One query held against the index: candidates by full text, the truth by the matcher.
struct IndexSearch {
  /// A text that may answer.
  struct Candidate {
    var row: Int64
    var score: Double
  }

  struct Found {
    var hit: Hit
    /// Whether its paragraph lacks some of the words.
    var isLoose: Bool
    var order: Int
  }

  var request: SearchRequest
  let database: Database
  let matchers: [Language: Matcher]
  let filter: IndexFilter
  let reach: Reach
  let attempt: Int
  let generation: Int
  let stop: Stop
  let memory: SearchMemory
  let lists: TextLists?
  let lengths: TextLengths
  /// The texts of the expression that was last asked for.
  var selected: (expression: IndexExpressions.Expression, texts: TextSelection)?
  /// The texts that the filter and the request let in.
  var allowed: TextRows?
  var expressions: IndexExpressions
  var found: [Found] = []
  var texts: Set<Int64> = []
  var completeness = Completeness.exact
  var next: PageToken?
  /// Whether texts come newest first though the best were asked for.
  var isUnranked = false

  /// Texts ranked at most: above, only the newest of them are.
  static let mostRanked = 250_000
  /// Texts held against the matcher for one page, at most.
  static let mostRead = 2000
  /// Hits of one text on a page, at most.
  static let mostHitsOfText = 2000
  static let mostNotes = 500

  init(
    _ request: SearchRequest, _ attempt: Attempt, _ filter: IndexFilter, _ view: IndexView
  ) throws {
    self.request = request
    self.request.query = attempt.query
    self.attempt = attempt.number
    (database, stop) = (view.database, view.stop)
    (memory, lists, lengths) = (view.memory, view.lists, view.lengths)
    reach = attempt.reach
    self.filter = filter
    matchers = Self.matchers(attempt.query, view.languages, attempt.reach)
    expressions = IndexExpressions(matchers: matchers, areTexts: true, view)
    generation = view.generation
  }

  static func matchers(
    _ query: Query, _ languages: [Language], _ reach: Reach
  ) -> [Language: Matcher] {
    Dictionary(
      uniqueKeysWithValues: Set(languages).union([.undetermined]).map {
        ($0, Matcher(query, language: $0, reach: reach))
      })
  }

  /// Whether there are hits, and none in a paragraph with all of the words.
  var isSpread: Bool { !found.isEmpty && found.allSatisfy(\.isLoose) }

  /// Notes before texts, all words together before some, nearest tier first, then by relevance.
  var hits: [Hit] {
    guard request.order == .relevance else {
      return found.sorted {
        ($0.hit.kind == .text ? 1 : 0, $0.order) < ($1.hit.kind == .text ? 1 : 0, $1.order)
      }
      .map(\.hit)
    }
    return found.sorted { left, right in
      let isNote = left.hit.kind == .note
      if isNote != (right.hit.kind == .note) { return isNote }
      if left.isLoose != right.isLoose { return right.isLoose }
      if left.hit.tier != right.hit.tier { return left.hit.tier < right.hit.tier }
      if left.hit.score != right.hit.score { return left.hit.score > right.hit.score }
      return left.order < right.order
    }
    .map(\.hit)
  }
}
