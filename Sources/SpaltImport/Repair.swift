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
public func repair(_ source: Source) -> Repair {
  var text = source.text
  return text.withUTF8 { repair(source, PlainText(SourceBytes($0))) }
}

private func repair(_ source: Source, _ text: PlainText) -> Repair {
  let name = source.name.lowercased()
  let conventions = Conventions(
    of: text, isMarkdown: name.hasSuffix(".md") || name.hasSuffix(".markdown"))
  let furniture = PageFurniture(of: text, isMarkdown: conventions.isMarkdown)
  let footnotes = Footnotes(of: text)

  var cutter = Paragraphs(text, conventions, footnotes, furniture)
  var paragraphs = cutter.all()
  settleDashes(&paragraphs, text, isMarkdown: conventions.isMarkdown)
  var builder = DraftBuilder(text, conventions, footnotes)
  var drafts = builder.drafts(paragraphs)

  applySigns(to: &drafts)
  foldAwayChrome(in: &drafts)
  markCaptions(in: &drafts)
  markSpeech(in: &drafts)
  markPullQuotes(in: &drafts)
  markAttributions(in: &drafts)
  markHeadings(in: &drafts, conventions)

  let heads = drafts.count { $0.sign == .furniture(.boilerplate) }
  let title = guessTitle(of: drafts)
  let blocks = drafts.map(\.block)
  var counts = cutter.counts
  counts.softHyphens = builder.softHyphens
  return Repair(
    blocks: blocks, title: title, language: guessLanguage(of: source.text),
    findings: findings(source, text, conventions, counts, blocks, runningHeads: heads))
}

private func findings(
  _ source: Source, _ text: PlainText, _ conventions: Conventions, _ counts: RepairCounts,
  _ blocks: [Block], runningHeads: Int
) -> [Finding] {
  if blocks.isEmpty { return [.empty] }
  let kinds = { (kind: BlockKind) in blocks.count { $0.kind == kind } }
  let mojibake = text.mojibake()
  let boilerplate = kinds(.boilerplate) - runningHeads
  let isWrapped = conventions.wrapping == .wrapped
  let all: [(Int, Finding)] = [
    (source.replacements, .badSequences(source.replacements)),
    (mojibake, .mojibake(mojibake)),
    (conventions.isDoubled ? 1 : 0, .doubledLines),
    (isWrapped ? 1 : 0, .wrappedLines(width: conventions.width)),
    (counts.linesKept, .keptLines(counts.linesKept)),
    (counts.wordsJoined, .wordsJoined(counts.wordsJoined)),
    (counts.wordsJoinedByEvidence, .wordsJoinedByEvidence(counts.wordsJoinedByEvidence)),
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
