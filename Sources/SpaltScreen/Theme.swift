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
  ///
  /// The last resort when no theme can be read.
  public static let plain = Theme(
    name: "plain",
    looks: [
      .body: Look(), .heading: Look(.bold), .title: Look(.reverse), .status: Look(.reverse),
      .noteMark: Look(.bold), .passage: Look(.underline), .cursor: Look(.bold),
      .selection: Look(.reverse), .hit: Look([.bold, .underline]),
      .currentHit: Look([.bold, .reverse]), .row: Look(.reverse), .key: Look(.bold),
      .failure: Look([.bold, .reverse]),
    ])

  /// The look of a role: its own, or that of the nearest role it falls back on.
  public func look(of role: Role) -> Look {
    if let look = looks[role] { return look }
    guard let fallback = role.fallback else { return Look() }
    return look(of: fallback)
  }

  /// The look of a role on a terminal without colours.
  ///
  /// A background of its own is what sets a bar or a selection apart, so it becomes reverse.
  public func colorlessLook(of role: Role) -> Look {
    let look = look(of: role)
    var attributes = look.attributes
    if look.background != self.look(of: .body).background {
      attributes.formSymmetricDifference(.reverse)
    }
    return Look(attributes)
  }
}

extension Look {
  fileprivate init(_ attributes: Attributes) {
    self.init(foreground: .default, background: .default, attributes)
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
    case .status: .title
    case .key: .heading
    case .failure: .notice
    case .ruler: .secondary
    case .heading, .title, .secondary, .quote, .note, .cursor, .selection, .input, .notice: .body
    }
  }
}
