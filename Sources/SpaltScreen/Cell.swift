/// One terminal cell.
public struct Cell: Equatable, Sendable {
  /// A grapheme cluster, or `nil` to the right of a double-width character.
  public var character: Character?
  public var role: Role
  public var traits: Traits
  /// The number of the address it leads to, as ``CellBuffer/address(ofLink:)`` knows it; 0 for none.
  public var link: UInt32 = 0

  public init(_ character: Character?, _ role: Role = .body, _ traits: Traits = []) {
    self.character = character
    self.role = role
    self.traits = traits
  }

  /// What stands whatever the role and the theme, in monochrome too.
  public struct Traits: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let strong = Traits(rawValue: 1)
    public static let emphasis = Traits(rawValue: 2)
    /// A note hangs here.
    public static let underlined = Traits(rawValue: 4)
    /// Stands in the place of a bar, and is as visible.
    public static let reversed = Traits(rawValue: 8)
  }
}

/// A size in terminal cells.
public struct Size: Hashable, Sendable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A place on the screen, counted from 0 at the top left.
public struct ScreenPoint: Hashable, Sendable {
  public var row: Int
  public var column: Int

  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}
