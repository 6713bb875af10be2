internal import SpaltText

/// What a block knows besides its words, packed into one value of the database.
struct BlockLayout: Equatable {
  var references: [Block.Reference] = []
  var emphasis: [Block.Emphasis] = []
  var links: [Block.Link] = []
  var map = SourceMap([])
  var marks: [Range<Int>] = []

  /// Names the way the numbers are laid out.
  private static let format = 1
  /// The same, with links behind the rest: only where there are any.
  private static let formatWithLinks = 2

  init(_ block: Block) {
    references = block.references
    emphasis = block.emphasis
    links = block.links
    map = block.map
    marks = block.marks
  }

  var bytes: [UInt8] {
    var packed = PackedNumbers()
    packed.append(links.isEmpty ? Self.format : Self.formatWithLinks)
    packed.append(map.runs.count)
    var text = 0
    var source = 0
    for run in map.runs {
      packed.append(run.text - text)
      packed.append(run.source - source)
      packed.append(run.length)
      text = run.text + run.length
      source = run.source + run.length
    }
    packed.append(marks.count)
    var end = map.runs.first?.source ?? 0
    for mark in marks {
      packed.append(mark.lowerBound - end)
      packed.append(mark.count)
      end = mark.upperBound
    }
    packed.append(references.count)
    for reference in references {
      packed.append(reference.offset)
      packed.append(reference.label)
    }
    packed.append(emphasis.count)
    for stretch in emphasis {
      packed.append(stretch.range.lowerBound)
      packed.append(stretch.range.count)
      packed.append(stretch.kind == .strong ? 1 : 0)
    }
    guard !links.isEmpty else { return packed.bytes }
    packed.append(links.count)
    for link in links {
      packed.append(link.range.lowerBound)
      packed.append(link.range.count)
      packed.append(link.address)
    }
    return packed.bytes
  }

  /// - Returns: `nil` when the bytes make no sense.
  init?(_ bytes: some Sequence<UInt8>) {
    var reader = PackedReader(bytes)
    guard let format = reader.number(), [Self.format, Self.formatWithLinks].contains(format),
      let runCount = reader.count()
    else { return nil }
    var runs: [SourceMap.Run] = []
    var text = 0
    var source = 0
    for _ in 0..<runCount {
      guard let textGap = reader.number(), let sourceGap = reader.number(),
        let length = reader.number(), length > 0, text + textGap >= 0, source + sourceGap >= 0,
        text + source < Self.longest
      else { return nil }
      runs.append(.init(text: text + textGap, source: source + sourceGap, length: length))
      text += textGap + length
      source += sourceGap + length
    }
    map = SourceMap(runs)
    guard let markCount = reader.count() else { return nil }
    var end = runs.first?.source ?? 0
    for _ in 0..<markCount {
      guard let mark = reader.range(after: end) else { return nil }
      marks.append(mark)
      end = mark.upperBound
    }
    guard let referenceCount = reader.count() else { return nil }
    for _ in 0..<referenceCount {
      guard let offset = reader.number(), offset >= 0, let label = reader.text() else {
        return nil
      }
      references.append(.init(offset: offset, label: label))
    }
    guard let emphasisCount = reader.count() else { return nil }
    for _ in 0..<emphasisCount {
      guard let range = reader.range(), let kind = reader.number() else { return nil }
      emphasis.append(.init(range: range, kind: kind == 1 ? .strong : .emphasis))
    }
    guard format == Self.formatWithLinks else { return }
    guard let linkCount = reader.count() else { return nil }
    for _ in 0..<linkCount {
      guard let range = reader.range(), let address = reader.text() else { return nil }
      links.append(.init(range: range, address: address))
    }
  }

  /// Larger than any text, and small enough that sums of a few such numbers do not overflow.
  private static let longest = 1 << 50
}
