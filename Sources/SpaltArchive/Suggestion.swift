internal import GRDB
internal import SpaltSearch

/// What may have been meant by a query that found nothing: the same query with words of the archive
/// for those that it does not have.
struct Suggestion {
  /// `nil` when nothing better is known.
  private(set) var query: Query?
  private let request: SearchRequest
  private let filter: IndexFilter
  private let view: IndexView

  init(_ request: SearchRequest, _ filter: IndexFilter, _ view: IndexView) throws {
    (self.request, self.filter, self.view) = (request, filter, view)
    var unknown: [(range: Range<Int>, others: [String])] = []
    for word in request.query.correctableWords where try isUnknown(word) {
      let others = try others(for: word)
      if !others.isEmpty { unknown.append((word.range, others)) }
    }
    guard let most = unknown.map(\.others.count).max() else { return }
    // Of one word all that it may be is tried; of several, only what is nearest to each.
    for number in 0..<(unknown.count == 1 ? most : 1) {
      let other = request.query.replacing(unknown.map { ($0.range, $0.others[number]) })
      if try finds(other) {
        query = other
        return
      }
    }
  }

  /// While the last word is being typed, the beginning of a word that the archive has is none it
  /// does not have; a number may be any.
  private func isUnknown(_ word: Token) throws -> Bool {
    guard word.form.contains(where: \.isLetter) else { return false }
    let isUnfinished =
      request.isTyping && request.query.completingLastWord() != nil
      && word.range.upperBound == request.query.typed.utf8.count
    if try isUnfinished && TermList.hasStem(beginningWith: word.form, view.database) {
      return false
    }
    return try !TermList.holds(word.form, view.database)
  }

  /// The nearest words of the archive, as texts have them.
  private func others(for word: Token) throws -> [String] {
    try TermList.suggestions(for: word.form, view.keys, view.database).compactMap { form in
      guard form.contains(where: \.isLetter) else { return nil }
      return try TermList.isWord(form, view.database)
        ? form : TermList.spelling(ofWhole: form, until: view.stop, view.database)
    }
  }

  /// Whether a query finds anything as it stands, the filter being the same.
  private func finds(_ query: Query) throws -> Bool {
    var request = request
    (request.query, request.after, request.texts) = (query, nil, 1)
    for attempt in try Attempt.all(of: request, view.database) where attempt.reach == .near {
      var search = try IndexSearch(request, attempt, filter, view)
      if request.scope != .texts { try search.searchNotes(view) }
      if request.scope != .notes, search.found.isEmpty { try search.searchTexts(after: nil) }
      if !search.found.isEmpty { return true }
    }
    return false
  }
}
