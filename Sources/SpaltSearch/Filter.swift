/// Which texts a query is about, whatever their words say.
///
/// Conditions on one field are alternatives; conditions on different fields must all hold.
public struct Filter: Equatable, Sendable {
  /// What is known of a text besides its words.
  public enum Field: String, CaseIterable, Sendable {
    case title
    /// The language, by its code or name.
    case language = "lang"
    /// The publisher.
    case source
    case kind
    case date
    /// The tags of its notes.
    case tag
    /// The words of its notes.
    case note
    /// `has:note`.
    case has
  }

  public struct Condition: Equatable, Sendable {
    public var field: Field
    public var value: String
    /// Whether it must hold, or must not.
    public var isWanted: Bool

    public init(_ field: Field, _ value: String, isWanted: Bool = true) {
      self.field = field
      self.value = value
      self.isWanted = isWanted
    }

    /// The value without the `*` at its end.
    public var letters: String {
      var letters = value
      while letters.hasSuffix("*") { letters.removeLast() }
      return letters
    }

    /// The value as words to look for: in any form, or by their beginning where it ends in `*`.
    public var term: Query.Term { value.hasSuffix("*") ? .prefix(letters) : .word(value) }
  }

  public var conditions: [Condition]

  public init(_ conditions: [Condition] = []) { self.conditions = conditions }

  public var isEmpty: Bool { conditions.isEmpty }

  /// The conditions on notes alone: `note:` and `tag:`.
  public var aboutNotes: [Condition] {
    conditions.filter { [.note, .tag].contains($0.field) }
  }
}

/// The days a `date:` asks for.
public struct DateSpan: Equatable, Sendable {
  /// The first and last day as `2020-03-01`, `nil` where the span is open.
  public let first: String?
  public let last: String?

  /// Reads `2020`, `2020-03`, `2020-03-31`, `2020..2022`, `2020-06..` and `..2022`.
  ///
  /// - Returns: `nil` when it is none of these.
  public init?(_ text: String) {
    let parts = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), let start = parts.first, let end = parts.last,
      !(start.isEmpty && end.isEmpty)
    else { return nil }
    guard start.isEmpty || Self.isDate(start), end.isEmpty || Self.isDate(end) else { return nil }
    first = start.isEmpty ? nil : start + "-01-01".dropFirst(start.count - 4)
    // No month is longer, and days are compared as text.
    last = end.isEmpty ? nil : end + "-12-31".dropFirst(end.count - 4)
  }

  /// Whether it ends before it begins.
  var isReversed: Bool {
    if let first, let last { first > last } else { false }
  }

  private static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let lengths = [4, 2, 2]
    guard (1...3).contains(parts.count) else { return false }
    return zip(parts, lengths).allSatisfy { part, length in
      part.utf8.count == length && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
    } && (parts.count < 2 || (1...12).contains(Int(parts[1]) ?? 0))
      && (parts.count < 3 || (1...31).contains(Int(parts[2]) ?? 0))
  }
}
