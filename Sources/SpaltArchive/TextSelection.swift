internal import CFullTextRank
internal import GRDB

/// The texts that an expression lets in, found from the lists of its words.
final class TextSelection {
  private let pointer: OpaquePointer
  /// The lists that the selection looks into.
  private let postings: [WordPostings]

  private init(_ pointer: OpaquePointer, _ postings: [WordPostings]) {
    self.pointer = pointer
    self.postings = postings
  }

  deinit { full_text_selection_free(pointer) }

  /// Texts with all words of one of the alternatives, each word in any of its forms; `rows` is one
  /// more than the highest row of a text.
  static func find(
    _ alternatives: [[SearchedWord]], rows: Int64,
    _ postings: ([SearchedForm]) throws -> WordPostings
  ) throws -> TextSelection {
    var lists: [WordPostings] = []
    guard let made = full_text_selection_make(rows) else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
    do {
      for words in alternatives {
        try demand(full_text_selection_begin_alternative(made))
        for word in words {
          try demand(full_text_selection_begin_word(made))
          for forms in word.forms where !forms.isEmpty {
            let list = try postings(forms)
            lists.append(list)
            try demand(full_text_selection_add(made, list.pointer))
          }
        }
      }
      try check(full_text_selection_find(made))
    } catch {
      full_text_selection_free(made)
      throw error
    }
    return TextSelection(made, lists)
  }

  private static func demand(_ isDone: Int32) throws {
    if isDone == 0 { throw DatabaseError(resultCode: .SQLITE_NOMEM) }
  }

  func keep(_ rows: TextRows) { full_text_selection_keep(pointer, rows.pointer) }
  func drop(_ other: TextSelection) { full_text_selection_drop(pointer, other.pointer) }
  func drop(before row: Int64) { full_text_selection_drop_before(pointer, row) }

  var count: Int { Int(full_text_selection_count(pointer)) }

  /// All rows, in their order.
  var all: [Int64] { newest(before: .max, count: count).reversed() }

  /// The newest texts before one, newest first.
  func newest(before row: Int64, count: Int) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: count) { rows, found in
      found = full_text_selection_newest(pointer, row, rows.baseAddress, count)
    }
  }

  /// So few texts that their lengths are looked up by themselves.
  private static let fewTexts = 500

  /// The best texts that come after a place in the order of scores.
  func best(
    after place: PagePlace, count: Int, wantsNearness: Bool, _ lengths: TextLengths,
    _ reader: PostingsReader, _ database: Database
  ) throws -> [IndexSearch.Candidate] {
    try lengths.load(self.count > Self.fewTexts ? nil : all, database)
    var rows = [Int64](repeating: 0, count: count)
    var scores = [Double](repeating: 0, count: count)
    var found = 0
    try check(
      full_text_selection_best(
        pointer, reader.pointer, lengths.pointer, wantsNearness ? 1 : 0, place.score, place.row,
        &rows, &scores, count, &found))
    return (0..<found).map { IndexSearch.Candidate(row: rows[$0], score: scores[$0]) }
  }
}

/// A word of a query as the words of the archive that it can mean: the nearest first, those of a
/// tier together, so that what is known of them serves every tier.
struct SearchedWord: Equatable {
  var forms: [[SearchedForm]]

  /// The same with so many of its forms, the nearest.
  func first(_ count: Int) -> SearchedWord {
    var left = count
    return SearchedWord(
      forms: forms.map { tier in
        let few = tier.prefix(left)
        left -= few.count
        return Array(few)
      })
  }
}
