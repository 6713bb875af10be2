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

  let blocks = drafts.map(\.block)
  var counts = cutter.counts
  counts.softHyphens = builder.softHyphens
  return Repair(
    blocks: blocks, title: guessTitle(of: drafts), language: guessLanguage(of: source.text),
    findings: findings(source, conventions, counts, blocks))
}

private func findings(
  _ source: Source, _ conventions: Conventions, _ counts: RepairCounts, _ blocks: [Block]
) -> [Finding] {
  let kinds = { (kind: BlockKind) in blocks.count { $0.kind == kind } }
  let all: [(Int, Finding)] = [
    (source.replacements, .badSequences(source.replacements)),
    (conventions.isDoubled ? 1 : 0, .doubledLines),
    (counts.wordsJoined, .wordsJoined(counts.wordsJoined)),
    (counts.wordsJoinedByEvidence, .wordsJoinedByEvidence(counts.wordsJoinedByEvidence)),
    (counts.hyphensRemoved, .hyphensRemoved(counts.hyphensRemoved)),
    (counts.softHyphens, .softHyphens(counts.softHyphens)),
    (counts.breaksCrossed, .breaksCrossed(counts.breaksCrossed)),
    (kinds(.footnote), .footnotes(kinds(.footnote))),
    (kinds(.pageNumber), .pageNumbers(kinds(.pageNumber))),
    (kinds(.boilerplate), .boilerplate(kinds(.boilerplate))),
  ]
  return all.filter { $0.0 > 0 }.map(\.1)
}
