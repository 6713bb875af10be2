internal import SpaltText

/// A web page or a piece of one as blocks.
struct HTMLText {
  var blocks: [Block]
  var facts: TextFacts
  /// The page was too deep, or of too many parts, to be parsed: plain paragraphs without its structure.
  var isFlattened: Bool

  /// - Parameters:
  ///   - source: The markup, decoded.
  ///   - isWholePage: All of it is text, as in a book; else the article is looked for.
  init(_ source: String, isWholePage: Bool = false) {
    var writer = BlockWriter(source: Array(source.utf8))
    guard let tree = HTMLTree(writer.source) else {
      writer.flattenMarkup()
      blocks = refined(writer.taken())
      facts = TextFacts()
      isFlattened = true
      return
    }
    HTMLBlocks(tree, region: ArticleRegion(of: tree, isWholePage: isWholePage)).write(to: &writer)
    blocks = refined(writer.taken())
    let headline = blocks.first { $0.kind == .heading(level: 1) }?.text
    facts = HTMLFacts(tree).facts(headline: headline)
    isFlattened = false
  }
}

extension BlockWriter {
  /// Writes the text between the tags as plain paragraphs: for markup too deep to be parsed.
  mutating func flattenMarkup() {
    var scanner = TagScanner(source)
    var isHead = false
    while let token = scanner.next() {
      switch token {
      case .text(let range): if !isHead { plainMarkup(range) }
      case .open(let name, _):
        if name == "head" { isHead = true }
        if name == "body" { isHead = false }
        if HTMLElements.blocks.contains(name) { begin(.paragraph) } else if name == "br" { space() }
      case .close(let name):
        if name == "head" { isHead = false }
        if HTMLElements.blocks.contains(name) { begin(.paragraph) }
      case .hidden: break
      }
    }
  }
}

/// Blocks told by how they begin, once their whole text is known.
func refined(_ blocks: consuming [Block]) -> [Block] {
  // Where they are: a page of many small blocks is not held twice.
  for index in blocks.indices {
    let text = blocks[index].text
    switch blocks[index].kind {
    case .paragraph:
      // A speaker's words begin with a dash in Nordic texts.
      if text.hasPrefix("– ") || text.hasPrefix("— ") { blocks[index].kind = .dialogueTurn }
      if text.utf8.count < 200, isCredit(text) { blocks[index].kind = .credit }
    case .caption: if isCredit(text) { blocks[index].kind = .credit }
    default: break
    }
  }
  return blocks
}

private func isCredit(_ text: String) -> Bool {
  ["foto:", "photo:", "bild:", "illustration:"].contains { text.lowercased().hasPrefix($0) }
}
