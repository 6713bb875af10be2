internal import SpaltText

/// An ODT file: its words in reading order, and their structure.
struct OpenDocument {
  private let content: XMLTree
  private let styles: XMLTree?
  private var writer = BlockWriter()
  private var looks: [String: Look] = [:]
  /// Names of list styles whose levels are numbered.
  private var numbered: [String: Set<Int>] = [:]
  private var notes: [Note] = []

  /// What a style makes of text.
  private struct Look {
    var style: BlockWriter.Style = []
    var parent: String?
    var name: String
  }

  private struct Note {
    var label: String
    var body: Int
  }

  private struct List {
    var style: String?
    var depth = 0
    var number = 0
  }

  init?(_ container: Container) {
    guard let bytes = container.bytes("content.xml"), let tree = XMLTree(bytes) else { return nil }
    content = tree
    styles = container.bytes("styles.xml").flatMap { XMLTree($0) }
    for tree in [styles, content].compactMap(\.self) { readStyles(tree) }
  }

  /// The source and the blocks.
  mutating func text() -> (source: [UInt8], blocks: [Block]) {
    if let styles { writeFurniture(styles, ["header"]) }
    if let body = content.first("text", in: content.first("body").map { content.subtree($0) }) {
      for child in content.children(of: body) { write(child, nil) }
    }
    if let styles { writeFurniture(styles, ["footer"]) }
    return (writer.source, refined(writer.finished()))
  }

  func facts(_ container: Container) -> TextFacts {
    guard let tree = container.bytes("meta.xml").flatMap({ XMLTree($0) }) else {
      return TextFacts()
    }
    let value = { (name: String) in tree.first(name).map { tree.text(of: $0) } }
    return TextFacts(
      title: TextFacts.line(value("title")),
      publisher: TextFacts.line(value("creator") ?? value("initial-creator")),
      date: TextFacts.date(value("creation-date") ?? value("date")),
      language: Language(rawValue: value("language") ?? "und"))
  }

  // MARK: Styles

  private mutating func readStyles(_ tree: XMLTree) {
    for index in tree.elements("style") {
      let node = tree.nodes[index]
      guard let name = node.attributes["name"] else { continue }
      var look = Look(
        parent: node.attributes["parent-style-name"],
        name: node.attributes["display-name"] ?? name)
      for child in tree.children(of: index) where tree.nodes[child].name == "text-properties" {
        let properties = tree.nodes[child].attributes
        if isHeavy(properties["font-weight"]) { look.style.insert(.strong) }
        if ["italic", "oblique"].contains(properties["font-style"]) {
          look.style.insert(.emphasis)
        }
      }
      looks[name] = look
    }
    for index in tree.elements("list-style") {
      guard let name = tree.nodes[index].attributes["name"] else { continue }
      for child in tree.children(of: index)
      where tree.nodes[child].name == "list-level-style-number" {
        guard tree.nodes[child].attributes["num-format"]?.isEmpty == false else { continue }
        numbered[name, default: []].insert(
          Int(tree.nodes[child].attributes["level"] ?? "") ?? 1)
      }
    }
  }

  private func isHeavy(_ weight: String?) -> Bool {
    weight == "bold" || (weight.flatMap { Int($0) } ?? 0) >= 600
  }

  /// A style's names from itself up to its last parent.
  private func names(of style: String?) -> [String] {
    var names: [String] = []
    var next = style
    while let name = next, names.count < 40 {
      names.append(name.replacing("_20_", with: " "))
      if let look = looks[name] { names.append(look.name) }
      next = looks[name]?.parent
    }
    return names
  }

  private func kind(ofParagraph index: Int) -> BlockKind {
    let names = names(of: content.nodes[index].attributes["style-name"]).map { $0.lowercased() }
    for name in names {
      switch name {
      case "title": return .heading(level: 1)
      case "quotations", "quote", "block text", "intense quote": return .quote
      case "caption", "illustration", "figure", "table", "drawing", "figurecaption", "tablecaption",
        "figure caption", "table caption":
        return .caption
      case "contents 1", "contents 2", "contents 3", "header", "footer": return .boilerplate
      default: break
      }
    }
    return .paragraph
  }

  // MARK: Blocks

  /// Texts of a page's head or foot, which the page style holds once for all pages.
  private mutating func writeFurniture(_ tree: XMLTree, _ names: Set<String>) {
    for index in tree.nodes.indices where names.contains(tree.nodes[index].name) {
      let isOfMaster =
        tree.nodes[index].parent >= 0
        && tree.nodes[tree.nodes[index].parent].name == "master-page"
      guard isOfMaster else { continue }
      for paragraph in tree.elements("p", in: tree.subtree(index)) {
        let text = tree.text(of: paragraph)
        begin(!text.isEmpty && text.allSatisfy(\.isNumber) ? .pageNumber : .boilerplate)
        writer.write(text)
      }
    }
    writer.end()
  }

  private mutating func begin(_ kind: BlockKind, marker: String? = nil) {
    writer.begin(kind, marker: marker)
    writer.writeBreak()
  }

  private mutating func write(_ index: Int, _ list: List?) {
    let node = content.nodes[index]
    switch node.name {
    case "h":
      let level = node.attributes["outline-level"].flatMap { Int($0) } ?? 1
      begin(.heading(level: min(max(level, 1), 10)))
      inline(index, hasLook: false)
      finish()
    case "p":
      begin(kind(ofParagraph: index))
      inline(index)
      finish()
    case "list": writeList(index, list)
    case "table": writeTable(index)
    case "table-of-content", "alphabetical-index", "illustration-index", "table-index",
      "object-index", "user-index", "bibliography":
      for paragraph in content.subtree(index)
      where ["p", "h"].contains(content.nodes[paragraph].name) {
        begin(.boilerplate)
        inline(paragraph, hasLook: false)
        finish()
      }
    case "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms": break
    case "frame", "text-box", "section", "a", "g", "numbered-paragraph":
      for child in content.children(of: index) { write(child, list) }
    default:
      for child in content.children(of: index)
      where ["p", "h", "list", "table", "section", "frame"].contains(content.nodes[child].name) {
        write(child, list)
      }
    }
  }

  /// Ends a block, and writes the notes called in it.
  private mutating func finish() {
    writer.end()
    writer.style = []
    let called = notes
    notes = []
    for note in called {
      var isFirst = true
      for paragraph in content.children(of: note.body)
      where ["p", "h"].contains(content.nodes[paragraph].name) {
        begin(.footnote, marker: isFirst ? note.label : nil)
        if isFirst { writer.writeMark(note.label + " ") }
        inline(paragraph)
        isFirst = false
        writer.end()
      }
    }
    notes = []
  }

  private mutating func writeList(_ index: Int, _ outer: List?) {
    var list = List(style: content.nodes[index].attributes["style-name"] ?? outer?.style)
    list.depth = (outer?.depth ?? 0) + 1
    let isNumbered = list.style.map { numbered[$0]?.contains(list.depth) == true } ?? false
    list.number = content.nodes[index].attributes["start-value"].flatMap { Int($0) } ?? 1
    let indent = String(repeating: "  ", count: min(list.depth, 12) - 1)
    for item in content.children(of: index)
    where ["list-item", "list-header"].contains(content.nodes[item].name) {
      if let start = content.nodes[item].attributes["start-value"].flatMap({ Int($0) }) {
        list.number = start
      }
      var isFirst = true
      for child in content.children(of: item) {
        guard content.nodes[child].name == "p", isFirst else {
          write(child, list)
          continue
        }
        isFirst = false
        begin(.listItem, marker: indent + (isNumbered ? "\(list.number)." : "•"))
        inline(child)
        finish()
      }
      list.number &+= 1
    }
  }

  private mutating func writeTable(_ index: Int) {
    for row in outermost(["table-row"], in: index) {
      begin(.tableRow)
      var isFirst = true
      for cell in content.children(of: row)
      where ["table-cell", "covered-table-cell"].contains(content.nodes[cell].name) {
        if !isFirst {
          writer.cellBorder()
          writer.writeBreak("\t")
        }
        isFirst = false
        for paragraph in outermost(["p", "h"], in: cell) {
          inline(paragraph)
          writer.space()
          writer.writeBreak(" ")
        }
      }
      finish()
    }
  }

  /// The elements of some names below a node that lie in no other such element.
  private func outermost(_ names: Set<String>, in index: Int) -> [Int] {
    var found: [Int] = []
    var end = 0
    for inner in content.subtree(index).dropFirst() where inner >= end {
      guard names.contains(content.nodes[inner].name) else { continue }
      found.append(inner)
      end = content.nodes[inner].end
    }
    return found
  }

  // MARK: Words

  /// Writes the words within a paragraph.
  private mutating func inline(_ paragraph: Int, hasLook: Bool = true) {
    var open: [(end: Int, style: BlockWriter.Style, address: String?)] = []
    let end = content.nodes[paragraph].end
    var index = paragraph + 1
    // Paragraphs in frames come after this one.
    var boxes: [Int] = []
    while index < end {
      while let last = open.last, last.end <= index { open.removeLast() }
      let node = content.nodes[index]
      let outer = open.last?.style ?? []
      switch node.name {
      case "":
        writer.style = hasLook ? outer : []
        writer.address = open.last?.address
        writer.write(node.text)
      case "s":
        // More spaces are read as one all the same, and a number must not become megabytes.
        let count = min(node.attributes["c"].flatMap { Int($0) } ?? 1, 16)
        writer.write(String(repeating: " ", count: max(count, 1)))
      case "tab", "line-break", "soft-page-break": writer.write(" ")
      case "note":
        callNote(index)
        index = node.end
        continue
      case "annotation", "tracked-changes", "desc", "title", "bookmark", "ruby-text", "binary-data":
        index = node.end
        continue
      case "text-box":
        boxes.append(index)
        index = node.end
        continue
      default:
        var style = outer
        for name in styleChain(node.attributes["style-name"]) where node.name == "span" {
          style.formUnion(looks[name]?.style ?? [])
        }
        let address =
          node.name == "a" ? linkTarget(node.attributes["href"]) : open.last?.address
        open.append((node.end, style, address))
      }
      index += 1
    }
    writer.style = []
    writer.address = nil
    guard !boxes.isEmpty else { return }
    for box in boxes { for child in content.children(of: box) { write(child, nil) } }
  }

  private func styleChain(_ style: String?) -> [String] {
    var chain: [String] = []
    var next = style
    while let name = next, chain.count < 20, let look = looks[name] {
      chain.append(name)
      next = look.parent
    }
    return chain
  }

  private mutating func callNote(_ index: Int) {
    guard let body = content.child("note-body", of: index) else { return }
    let citation = content.child("note-citation", of: index).map { content.text(of: $0) } ?? ""
    let label = TextFacts.line(citation) ?? "*"
    writer.reference(label)
    writer.writeMark(label)
    notes.append(Note(label: label, body: body))
  }
}
