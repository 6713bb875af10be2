/// What every role looks like.
public struct Theme: Equatable, Sendable {
  public var name: String
  /// A role that is missing here looks like the one it falls back on.
  public var looks: [Role: Look]

  public init(name: String, looks: [Role: Look]) {
    self.name = name
    self.looks = looks
  }

  /// No colours at all, so it reads on any terminal.
  public static let plain = Theme(
    name: "plain",
    looks: [
      .body: Look(), .heading: Look([.bold]), .title: Look([.bold, .reverse]),
      .status: Look([.reverse]), .secondary: Look([.dim]), .quote: Look([.italic]), .note: Look(),
      .noteMark: Look([.bold]), .passage: Look([.underline]),
      .yellow: Look([.underline]), .green: Look([.underline]), .blue: Look([.underline]),
      .red: Look([.underline]), .purple: Look([.underline]), .cursor: Look([.bold]),
      // A passage underlines what lies over it, and marked words are bold or italic: so hits are
      // reversed, and a hit in bold words is not bold for that.
      .selection: Look([.italic, .reverse]), .hit: Look([.reverse]),
      .currentHit: Look([.bold, .underline, .reverse]), .row: Look([.bold, .reverse]),
      .key: Look([.bold]), .ruler: Look(), .input: Look([.underline]), .notice: Look([.italic]),
      .failure: Look([.bold, .reverse]),
    ])

  /// The look of a role: its own, or that of the nearest role it falls back on.
  public func look(of role: Role) -> Look {
    if let look = looks[role] { return look }
    guard let fallback = role.fallback else { return Look() }
    return look(of: fallback)
  }

  /// The theme for a terminal without colours.
  ///
  /// A coloured theme without its colours would lose bars, selections and hits; the plain one was
  /// made for attributes alone. A theme that has no colours stays as it is.
  public var colorless: Theme {
    let hasColors = looks.values.contains {
      $0.foreground != .default || $0.background != .default
    }
    return hasColors ? .plain : self
  }
}

extension Role {
  /// The role whose look stands in for this one; `nil` for body, on which all rest.
  public var fallback: Role? {
    switch self {
    case .body: nil
    case .currentHit: .hit
    case .hit, .row: .selection
    case .noteMark, .passage: .note
    case .yellow, .green, .blue, .red, .purple: .passage
    case .status: .title
    case .key: .heading
    case .failure: .notice
    case .ruler: .secondary
    case .heading, .title, .secondary, .quote, .note, .cursor, .selection, .input, .notice: .body
    }
  }
}
