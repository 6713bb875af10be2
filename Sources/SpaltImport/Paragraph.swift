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
    case bullet(OpeningMark.Kind)
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

  var pieces: [Piece] = []
  /// Bytes kept as data: markers, fences.
  var marks: [Range<Int>] = []
  var sign = Sign.none
  var marker: String?
  /// No blank line stands between this and the paragraph before, doubled lines apart.
  var touchesPrevious = false

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
