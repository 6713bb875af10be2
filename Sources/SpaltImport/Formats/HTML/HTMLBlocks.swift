internal import SpaltText

/// Makes blocks of a parsed page.
struct HTMLBlocks {
  private let tree: HTMLTree
  private let furniture: [Bool]
  private let notes: HTMLNotes
  private let base: BaseAddress?
  private var leaves: [Leaf] = []
  private var settings: [Setting] = []
  /// The numbers of list items, and the places of cells in their rows, by node.
  private var numbers: [Int: String] = [:]
  private var cells: [Int: Int] = [:]
  /// Counts the borders between blocks met so far.
  private var border = 0

  /// What the elements around a piece of text make of it.
  private struct Setting {
    var kind: BlockKind = .paragraph
    var marker: String?
    /// The list item, note or caption whose first block carries the marker.
    var holder = -1
    var style: BlockWriter.Style = []
    var lists = 0
    var isPreformatted = false
    /// The cell of a table the text lies in, counted from 1; 0 outside.
    var cell = 0
    var isInTable = false
    /// Where the words lead.
    var address: String?
  }

  private struct Leaf {
    enum Content {
      case text(Int)
      case mark(Int)
      case call(label: String, link: Int)
      case space
    }
    var content: Content
    var place: Int
    var border: Int
    var setting: Int
    var isFurniture = false
  }

  init(_ tree: HTMLTree, region: ArticleRegion) {
    self.tree = tree
    furniture = region.isFurniture
    notes = HTMLNotes(of: tree)
    base = tree.base
    collect()
  }

  // MARK: Leaves

  private mutating func collect() {
    var open: [(end: Int, setting: Int, isBlock: Bool)] = []
    settings.append(Setting())
    var place = 0
    var index = 0
    while index < tree.nodes.count {
      while let last = open.last, last.end <= index {
        open.removeLast()
        if last.isBlock { cross(in: settings[open.last?.setting ?? 0]) }
      }
      let node = tree.nodes[index]
      let outer = open.last?.setting ?? 0
      if !node.range.isEmpty { place = node.range.lowerBound }
      if node.isText {
        add(notes.marks.contains(index) ? .mark(index) : .text(index), index, place, outer)
        index += 1
        continue
      }
      if HTMLElements.hidden.contains(node.tag) {
        index = node.end
        continue
      }
      if let label = notes.calls[index] {
        add(.call(label: label, link: index), index, place, outer)
        index = node.end
        continue
      }
      let isBlock = HTMLElements.blocks.contains(node.tag)
      if node.tag == "br" || node.tag == "img" || node.tag == "wbr" {
        if node.tag == "br" { lineBreak(index, place, outer) }
        index += 1
        continue
      }
      if isBlock { cross(in: settings[outer]) }
      var setting = settings[outer]
      enter(index, &setting, isBlock: isBlock)
      settings.append(setting)
      open.append((node.end, settings.count - 1, isBlock))
      if isBlock, setting.isInTable { add(.space, index, place, settings.count - 1) }
      index += 1
    }
  }

  private mutating func add(_ content: Leaf.Content, _ index: Int, _ place: Int, _ setting: Int) {
    leaves.append(
      Leaf(
        content: content, place: place, border: border, setting: setting,
        isFurniture: furniture[index]))
  }

  private mutating func cross(in setting: Setting) { if !setting.isInTable { border += 1 } }

  /// Two line breaks in a row part paragraphs, as in pages of old.
  private mutating func lineBreak(_ index: Int, _ place: Int, _ setting: Int) {
    var before = index - 1
    while before >= 0, tree.nodes[before].isText,
      tree.nodes[before].text.allSatisfy(\.isWhitespace)
    {
      before -= 1
    }
    if before >= 0, tree.nodes[before].tag == "br" || settings[setting].isPreformatted {
      cross(in: settings[setting])
    }
    add(.space, index, place, setting)
  }

  private mutating func enter(_ index: Int, _ setting: inout Setting, isBlock: Bool) {
    let node = tree.nodes[index]
    if let label = notes.labels[index] {
      setting.kind = .footnote
      setting.marker = label
      setting.holder = index
      return
    }
    if setting.isInTable { enterCell(index, &setting) }
    if let level = HTMLElements.headingLevel(node.tag), !setting.isInTable {
      setting.kind = .heading(level: level)
    }
    if HTMLElements.strong.contains(node.tag) { setting.style.insert(.strong) }
    if HTMLElements.emphasis.contains(node.tag) { setting.style.insert(.emphasis) }
    switch node.tag {
    case "a": setting.address = linkTarget(node.attributes["href"], from: base)
    case "ul", "ol", "menu", "dir":
      setting.lists += 1
      if node.tag == "ol" { count(list: index) }
    case "li" where setting.kind != .footnote:
      setting.kind = .listItem
      setting.marker = marker(of: index, depth: setting.lists)
      setting.holder = index
    case "blockquote" where setting.kind != .footnote:
      setting.kind = isPulled(node) ? .pullQuote : .quote
    case "figcaption", "caption":
      setting.kind = .caption
      setting.isInTable = false
    case "pre", "listing", "xmp": setting.isPreformatted = true
    case "table" where isDataTable(index): setting.isInTable = true
    default: break
    }
    if isBlock || node.tag == "span" { settleByClass(node, &setting) }
  }

  private func isPulled(_ node: HTMLTree.Node) -> Bool {
    let words = HTMLElements.words(node.attributes["class"])
    return words.contains("pullquote") || (words.contains("pull") && words.contains("quote"))
  }

  private mutating func settleByClass(_ node: HTMLTree.Node, _ setting: inout Setting) {
    let words = Set(HTMLElements.words(node.attributes["class"]))
    if isPulled(node) { setting.kind = .pullQuote }
    if setting.kind == .caption,
      !words.isDisjoint(with: ["credit", "credits", "byline", "photographer", "fotograf", "foto"])
    {
      setting.kind = .credit
      border += 1
    } else if node.tag != "span", setting.kind == .paragraph,
      words.contains("caption") || words.contains("bildtext")
    {
      setting.kind = .caption
    }
  }

  // MARK: Lists

  private func marker(of item: Int, depth: Int) -> String {
    let indent = String(repeating: "  ", count: max(0, min(depth, 12) - 1))
    return indent + (numbers[item].map { "\($0)." } ?? "•")
  }

  /// Numbers the items of a list once, when it begins.
  private mutating func count(list: Int) {
    let attributes = tree.nodes[list].attributes
    var number = Int(attributes["start"] ?? "") ?? 1
    var index = list + 1
    while index < tree.nodes[list].end {
      let node = tree.nodes[index]
      if node.tag == "li" {
        number = node.attributes["value"].flatMap { Int($0) } ?? number
        numbers[index] = listNumber(number, attributes["type"] ?? "1")
        number &+= 1
      }
      index = node.end
    }
  }

  // MARK: Tables

  /// Whether a table holds data: it has rows of cells, and no blocks of running text in them.
  private func isDataTable(_ table: Int) -> Bool {
    var rows = 0
    var cells = 0
    for index in tree.subtree(table).dropFirst() {
      switch tree.nodes[index].tag {
      case "table", "h1", "h2", "h3", "h4", "h5", "h6", "form", "blockquote", "article", "section":
        return false
      case "tr": rows += 1
      case "td", "th": cells += 1
      default: break
      }
    }
    return rows >= 1 && cells >= 2 * rows
  }

  private mutating func enterCell(_ index: Int, _ setting: inout Setting) {
    let node = tree.nodes[index]
    switch node.tag {
    case "tr":
      setting.kind = .tableRow
      setting.marker = nil
      border += 1
      count(row: index)
    case "td", "th": setting.cell = cells[index] ?? 1
    default: break
    }
  }

  private mutating func count(row: Int) {
    var cell = 1
    var index = row + 1
    while index < tree.nodes[row].end {
      let node = tree.nodes[index]
      if node.tag == "td" || node.tag == "th" {
        cells[index] = min(cell, 1000)
        cell += max(1, min(node.attributes["colspan"].flatMap { Int($0) } ?? 1, 50))
      }
      index = node.end
    }
  }

  // MARK: Blocks

  /// Writes the blocks in the order of the source.
  func write(to writer: inout BlockWriter) {
    // The parser moves text that stands loose in a table before it; the source decides.
    var ordered = leaves
    if zip(leaves, leaves.dropFirst()).contains(where: { $0.place > $1.place }) {
      ordered = leaves.enumerated()
        .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
    }
    var current: (border: Int, isFurniture: Bool)?
    var holders: Set<Int> = []
    var cell = 0
    for leaf in ordered {
      let setting = settings[leaf.setting]
      if current?.border != leaf.border || current?.isFurniture != leaf.isFurniture {
        if case .text(let index) = leaf.content, isBlank(index) { continue }
        if case .space = leaf.content { continue }
        current = (leaf.border, leaf.isFurniture)
        begin(leaf, setting, &holders, &writer)
        cell = setting.cell
      }
      while cell < setting.cell {
        writer.cellBorder()
        cell += 1
      }
      writer.style = setting.kind.level == nil ? setting.style : []
      writer.address = leaf.isFurniture ? nil : setting.address
      write(leaf, setting, to: &writer)
    }
    writer.end()
    writer.style = []
    writer.address = nil
  }

  private func begin(
    _ leaf: Leaf, _ setting: Setting, _ holders: inout Set<Int>, _ writer: inout BlockWriter
  ) {
    if leaf.isFurniture {
      writer.begin(.boilerplate)
      return
    }
    guard setting.holder >= 0, !holders.insert(setting.holder).inserted else {
      writer.begin(setting.kind, marker: setting.marker)
      return
    }
    // What follows the first paragraph of an item is a paragraph.
    writer.begin(setting.kind == .listItem ? .paragraph : setting.kind)
  }

  private func isBlank(_ index: Int) -> Bool { tree.nodes[index].text.allSatisfy(\.isWhitespace) }

  private func write(_ leaf: Leaf, _ setting: Setting, to writer: inout BlockWriter) {
    switch leaf.content {
    case .space: writer.space()
    case .call(let label, let link):
      let ranges = tree.subtree(link).filter { tree.nodes[$0].isText }.map { tree.nodes[$0].range }
      writer.reference(label)
      for range in ranges { writer.mark(range) }
    case .mark(let index): writer.mark(tree.nodes[index].range)
    case .text(let index):
      let node = tree.nodes[index]
      guard setting.isPreformatted, !setting.isInTable, !leaf.isFurniture else {
        writer.markup(node.text, at: node.range)
        return
      }
      // The lines of a listing stay lines.
      writer.preformatted(node.text, at: node.range)
    }
  }
}

/// A list number in one of the styles of HTML.
func listNumber(_ number: Int, _ style: String) -> String {
  guard number > 0 else { return String(number) }
  switch style {
  case "a", "A":
    var rest = number
    var letters = ""
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(0x61 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return style == "a" ? letters : letters.uppercased()
  case "i", "I":
    guard number < 4000 else { return String(number) }
    let signs = [
      (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
      (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]
    var rest = number
    var roman = ""
    for (value, sign) in signs {
      while rest >= value {
        roman += sign
        rest -= value
      }
    }
    return style == "i" ? roman : roman.uppercased()
  default: return String(number)
  }
}
