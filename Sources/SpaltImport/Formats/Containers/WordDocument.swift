internal import SpaltText

/// A DOCX file: its words in reading order, and their structure.
///
/// Source: ECMA-376, part 1, section 17 (WordprocessingML).
struct WordDocument {
  private let body: XMLTree
  private let container: Container
  private let styles: WordStyles
  private var numbering: WordNumbering
  private var noteParts: [String: XMLTree] = [:]
  /// The element of each note, by part and id.
  private var noteBodies: [String: [String: Int]] = [:]
  /// Where the links of each part lead, by their ids.
  private var targets: [String: [String: String]] = [:]
  /// The part whose words are being written.
  private var part = "document"
  /// Fields may run on over paragraphs.
  private var fields = WordFields()
  private var writer = BlockWriter()
  private var called: [(label: String, part: String, id: String)] = []
  private var noteCount = 0

  init?(_ container: Container) {
    guard let bytes = container.bytes("word/document.xml"), let tree = XMLTree(bytes) else {
      return nil
    }
    self.container = container
    body = tree
    styles = WordStyles(container.bytes("word/styles.xml").flatMap { XMLTree($0) })
    numbering = WordNumbering(container.bytes("word/numbering.xml").flatMap { XMLTree($0) })
    for part in ["document", "footnotes", "endnotes"] {
      targets[part] = Self.targets(of: part, in: container)
    }
    for part in ["footnotes", "endnotes"] {
      noteParts[part] = container.bytes("word/\(part).xml").flatMap { XMLTree($0) }
      guard let tree = noteParts[part] else { continue }
      for (index, node) in tree.nodes.enumerated()
      where ["footnote", "endnote"].contains(node.name) {
        noteBodies[part, default: [:]][node.attributes["id"] ?? ""] = index
      }
    }
  }

  private static func targets(of part: String, in container: Container) -> [String: String] {
    guard let tree = container.bytes("word/_rels/\(part).xml.rels").flatMap({ XMLTree($0) })
    else { return [:] }
    return tree.elements("Relationship").reduce(into: [:]) { targets, index in
      let attributes = tree.nodes[index].attributes
      guard let id = attributes["Id"], let address = linkTarget(attributes["Target"]) else {
        return
      }
      targets[id] = address
    }
  }

  /// The source and the blocks.
  mutating func text() -> (source: [UInt8], blocks: [Block]) {
    writeFurniture("word/header")
    if let root = body.first("body") { writeAll(of: root, in: body) }
    writeFurniture("word/footer")
    return (writer.source, refined(writer.finished()))
  }

  func facts() -> TextFacts {
    guard let tree = container.bytes("docProps/core.xml").flatMap({ XMLTree($0) }) else {
      return TextFacts(language: styles.language)
    }
    let value = { (name: String) in tree.first(name).map { tree.text(of: $0) } }
    let language = TextFacts.line(value("language")).map { Language(rawValue: $0) }
    return TextFacts(
      title: TextFacts.line(value("title")), publisher: TextFacts.line(value("creator")),
      date: TextFacts.date(value("created")), language: language ?? styles.language)
  }

  // MARK: Blocks

  private mutating func writeFurniture(_ prefix: String) {
    var known: Set<String> = []
    for name in container.names.sorted() where name.hasPrefix(prefix) {
      guard let tree = container.bytes(name).flatMap({ XMLTree($0) }) else { continue }
      // The head of the first page and of the others are often the same.
      for paragraph in tree.elements("p")
      where known.insert(tree.text(of: paragraph)).inserted {
        begin(.boilerplate)
        inline(paragraph, in: tree, style: [])
      }
    }
    writer.end()
  }

  private mutating func begin(_ kind: BlockKind, marker: String? = nil) {
    writer.begin(kind, marker: marker)
    writer.writeBreak()
  }

  private mutating func writeAll(of parent: Int, in tree: XMLTree) {
    var left = tree.children(of: parent).reversed().map(\.self)
    while let index = left.popLast() {
      switch tree.nodes[index].name {
      case "p": writeParagraph(index, in: tree)
      case "tbl": writeTable(index, in: tree)
      // Deleted words are not part of the text; a fallback says again what was said.
      case "del", "moveFrom", "Fallback", "sectPr", "sdtPr", "sdtEndPr", "customXmlPr": break
      default: left += tree.children(of: index).reversed()
      }
    }
  }

  private mutating func writeParagraph(_ index: Int, in tree: XMLTree) {
    let style = tree.value(["pPr", "pStyle"], of: index)
    var kind = styles.kind(of: style)
    if let level = tree.value(["pPr", "outlineLvl"], of: index).flatMap({ Int($0) }), level < 9,
      kind == .paragraph
    {
      kind = .heading(level: level + 1)
    }
    var marker: String?
    let number = tree.value(["pPr", "numPr", "numId"], of: index) ?? styles.number(of: style)
    if kind.level == nil, kind != .boilerplate, let number, number != "0" {
      let depth = tree.value(["pPr", "numPr", "ilvl"], of: index).flatMap { Int($0) } ?? 0
      if let sign = numbering.marker(number, depth: min(max(depth, 0), 12)) {
        kind = .listItem
        marker = String(repeating: "  ", count: min(max(depth, 0), 12)) + sign
      }
    }
    begin(kind, marker: marker)
    inline(index, in: tree, style: [], hasLook: kind.level == nil)
    writer.end()
    writeNotes()
  }

  private mutating func writeTable(_ index: Int, in tree: XMLTree) {
    for row in tree.children(of: index) where tree.nodes[row].name == "tr" {
      begin(.tableRow)
      var isFirst = true
      for cell in tree.children(of: row) where tree.nodes[cell].name == "tc" {
        if !isFirst {
          writer.cellBorder()
          writer.writeBreak("\t")
        }
        isFirst = false
        var end = 0
        for paragraph in tree.elements("p", in: tree.subtree(cell)) where paragraph >= end {
          // A box within a paragraph comes with it.
          end = tree.nodes[paragraph].end
          inline(paragraph, in: tree, style: [])
          writer.space()
          writer.writeBreak(" ")
        }
      }
      writer.end()
      writeNotes()
    }
  }

  private mutating func writeNotes() {
    let notes = called
    called = []
    for note in notes {
      guard let tree = noteParts[note.part], let index = noteBodies[note.part]?[note.id] else {
        continue
      }
      part = note.part
      let outer = fields
      fields = WordFields()
      defer {
        part = "document"
        fields = outer
      }
      var isFirst = true
      for paragraph in tree.elements("p", in: tree.subtree(index)) {
        begin(.footnote, marker: isFirst ? note.label : nil)
        if isFirst { writer.writeMark(note.label + " ") }
        isFirst = false
        inline(paragraph, in: tree, style: [])
        writer.end()
      }
    }
    called = []
  }

  // MARK: Words

  private mutating func inline(
    _ paragraph: Int, in tree: XMLTree, style: BlockWriter.Style, hasLook: Bool = true
  ) {
    var boxes: [Int] = []
    var index = paragraph + 1
    let end = tree.nodes[paragraph].end
    var run = 0..<0
    var look: BlockWriter.Style = []
    var link: (end: Int, address: String?) = (0, nil)
    while index < end {
      let node = tree.nodes[index]
      switch node.name {
      case "r":
        run = tree.subtree(index)
        look = hasLook ? styles.look(ofRun: index, in: tree) : []
      case "t", "noBreakHyphen", "sym", "tab", "br", "cr":
        writer.style = run.contains(index) ? look : []
        writer.address = index < link.end ? link.address : fields.address
        writer.write(words(index, in: tree))
        index = node.end
        continue
      case "hyperlink":
        link = (node.end, targets[part]?[node.attributes["id"] ?? ""])
      case "fldSimple":
        if let address = WordFields.address(in: node.attributes["instr"] ?? "") {
          link = (node.end, address)
        }
      case "fldChar":
        switch node.attributes["fldCharType"] {
        case "begin": fields.begin()
        case "separate": fields.separate()
        default: fields.end()
        }
      case "instrText":
        fields.instruct(tree.text(of: index))
        index = node.end
        continue
      case "footnoteReference", "endnoteReference":
        noteCount += 1
        let label = String(noteCount)
        writer.reference(label)
        writer.writeMark(label)
        called.append(
          (
            label, node.name == "footnoteReference" ? "footnotes" : "endnotes",
            node.attributes["id"] ?? ""
          ))
      case "del", "moveFrom", "Fallback", "delText", "pPr", "rPr", "commentReference",
        "annotationRef", "fldData":
        index = node.end
        continue
      case "txbxContent":
        boxes.append(index)
        index = node.end
        continue
      default: break
      }
      index += 1
    }
    writer.style = []
    writer.address = nil
    for box in boxes { writeAll(of: box, in: tree) }
  }

  private func words(_ index: Int, in tree: XMLTree) -> String {
    switch tree.nodes[index].name {
    case "t": tree.text(of: index)
    case "noBreakHyphen": "\u{2011}"
    case "sym":
      tree.nodes[index].attributes["char"].flatMap { UInt32($0, radix: 16) }
        .flatMap { Unicode.Scalar($0) }.map { String($0) } ?? ""
    default: " "
    }
  }
}
