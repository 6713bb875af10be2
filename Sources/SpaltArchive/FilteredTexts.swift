internal import GRDB
internal import SpaltText

/// Which texts a filter lets in, asked of one after the other as long as these are few.
///
/// To ask all texts of a large archive takes longer than a search, of which a page needs some twenty.
final class FilteredTexts {
  private let filter: IndexFilter
  private let text: TextID?
  private let lists: TextLists
  private let database: Database
  /// What is known of single texts.
  private var answers: [Int64: Bool] = [:]
  /// All that are let in, once they are known.
  private var all: TextRows?

  init(_ filter: IndexFilter, _ text: TextID?, _ lists: TextLists, _ database: Database) throws {
    (self.filter, self.text, self.lists, self.database) = (filter, text, lists, database)
    all = try text == nil ? lists.knownTexts(in: filter, nil) : lists.texts(in: filter, text)
  }

  /// Texts asked of by themselves, at most: so many take a third as long as all of a hundred thousand.
  private static let mostAsked = 600

  /// Leaves in a selection what is let in, where all is known; else that is for ``letsIn(_:)``.
  ///
  /// - Returns: Whether it was done.
  func narrowIfKnown(_ texts: TextSelection) -> Bool {
    guard let all else { return false }
    texts.keep(all)
    return true
  }

  /// Leaves in a selection what is let in.
  func narrow(_ texts: TextSelection) throws {
    let all = try all ?? lists.texts(in: filter, text)
    self.all = all
    texts.keep(all)
  }

  /// The first of ranked texts that are let in; `nil` when so many were asked of that all of them
  /// should be.
  func first(
    _ count: Int, after place: PagePlace,
    _ ranked: (PagePlace, Int) throws -> [IndexSearch.Candidate]
  ) throws -> [IndexSearch.Candidate]? {
    var found: [IndexSearch.Candidate] = []
    var place = place
    while true {
      let more = try ranked(place, 8 * count)
      for candidate in more {
        guard let isLetIn = try letsIn(candidate.row) else { return nil }
        if isLetIn { found.append(candidate) }
        if found.count == count { return found }
      }
      guard more.count == 8 * count, let last = more.last else { return found }
      (place.score, place.row) = (last.score, last.row)
    }
  }

  /// Whether a text is let in; `nil` when so many were asked of that all of them should be.
  func letsIn(_ row: Int64) throws -> Bool? {
    if let known = answers[row] { return known }
    guard let condition = filter.condition, answers.count < Self.mostAsked else { return nil }
    let found = try Int64.fetchOne(
      database.cachedStatement(sql: condition + " AND text.id = ?"),
      arguments: filter.arguments + [row])
    answers[row] = found != nil
    return found != nil
  }
}
