/// One terminal cell.
///
/// Two machine words, so that a screen is copied and compared at the speed of memory.
public struct Cell: Equatable, Sendable {
  /// The letter and its first two marks, 21 bits each; 0 to the right of a double-width character.
  private(set) var letters: UInt64
  /// The third and fourth mark, 21 bits each, then 5 bits of role, 4 of traits and 13 of link.
  private(set) var rest: UInt64

  /// A letter and this many marks: what ``Glyph/shown(for:)`` gives at most.
  static let mostScalars = 5
  static let bitsOfScalar = 21
  /// What of ``rest`` are marks.
  static let lateMarks: UInt64 = 1 << 42 - 1
  private static let scalar: UInt64 = 1 << 21 - 1
  private static let roleShift: UInt64 = 42
  private static let roleMask: UInt64 = 0x1F
  private static let traitsShift: UInt64 = 47
  private static let traitsMask: UInt64 = 0xF
  static let linkShift: UInt64 = 51
  /// More than ever lead somewhere on one screen.
  static let mostLinks: UInt32 = 1 << 13 - 1

  /// A cell with a grapheme cluster, of which the letter and the first four marks are kept; `nil`
  /// to the right of a double-width character.
  public init(_ character: Character?, _ role: Role = .body, _ traits: Traits = []) {
    letters = 0
    rest = UInt64(role.rawValue) << Self.roleShift | UInt64(traits.rawValue) << Self.traitsShift
    if let character { put(character) }
  }

  /// A cell with one scalar that is a letter of one cell.
  init(scalar: UInt32, _ role: Role, _ traits: Traits) {
    letters = UInt64(scalar)
    rest = UInt64(role.rawValue) << Self.roleShift | UInt64(traits.rawValue) << Self.traitsShift
  }

  /// The same cell with another scalar that is a letter of one cell.
  @inline(__always)
  func with(scalar: UInt32) -> Cell {
    var cell = self
    cell.letters = UInt64(scalar)
    return cell
  }

  private mutating func put(_ character: Character) {
    var shift = 0
    for scalar in character.unicodeScalars.prefix(Self.mostScalars) {
      // A cell with nothing in it is a blank, not half a character.
      let value = UInt64(scalar.value == 0 ? 0x20 : scalar.value)
      if shift < 63 {
        letters |= value << UInt64(shift)
      } else {
        rest |= value << UInt64(shift - 63)
      }
      shift += Self.bitsOfScalar
    }
  }

  /// A grapheme cluster, or `nil` to the right of a double-width character.
  public var character: Character? {
    guard letters != 0 else { return nil }
    var view = String.UnicodeScalarView()
    for scalar in Self.scalars(letters, rest) { view.append(scalar) }
    return Character(String(view))
  }

  public var role: Role {
    get {
      Role(rawValue: UInt8(truncatingIfNeeded: rest >> Self.roleShift & Self.roleMask)) ?? .body
    }
    set {
      rest &= ~(Self.roleMask << Self.roleShift)
      rest |= UInt64(newValue.rawValue) << Self.roleShift
    }
  }

  public var traits: Traits {
    get {
      Traits(rawValue: UInt8(truncatingIfNeeded: rest >> Self.traitsShift & Self.traitsMask))
    }
    set {
      rest &= ~(Self.traitsMask << Self.traitsShift)
      rest |= UInt64(newValue.rawValue) << Self.traitsShift
    }
  }

  /// The number of the address it leads to, as ``CellBuffer/address(ofLink:)`` knows it; 0 for none.
  public var link: UInt32 {
    get { UInt32(truncatingIfNeeded: rest >> Self.linkShift) }
    set {
      rest &= 1 << Self.linkShift - 1
      rest |= UInt64(newValue & Self.mostLinks) << Self.linkShift
    }
  }

  /// Whether this is the right half of a double-width character.
  var isRightHalf: Bool { letters == 0 }

  /// Role, in the low 5 bits, and traits in one number under 512.
  var look: Int { Int(truncatingIfNeeded: rest >> Self.roleShift) & 0x1FF }

  /// Takes the character away, keeping role and traits.
  mutating func blank() {
    letters = 0x20
    rest &= ~Self.lateMarks
  }

  /// The scalars in the two words of a cell.
  static func scalars(_ letters: UInt64, _ rest: UInt64) -> [Unicode.Scalar] {
    let late = rest & lateMarks
    let values = [
      letters & scalar, letters >> 21 & scalar, letters >> 42 & scalar, late & scalar, late >> 21,
    ]
    return values.prefix { $0 != 0 }.compactMap { Unicode.Scalar(UInt32($0)) }
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
