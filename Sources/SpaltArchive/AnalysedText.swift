internal import Foundation
public import SpaltText

/// A text with all that can be worked out before the archive is at hand: what of it is searched,
/// and how it is laid down.
///
/// To work this out takes as long as to write it, so that many texts are taken in twice as fast
/// when one thread does the one and another the other.
public struct AnalysedText: Sendable {
  public let document: Document
  public let source: Source
  let sourceDigest: String
  let wordCount: Int
  /// One for each block.
  let layouts: [Data]
  let entry: IndexEntry

  init(_ document: Document, _ source: Source, _ stock: TermStock) {
    self.document = document
    self.source = source
    sourceDigest = SourceDigest.of(source.text)
    wordCount = document.wordCount
    layouts = document.blocks.map { Data(BlockLayout($0).bytes) }
    entry = IndexEntry(
      document.metadata.title, document.blocks.lazy.map(\.text), document.metadata.language, stock)
  }
}

extension EmbeddedArchive {
  /// Prepares a text for ``store(_:)-([AnalysedText])``, on any thread.
  public func analyse(_ document: Document, _ source: Source) -> AnalysedText {
    AnalysedText(document, source, stock)
  }
}
