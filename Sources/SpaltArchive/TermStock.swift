internal import GRDB
internal import SpaltSearch
internal import SpaltText
internal import Synchronization

/// What one program remembers of the term list while it takes in many texts: which words the list
/// has, and which ones were analysed already.
///
/// Only a short cut. The list itself is asked where this does not know, and what it remembers of
/// a list that has changed otherwise is forgotten.
final class TermStock: Sendable {
  private struct State {
    /// Words whose keys were worked out by this program.
    var analysed = TermSet()
    /// Words in the list up to `last`.
    var listed = TermSet()
    /// The last row of the list that was seen, with its words.
    var last: (row: Int64, words: String)?
  }

  private let state = Mutex(State())

  /// The words of a text, with the keys of those that come for the first time.
  func analysed(
    _ words: [(id: TermID, word: String)], _ language: Language
  ) -> [IndexEntry.Term] {
    let isNew = state.withLock { state in words.map { state.analysed.insert($0.id) } }
    let analysis = TermAnalysis(language)
    return zip(words, isNew).map { word, isNew in
      IndexEntry.Term(
        id: word.id, word: word.word, keys: isNew ? TermKeys.all(of: word.word, analysis) : nil)
    }
  }

  /// Reads the words that came into the list since this was last asked.
  func refresh(_ database: Database) throws {
    var last = state.withLock { $0.last }
    if let known = last {
      let words = try String.fetchOne(
        database.cachedStatement(sql: "SELECT words FROM term WHERE id = ?"),
        arguments: [known.row])
      // The list was made anew, or what was added to it was taken back.
      if words != known.words {
        last = nil
        state.withLock { ($0.listed, $0.last) = (TermSet(), nil) }
      }
    }
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT term.id, words, term_language.language
          FROM term JOIN term_language ON term_language.id = term.language WHERE term.id > ?
          """),
      arguments: [last?.row ?? 0])
    var added: [TermID] = []
    while let row = try rows.next() {
      let words = row.text(1)
      last = (Int64(row.integer(0)), words)
      let language = TermID(Language(rawValue: row.text(2)))
      added += words.utf8.split(separator: 0x20).map { language.joined(with: $0) }
    }
    state.withLock { state in
      for id in added { state.listed.insert(id) }
      state.last = last
    }
  }

  /// The words that the list lacks; they count as listed when ``wrote(_:_:)`` follows.
  func unlisted(among terms: [IndexEntry.Term]) -> [IndexEntry.Term] {
    state.withLock { state in
      let unlisted = terms.filter { state.listed.insert($0.id) }
      // Should the writing fail half way, nothing of what is remembered holds.
      if !unlisted.isEmpty { state.last = (-1, "") }
      return unlisted
    }
  }

  /// Notes the last row written.
  func wrote(_ row: Int64, _ words: String) {
    state.withLock { $0.last = (row, words) }
  }
}
