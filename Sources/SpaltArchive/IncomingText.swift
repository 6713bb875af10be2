internal import CArchiveGuard
internal import Foundation
internal import GRDB
public import SpaltText
internal import Synchronization

/// A text on its way into an archive, let go of piece by piece while it is stored.
///
/// Whoever hands a long text over in one of these, and keeps none of it, needs no room for the text
/// and for what the database makes of it at once.
public final class IncomingText: Sendable {
  private let content: Mutex<(document: Document, source: Source)?>
  /// Small texts stay whole, so that the storing can be tried again.
  private let isLong: Bool

  public init(_ document: Document, _ source: Source) {
    isLong = source.byteCount >= Incoming.longest
    content = Mutex((document, source))
  }

  /// The text; once only where it is long.
  func take() -> Incoming? {
    content.withLock { content in
      guard let text = content else { return nil }
      if isLong { content = nil }
      return Incoming(text.document, text.source)
    }
  }
}

/// What is left of a text to be stored.
struct Incoming {
  let id: TextID
  let metadata: Metadata
  let wordCount: Int
  var source: Source
  private var blocks: [Block]

  /// From so many bytes of source on a text is let go of while it is stored.
  fileprivate static let longest = 4 << 20

  init(_ document: Document, _ source: Source) {
    id = document.id
    metadata = document.metadata
    wordCount = document.wordCount
    blocks = Array(document.blocks)
    self.source = source
  }

  private var isLong: Bool { source.byteCount >= Self.longest }

  /// Inserts the text as a version, giving back the memory of what is written.
  mutating func insert(asVersionOf text: Int64, _ database: Database) throws -> Int64 {
    var writer = try VersionWriter(
      of: text, metadata, source, words: wordCount, blocks: blocks.count, database)
    let nothing = Block(.paragraph, "", map: SourceMap([]))
    for place in blocks.indices {
      let block = blocks[place]
      blocks[place] = nothing
      try writer.write(block, Data(BlockLayout(block).bytes))
    }
    blocks = []
    // Many small pieces stay with the process unless the system is told.
    if isLong { spalt_return_memory() }
    try writer.write(source: source.text, digest: SourceDigest.of(source.text))
    source.text = ""
    return try writer.finish()
  }
}
