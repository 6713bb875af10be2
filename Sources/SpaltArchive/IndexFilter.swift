internal import Foundation
internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// The filter of a query as a condition on rows of `text`.
struct IndexFilter {
  /// The query of the texts it lets in, as `text.id`, to which conditions can be added; `nil` when
  /// every text comes into question.
  private(set) var condition: String?
  private(set) var arguments: StatementArguments = []
  /// What a note must have besides, as its words and tags say.
  let aboutNotes: [Filter.Condition]

  private let view: IndexView

  init(_ filter: Filter, _ view: IndexView) throws {
    self.view = view
    aboutNotes = filter.aboutNotes
    var parts: [String] = []
    for field in Filter.Field.allCases {
      for isWanted in [true, false] {
        let conditions = filter.conditions.filter { $0.field == field && $0.isWanted == isWanted }
        if conditions.isEmpty { continue }
        var choices: [String] = []
        for condition in conditions {
          choices.append(try text(of: condition))
        }
        let choice = "(" + choices.joined(separator: " OR ") + ")"
        // What is not known of a text is not what is left out.
        parts.append(isWanted ? choice : "NOT ifnull(\(choice), 0)")
      }
    }
    if !parts.isEmpty {
      condition = """
        SELECT text.id FROM text JOIN version ON version.id = text.version
        WHERE NOT removed AND \(parts.joined(separator: " AND "))
        """
    }
  }

  private mutating func text(of condition: Filter.Condition) throws -> String {
    let (value, database) = (condition.value, view.database)
    switch condition.field {
    case .language:
      // What is not wanted is what was named, and nothing beside it.
      let languages =
        condition.isWanted
        ? Language.named(value, among: view.languages) : Language.named(value)
      return try choice("version.language", among: languages.map(\.rawValue))
    case .kind:
      let wanted = condition.letters.lowercased()
      return try choice(
        "version.kind",
        among: values(of: "kind").filter { Self.hasWord(beginning: wanted, $0) })
    case .source:
      let wanted = condition.letters.lowercased()
      let publishers = try Row.fetchAll(database, sql: Self.publishers)
        .compactMap { $0.textIfAny(0) }
        .filter { wanted.isEmpty || $0.lowercased().contains(wanted) }
      return try choice("version.publisher", among: publishers)
    case .date:
      guard let span = DateSpan(value) else { return "0" }
      arguments += [span.first ?? "", span.last ?? "9999-12-31"]
      // A date that lacks day or month counts from its first.
      return """
        (version.date >= substr(?, 1, length(version.date)) AND substr(version.date, 1, 10) <= ? \
        AND version.date <> '')
        """
    case .title:
      guard let expression = try expression(for: condition.term) else { return "0" }
      arguments += [expression]
      return "text.id IN (SELECT rowid FROM headline WHERE headline MATCH ?)"
    case .note:
      guard let expression = try expression(for: condition.term) else { return "0" }
      arguments += [expression]
      return """
        text.name IN (SELECT note.text FROM annotation JOIN note ON note.id = annotation.rowid
        WHERE annotation MATCH ? AND NOT deleted)
        """
    case .tag:
      let names = try Row.fetchAll(database, sql: "SELECT text, tags FROM note WHERE NOT deleted")
        .filter { Self.has(condition, Exact($0.text(1)).lines) }.map { $0.text(0) }
      return try choice("text.name", among: Array(Set(names)))
    case .has: return "text.name IN (SELECT note.text FROM note WHERE NOT deleted)"
    }
  }

  /// Each publisher once: from one to the next in their index, for to read all of it takes as long as
  /// a search.
  private static let publishers = """
    WITH RECURSIVE each(publisher) AS (
      SELECT min(publisher) FROM version
      UNION ALL
      SELECT (SELECT min(publisher) FROM version WHERE publisher > each.publisher)
      FROM each WHERE each.publisher IS NOT NULL)
    SELECT publisher FROM each WHERE publisher IS NOT NULL
    """

  /// Whether a note's tags hold the one asked for, letter case and their sign aside.
  static func has(_ condition: Filter.Condition, _ tags: [String]) -> Bool {
    let name = { (tag: String) in tag.lowercased().drop { $0 == "#" } }
    let wanted = name(condition.letters)
    let isBeginning = condition.letters != condition.value
    return tags.lazy.map(name).contains { isBeginning ? $0.hasPrefix(wanted) : $0 == wanted }
  }

  /// Whether one of some words begins with small letters, which may go on into the words after it.
  private static func hasWord(beginning letters: String, _ words: String) -> Bool {
    var rest = words.lowercased()[...]
    while true {
      if rest.hasPrefix(letters) { return true }
      guard let space = rest.firstIndex(of: " ") else { return false }
      rest = rest[rest.index(after: space)...]
    }
  }

  private func values(of column: String) throws -> [String] {
    try Row.fetchAll(
      view.database,
      sql: "SELECT DISTINCT \(column) FROM version WHERE \(column) IS NOT NULL"
    ).compactMap { $0.textIfAny(0) }
  }

  private mutating func choice(_ column: String, among values: [String]) throws -> String {
    arguments += [String(decoding: try JSONEncoder().encode(values), as: UTF8.self)]
    return "\(column) IN (SELECT value FROM json_each(?))"
  }

  /// Words in any form and compound, or by their beginning.
  private func expression(for term: Query.Term) throws -> String? {
    let query = Query([Query.Conjunction(wanted: [term])])
    let matchers = Dictionary(
      uniqueKeysWithValues: Set(view.languages).union([.undetermined]).map {
        ($0, Matcher(query, language: $0))
      })
    var expressions = IndexExpressions(matchers: matchers, areTexts: false, view)
    return try expressions.expression(upTo: .infix)?.text
  }
}
