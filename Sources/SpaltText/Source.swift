/// A text as it came, before repair.
public struct Source: Equatable, Sendable {
  /// The name of the file, without its folder.
  public var name: String
  /// SHA-256 of the bytes as 64 lower-case hexadecimal digits; names the version of the text.
  public var digest: String
  /// The size of the file in bytes.
  public var byteCount: Int
  /// The bytes decoded.
  ///
  /// Every source offset counts in this string.
  public var text: String
  /// Byte sequences that were not UTF-8, each shown as U+FFFD in ``text``.
  public var replacements: Int

  public init(name: String, digest: String, byteCount: Int, text: String, replacements: Int = 0) {
    self.name = name
    self.digest = digest
    self.byteCount = byteCount
    self.text = text
    self.replacements = replacements
  }
}
