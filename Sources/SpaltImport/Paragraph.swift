internal import SpaltText

/// Lines that make one block, before its text is put together.
struct Paragraph: Equatable, Sendable {
  struct Piece: Equatable, Sendable {
    @Narrow<UInt32> private var lower: Int
    @Narrow<UInt32> private var upper: Int
    /// The line it came from.
    @Narrow<UInt32> var line: Int
    /// How the piece joins the one before.
    var joint: Joint

    /// Bytes of the source that go into the text.
    var range: Range<Int> {
      get { lower..<upper }
      set {
        lower = newValue.lowerBound
        upper = newValue.upperBound
      }
    }

    init(range: Range<Int>, joint: Joint, line: Int) {
      lower = range.lowerBound
      upper = range.upperBound
      self.line = line
      self.joint = joint
    }
  }

  /// What makes the paragraph what it is, where its lines show that by themselves.
  enum Sign: Equatable, Sendable {
    case none
    case bullet(isArrow: Bool)
    case dash
    /// Speech under the name of who speaks.
    case speaker
    case footnote
    case quote
    case numberedHeading(depth: Int)
    /// A heading told by its short lines.
    case title
    case hash(Int)
    case row
    case furniture(BlockKind)
    /// A line of a fenced stretch of code, or the front matter of a file.
    case verbatim
  }

  var pieces: Few<Piece>
  private var marked: Few<Mark>
  var sign: Sign
  var marker: String?
  /// No blank line stands between this and the paragraph before, doubled lines apart.
  var touchesPrevious: Bool

  private struct Mark: Equatable, Sendable {
    @Narrow<UInt32> var lower: Int
    @Narrow<UInt32> var upper: Int

    init(_ range: Range<Int>) {
      lower = range.lowerBound
      upper = range.upperBound
    }
  }

  init(
    pieces: [Piece] = [], marks: [Range<Int>] = [], sign: Sign = .none, marker: String? = nil,
    touchesPrevious: Bool = false
  ) {
    self.pieces = Few(pieces)
    marked = Few(marks.map(Mark.init))
    self.sign = sign
    self.marker = marker
    self.touchesPrevious = touchesPrevious
  }

  /// Bytes kept as data: markers, fences.
  var marks: [Range<Int>] { marked.map { $0.lower..<$0.upper } }

  /// The first byte of its first mark.
  var firstMark: Int? { marked.first?.lower }

  mutating func mark(_ range: Range<Int>) { marked.append(Mark(range)) }

  /// Takes a sign off the first piece; what is left of it.
  mutating func takeOff(_ mark: Range<Int>, leaving rest: Range<Int>) {
    marked = Few([Mark(mark)] + marked)
    pieces[0].range = rest
  }

  /// Running text, whose sentence may go on over the foot of a page.
  var canRunOn: Bool {
    switch sign {
    case .none, .dash, .speaker, .bullet: !pieces.isEmpty
    default: false
    }
  }

  var firstLine: Int { pieces.first?.line ?? 0 }
  var lastLine: Int { pieces.last?.line ?? 0 }
}
