/// A text as a row of the archive's list: everything but its blocks.
public struct TextSummary: Equatable, Sendable, Identifiable {
  public var id: TextID
  public var metadata: Metadata
  public var wordCount: Int
  public var blockCount: Int
  /// Notes that are not in the trash, orphans included.
  public var noteCount: Int
  /// How far the reader has come, 0 to 1.
  public var read: Double
  /// The digest of the source of the version at hand.
  public var version: String
  public var sourceName: String
  /// The size of the source in bytes.
  public var sourceByteCount: Int

  public init(
    id: TextID, metadata: Metadata, wordCount: Int, blockCount: Int, noteCount: Int = 0,
    read: Double = 0, version: String, sourceName: String, sourceByteCount: Int
  ) {
    self.id = id
    self.metadata = metadata
    self.wordCount = wordCount
    self.blockCount = blockCount
    self.noteCount = noteCount
    self.read = read
    self.version = version
    self.sourceName = sourceName
    self.sourceByteCount = sourceByteCount
  }
}
