public import SpaltText

/// A note as it was read, before it has found its place in a text.
public struct NoteDraft: Equatable, Sendable {
  public enum Place: Equatable, Sendable {
    /// Code points of the decoded source.
    case source(Range<Int>)
    /// Blocks, and code points of their text.
    case blocks(Range<Position>)
    /// What the quote says is all there is.
    case quote
    /// The text as a whole.
    case wholeText
    /// The same words as the note it replies to.
    case ofParent
    /// All that was remembered when the note was made, and where it stood when it was written.
    case remembered(Selectors, Standing)
  }

  /// Where a note stood in the version of the text it was written out with.
  public struct Standing: Equatable, Sendable {
    public var state: Anchor.State
    /// The digest of that version; `nil` for a note whose text was gone.
    public var version: String?
    /// Offsets are code points of the blocks' text.
    public var range: Range<Position>?
    /// Code points of the decoded source.
    public var source: Range<Int>?
  }

  /// `nil` when a new one has to be made.
  public var id: NoteID?
  public var text: TextID
  public var kind: Note.Kind
  public var body: String
  public var tags: [String]
  public var colour: String?
  public var quote: String?
  public var prefix: String?
  public var suffix: String?
  public var place: Place
  public var parent: NoteID?
  public var isDone: Bool
  public var author: String
  /// What else came with it, as one JSON object; empty for nothing.
  public var extra: String
  /// Where a program that knows no archive of ours says its text lies; the text then has to be
  /// told by the quote.
  public var address: String?
  public var created: Timestamp?
  public var modified: Timestamp?
  public var deleted: Bool
  public var revision: Int
}

extension NoteDraft {
  /// Why a note has no place in a text.
  public enum Refusal: Error, Equatable, CustomStringConvertible {
    /// The quote stands nowhere.
    case missing(quote: String)
    /// The quote stands at several places.
    case ambiguous(quote: String, places: Int)
    /// No letter of the text came from the place that was given.
    case outside

    public var description: String {
      switch self {
      case .missing(let quote):
        "“\(Self.shown(quote))” is not in the text; give the words as they stand there."
      case .ambiguous(let quote, let places):
        """
        “\(Self.shown(quote))” stands at \(places) places of the text; \
        say which with an offset or more words.
        """
      case .outside:
        "The place given for the note holds no words of the text; check its start and end."
      }
    }

    private static func shown(_ quote: String) -> String { Sanitizer.line(quote.prefix(60)) }
  }

  /// The note in the version of its text at hand.
  ///
  /// What was remembered of a passage is kept whatever version it was marked in; the anchor of
  /// such a note is `nil` when it was not written out with this very version, and has to be
  /// looked for with ``Reanchoring``. A place given by offsets is checked against the quote,
  /// if there is one, and yields to it.
  ///
  /// The index is that of the decoded source, the version its digest.
  ///
  /// - Returns: What is to be remembered, and where the note stands in this version.
  /// - Throws: ``Refusal`` when the note has no place.
  public func placed(
    in document: Document, index: CodePointIndex, version: String
  ) throws(Refusal) -> (selectors: Selectors, anchor: Anchor?) {
    if case .remembered(let selectors, let standing) = place {
      return (selectors, standing.anchor(in: document, index: index, version: version))
    }
    if place == .wholeText {
      return (
        .wholeText(version: version),
        Anchor(state: .exact, range: .start..<(.start), source: 0..<0)
      )
    }
    let range = try range(in: document, index: index)
    let anchor = Anchor(state: .exact, range: range, source: document.source(of: range))
    return (Selectors(range, in: document, version: version), anchor)
  }

  private func range(
    in document: Document, index: CodePointIndex
  ) throws(Refusal) -> Range<Position> {
    var given: Range<Position>?
    var near: Int?
    switch place {
    case .source(let points):
      let bytes = index.bytes(points)
      near = bytes.lowerBound
      given = document.passage(ofSource: bytes).map {
        let start = document.clamp($0.lowerBound)
        return start..<max(start, document.characterEnd(at: $0.upperBound))
      }
    case .blocks(let points):
      let start = document.position(atCodePoints: points.lowerBound)
      let end = document.position(atCodePoints: points.upperBound)
      near = document.source(of: start..<max(start, end)).lowerBound
      given = start..<max(start, end)
    case .quote, .remembered, .wholeText, .ofParent: break
    }
    guard let quote, !quote.isEmpty else {
      guard let given, given.lowerBound < document.end else { throw .outside }
      return given
    }
    if let given, Skeleton(document.words(in: given)).letters == Skeleton(quote).letters {
      return given
    }
    switch find(quote: quote, near: near, prefix: prefix, suffix: suffix, in: document) {
    case .found(let range): return range
    case .ambiguous(let places): throw .ambiguous(quote: quote, places: places.count)
    case .missing:
      // The source may hold signs in the middle of the quote that the repair took out.
      if let given, !given.isEmpty { return given }
      throw .missing(quote: quote)
    }
  }
}

extension NoteDraft {
  /// What the note says of its words where its text is not at hand or they are not in it.
  ///
  /// - Returns: `nil` when it says nothing of them.
  public var remembered: Selectors? {
    switch place {
    case .remembered(let selectors, _): return selectors
    case .wholeText: return .wholeText(version: "")
    case .source, .blocks, .quote, .ofParent: break
    }
    guard let quote, !quote.isEmpty else { return nil }
    return Selectors(
      version: "", range: .start..<(.start), source: 0..<0, quote: quote, prefix: prefix ?? "",
      suffix: suffix ?? "")
  }

  /// The note, made of what was read and of what only the reader of it knows.
  ///
  /// - Parameters:
  ///   - id: For a note that brings none.
  ///   - text: The text it is about, which need not be the one it names.
  ///   - selectors: What is to be remembered of its words.
  ///   - anchor: Where it stands; with a version, where it stands in that.
  ///   - now: For a note without times.
  /// - Returns: The note as it is to be added.
  public func note(
    id: @autoclosure () -> NoteID, text: TextID, selectors: Selectors, anchor: Anchor,
    now: Timestamp
  ) -> Note {
    Note(
      id: self.id ?? id(), text: text, kind: kind, body: body, tags: tags, colour: colour,
      selectors: selectors, parent: parent, isDone: isDone, author: author, extra: extra,
      anchor: anchor, created: created ?? modified ?? now, modified: modified ?? created ?? now,
      deleted: deleted, revision: revision)
  }
}

extension NoteDraft.Standing {
  /// The anchor in the version it was written out with, or `nil` in any other.
  fileprivate func anchor(
    in document: Document, index: CodePointIndex, version: String
  ) -> Anchor? {
    guard self.version == version else { return nil }
    guard let range else {
      return Anchor(state: state, range: nil, source: nil, version: version)
    }
    let start = document.position(atCodePoints: range.lowerBound)
    let end = max(start, document.position(atCodePoints: range.upperBound))
    return Anchor(
      state: state, range: start..<end,
      source: source.map(index.bytes) ?? document.source(of: start..<end), version: version)
  }
}

extension Document {
  /// The place at or after another that no character runs across.
  fileprivate func characterEnd(at position: Position) -> Position {
    let start = clamp(position)
    guard start < position, position.block < blocks.count else { return start }
    let rest = blocks[start.block].text.slice(start.offset..<blocks[start.block].text.utf8.count)
    return Position(block: start.block, offset: start.offset + (rest.first?.utf8.count ?? 0))
  }
}
