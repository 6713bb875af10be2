internal import SpaltSearch

extension Words {
  static let searchPrompt = "Search: "
  static let searching = "searching …"
  static let counting = "counting …"
  static let notesGroup = "NOTES"
  static let textsGroup = "TEXTS"
  static let noHits = "Nothing found. A word* finds its beginnings; -word leaves a word out."
  static func noHits(within filters: [String]) -> String {
    "Nothing found within \(filters.joined(separator: " ")); there may be some elsewhere."
  }
  static func didYouMean(_ query: String) -> String {
    "Nothing found. Did you mean “\(query)”? Enter searches for it."
  }
  static let searchIntroduction = "Type what you look for: every key searches texts and notes."

  /// What a query can hold, each with what it means.
  static let searchHelp: [(String, String)] = [
    ("several words", "all of them, in any form, in one passage"),
    ("\"a phrase\"", "these words in this order"),
    ("one OR other", "either of them"),
    ("a (one OR other)", "parentheses hold together: a, and either of them"),
    ("-word", "not this word"),
    ("=word", "as written, no other form"),
    ("~word", "whatever its rings and dots: ~for finds för"),
    ("word*", "whatever begins so"),
    ("one NEAR/5 other", "at most five words between them"),
    ("title:word", "the title has it"),
    ("lang:da", "texts in Danish; sv, no, en, de, or by name"),
    ("source:name", "published by; \"\" around several words"),
    ("kind:report", "texts of this kind; the beginning of a word will do"),
    ("date:2020..2022", "2020 to 2022; date:2020-03 one month; date:2020.. since"),
    ("note:word", "a note has the word; note:word* whatever begins so"),
    ("tag:name", "a note has the tag"),
    ("has:note", "texts with a note"),
  ]
  static let searchHelpHeading = "What a query can hold"
  static let searchKeysHeading = "Keys while searching"
  static let searchKeyHelp: [(String, String)] = [
    ("Tab", "where: all, texts, notes, this text"),
    ("S-Tab", "language, source and year, to choose from"),
    ("C-t", "last added first, or best first"),
    ("C-s", "save this query, or forget it"),
    ("C-g", "this page"),
  ]
  /// What there is no room for is left out, the last but one first.
  static let searchKeys = [
    ("Enter", "open"), ("Esc", "back"), ("Tab", "where"), ("S-Tab", "filter"), ("↑↓", "choose"),
    ("C-g", "help"),
  ]
  static let facetKeys = [("Enter", "filter by it"), ("↑↓", "choose"), ("Esc", "back")]
  static let savedQueries = "Saved (C-s on a query forgets it)"
  static let recentQueries = "Searched for"
  static let querySaved = "Saved. It is offered when the field is empty."
  static let queryForgotten = "Forgotten."
  static func place(_ place: SearchScreen.Place, _ order: SearchOrder) -> String {
    let name =
      switch place {
      case .archive(.all): "texts and notes"
      case .archive(.texts): "texts only"
      case .archive(.notes): "notes only"
      case .text: "this text"
      }
    return order == .newest ? "\(name), last added first" : name
  }
  static func hits(_ count: Int) -> String { count == 1 ? "1 hit" : "\(count) hits" }
  static func texts(_ count: Int, of all: Int, orMore: Bool) -> String {
    "\(count) of \(orMore ? "at least " : "")\(all) texts"
  }
  static func moreHits(_ count: Int) -> String { "… \(count) more in this text" }
  static func tier(_ tier: Tier) -> String {
    switch tier {
    case .exact: "as typed"
    case .inflected: "other forms"
    case .compound: "in compounds"
    case .infix: "inside longer words"
    case .folded: "also, written otherwise"
    case .fuzzy: "one letter off"
    }
  }
  static func forms(_ forms: [String]) -> String { "Forms: \(forms.joined(separator: " "))" }
  static func otherwise(_ forms: [String]) -> String {
    "Also, written otherwise (~word): \(forms.joined(separator: " "))"
  }
  static func facetsCounted(in limit: Int, of texts: Int) -> String {
    "Counted in the \(limit) texts added last, not in all \(texts)."
  }
  static let indexDamaged = "The search index is damaged and being made anew. Read on meanwhile."
  static let indexStaysDamaged = "The search index stays damaged; run “spalt check”."
  static func indexing(_ state: IndexState) -> String {
    guard case .building(let done, let all) = state, all > 0 else {
      return "The search index is being made."
    }
    return "The search index is being made: \(done) of \(all) texts."
  }
  static func facetField(_ field: Filter.Field) -> String {
    switch field {
    case .language: "Language"
    case .source: "Source"
    case .date: "Year"
    default: field.rawValue
    }
  }
}
