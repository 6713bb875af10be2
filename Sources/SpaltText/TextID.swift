/// The name of a text within one archive, for example `expressen-pisa`.
///
/// Opaque and stable: never a row number or a path.
public struct TextID: Hashable, Sendable, RawRepresentable, Comparable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }

  public static func < (left: TextID, right: TextID) -> Bool { left.rawValue < right.rawValue }
}
