internal import Foundation
internal import GRDB
internal import SpaltSearch
internal import SpaltText

/// The filter of a query as a condition on rows of `text`.
struct IndexFilter {
  /// `nil` when every text comes into question.
  private(set) var condition: String?
  private(set) var arguments: StatementArguments = []
  /// What a note must have besides, as its words and tags say.
  let aboutNotes: [Filter.Condition]

  private let view: IndexView

  init(_ filter: Filter, _ view: IndexView) throws {
    self.view = view
    let (languages, database) = (view.languages, view.database)
    aboutNotes = filter.aboutNotes
    var parts: [String] = []
    for field in Filter.Field.allCases {
      for isWanted in [true, false] {
        let conditions = filter.conditions.filter { $0.field == field && $0.isWanted == isWanted }
        if conditions.isEmpty { continue }
        var choices: [String] = []
        for condition in conditions {
          choices.append(try text(of: condition, languages, database))
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

  private mutating func text(
    of condition: Filter.Condition, _ languages: [Language], _ database: Database
  ) throws -> String {
    let value = condition.value
    switch condition.field {
    case .language:
      arguments += [value.lowercased()]
      return "version.language = ?"
    case .kind:
      arguments += [value.lowercased()]
      return "ifnull(lower(version.kind), '') = ?"
    case .source:
      let wanted = value.lowercased()
      let publishers = try Row.fetchAll(
        database, sql: "SELECT DISTINCT publisher FROM version WHERE publisher IS NOT NULL"
      ).compactMap { $0.textIfAny(0) }.filter { $0.lowercased().contains(wanted) }
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
      guard let expression = try expression(for: [value], languages, database) else { return "0" }
      arguments += [expression]
      return "text.id IN (SELECT rowid FROM headline WHERE headline MATCH ?)"
    case .note:
      guard let expression = try expression(for: [value], languages, database) else { return "0" }
      arguments += [expression]
      return """
        text.name IN (SELECT note.text FROM annotation JOIN note ON note.id = annotation.rowid
        WHERE annotation MATCH ? AND NOT deleted)
        """
    case .tag:
      let names = try Row.fetchAll(database, sql: "SELECT text, tags FROM note WHERE NOT deleted")
        .filter { Self.has(value, Exact($0.text(1)).lines) }.map { $0.text(0) }
      return try choice("text.name", among: Array(Set(names)))
    case .has: return "text.name IN (SELECT note.text FROM note WHERE NOT deleted)"
    }
  }

  /// Whether a note's tags hold one, letter case aside.
  static func has(_ tag: String, _ tags: [String]) -> Bool {
    let wanted = tag.lowercased()
    return tags.contains { $0.lowercased() == wanted || $0.lowercased() == "#" + wanted }
  }

  private mutating func choice(_ column: String, among values: [String]) throws -> String {
    arguments += [String(decoding: try JSONEncoder().encode(values), as: UTF8.self)]
    return "\(column) IN (SELECT value FROM json_each(?))"
  }

  /// Words in any form and compound.
  private func expression(
    for words: [String], _ languages: [Language], _ database: Database
  ) throws -> String? {
    let query = Query([Query.Conjunction(wanted: words.map(Query.Term.word))])
    let matchers = Dictionary(
      uniqueKeysWithValues: Set(languages).union([.undetermined]).map {
        ($0, Matcher(query, language: $0))
      })
    var expressions = IndexExpressions(matchers: matchers, areTexts: false, view)
    return try expressions.expression(upTo: .infix)?.text
  }
}
