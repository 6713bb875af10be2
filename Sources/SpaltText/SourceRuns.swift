extension SourceMap {
  /// A stretch that stands in the text exactly as in the source, or the letter that a reference of
  /// markup such as `&aring;` stands for.
  ///
  /// In twelve bytes: a text of 100 MB has millions. Offsets from 4 GB on count as the last before.
  public struct Run: Equatable, Sendable {
    private var textOffset: UInt32
    private var sourceOffset: UInt32
    private var byteCount: UInt32

    /// Where the run starts in the block's text.
    public var text: Int { Int(textOffset) }
    /// Where the run starts in the decoded source.
    public var source: Int { Int(sourceOffset) }
    /// The length in bytes, the same in both; at least 1.
    public var length: Int {
      get { Int(byteCount) }
      set { byteCount = UInt32(clamping: newValue) }
    }

    public init(text: Int, source: Int, length: Int) {
      textOffset = UInt32(clamping: text)
      sourceOffset = UInt32(clamping: source)
      byteCount = UInt32(clamping: length)
    }
  }

  /// The runs of a block; most blocks have one, which then needs no memory of its own.
  public struct Runs: RandomAccessCollection, Equatable, Sendable {
    private enum Storage: Equatable, Sendable {
      case one(Run)
      case several([Run])
    }

    private let storage: Storage

    init(_ runs: [Run]) {
      storage = runs.count == 1 ? .one(runs[0]) : .several(runs)
    }

    public var startIndex: Int { 0 }

    public var endIndex: Int {
      switch storage {
      case .one: 1
      case .several(let runs): runs.count
      }
    }

    public subscript(index: Int) -> Run {
      switch storage {
      case .one(let run):
        precondition(index == 0)
        return run
      case .several(let runs): return runs[index]
      }
    }
  }
}
