public import SpaltText

/// A text as the reader shows it, and what was done to get there.
public struct Repair: Equatable, Sendable {
  public var blocks: [Block]
  /// The first heading of level 1, where it is a name and not a numbered part.
  public var title: String?
  public var language: Language
  public var findings: [Finding]

  public init(
    blocks: [Block], title: String?, language: Language, findings: [Finding]
  ) {
    self.blocks = blocks
    self.title = title
    self.language = language
    self.findings = findings
  }
}

/// Makes blocks of a plain or lightly marked text.
///
/// Every character of the source that is not white space is in exactly one block, in its text or
/// among its marks, and the texts hold nothing else but single spaces. Linear in the text.
///
/// - Parameters:
///   - source: The text.
///   - columns: What ``untangleColumns(in:)`` told of it.
///   - afterStep: Called where much memory has just been let go of; of a text of 100 MB each step
///     leaves as much free in small pieces.
/// - Returns: The blocks, and what was found.
public func repair(
  _ source: Source, columns: UntangledColumns? = nil, afterStep: () -> Void = {}
) -> Repair {
  var text = source.text
  var cut = text.withUTF8 {
    cutBlocks(source, SourceBytes($0), columns?.stretches ?? [], afterStep)
  }
  var drafts = cut.drafts
  // Held twice, they would be copied at the first change.
  cut.drafts = Drafts()

  applySigns(to: &drafts)
  foldAwayChrome(in: &drafts)
  markCaptions(in: &drafts)
  markSpeech(in: &drafts)
  markPullQuotes(in: &drafts)
  markAttributions(in: &drafts)
  markHeadings(in: &drafts, cut.conventions)

  let heads = drafts.count { $0.sign == .furniture(.boilerplate) }
  let title = guessTitle(of: drafts)
  var blocks: [Block] = []
  blocks.reserveCapacity(drafts.count)
  afterStep()
  drafts.consume { blocks.append($0.block) }
  return Repair(
    blocks: blocks, title: title, language: guessLanguage(of: source.text),
    findings: findings(source, cut, blocks, runningHeads: heads))
}

/// A text cut into blocks whose kinds are not told yet.
private struct Cutting {
  var drafts: Drafts
  var conventions: Conventions
  var counts: RepairCounts
  var mojibake: Int
  /// Turns under a speaker's name.
  var turns: Int
}

private func cutBlocks(
  _ source: Source, _ bytes: SourceBytes, _ columns: [ColumnStretch], _ afterStep: () -> Void
) -> Cutting {
  var lines = cutParagraphs(source, PlainText(bytes, columns: columns))
  afterStep()
  // The lines, and what was told from them, are gone before the blocks are made: a text of a
  // hundred megabytes has as much of them again.
  let text = PlainText(withoutLines: bytes)
  var builder = DraftBuilder(text, lines.signs, lines.conventions, lines.footnotes)
  let drafts = builder.drafts(&lines.paragraphs, afterMany: afterStep)
  lines.counts.softHyphens = builder.softHyphens
  return Cutting(
    drafts: drafts, conventions: lines.conventions, counts: lines.counts,
    mojibake: lines.mojibake, turns: drafts.count { $0.sign == .speaker })
}

/// Paragraphs, and what the making of blocks still has to know of the lines.
private struct CutLines {
  var paragraphs: ChunkedArray<Paragraph>
  var conventions: Conventions
  var footnotes: Footnotes
  var counts: RepairCounts
  /// The telling bytes of each line.
  var signs: [ByteSigns]
  var mojibake: Int
}

private func cutParagraphs(_ source: Source, _ text: PlainText) -> CutLines {
  let name = source.name.lowercased()
  let conventions = Conventions(
    of: text, isMarkdown: name.hasSuffix(".md") || name.hasSuffix(".markdown"))
  let furniture = PageFurniture(of: text, isMarkdown: conventions.isMarkdown)
  let footnotes = Footnotes(of: text)
  var cutter = Paragraphs(text, conventions, footnotes, furniture)
  var paragraphs = cutter.all()
  settleDashes(&paragraphs, text, isMarkdown: conventions.isMarkdown)
  return CutLines(
    paragraphs: paragraphs, conventions: conventions, footnotes: footnotes,
    counts: cutter.counts, signs: text.lines.map(\.signs), mojibake: text.mojibake())
}

private func findings(
  _ source: Source, _ cut: Cutting, _ blocks: [Block], runningHeads: Int
) -> [Finding] {
  if blocks.isEmpty { return [.empty] }
  let kinds = { (kind: BlockKind) in blocks.count { $0.kind == kind } }
  let counts = cut.counts
  let boilerplate = kinds(.boilerplate) - runningHeads
  let isWrapped = cut.conventions.wrapping == .wrapped
  let all: [(Int, Finding)] = [
    (source.replacements, .badSequences(source.replacements)),
    (cut.mojibake, .mojibake(cut.mojibake)),
    (cut.conventions.isDoubled ? 1 : 0, .doubledLines),
    (isWrapped ? 1 : 0, .wrappedLines(width: cut.conventions.width)),
    (counts.linesKept, .keptLines(counts.linesKept)),
    (counts.entries, .entries(counts.entries)),
    (cut.turns, .speakers(cut.turns)),
    (counts.wordsJoined, .wordsJoined(counts.wordsJoined)),
    (counts.wordsJoinedByEvidence, .wordsJoinedByEvidence(counts.wordsJoinedByEvidence)),
    (counts.dropCapitals, .dropCapitals(counts.dropCapitals)),
    (counts.hyphensRemoved, .hyphensRemoved(counts.hyphensRemoved)),
    (counts.softHyphens, .softHyphens(counts.softHyphens)),
    (counts.breaksCrossed, .breaksCrossed(counts.breaksCrossed)),
    (kinds(.footnote), .footnotes(kinds(.footnote))),
    (kinds(.pageNumber), .pageNumbers(kinds(.pageNumber))),
    (runningHeads, .runningHeads(runningHeads)),
    (boilerplate, .boilerplate(boilerplate)),
  ]
  return all.filter { $0.0 > 0 }.map(\.1)
}
