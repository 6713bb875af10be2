internal import CMarkdown
internal import SpaltText

/// Walks over what cmark-gfm made of a Markdown text and finds every word's place in it.
struct MarkdownBlocks {
  private let bytes: [UInt8]
  private let start: Int
  /// Where each line starts; the parser counts lines from the start of what it is given.
  private var lines: [Int] = []
  /// Words are looked for from here to the end of their block.
  private var cursor = 0
  private var limit = 0
  private var misses = 0

  private var lists: [(isOrdered: Bool, number: Int)] = []
  private var items: [Bool] = []
  private var quotes = 0
  private var note: (label: String, isFirst: Bool, mark: Range<Int>)?
  private var styles: [BlockWriter.Style] = []
  private var isHeading = false

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    self.start = start
    lines = [start]
    var index = start
    while index < bytes.count {
      let isEnd =
        bytes[index] == 0x0A
        || (bytes[index] == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A))
      index += 1
      if isEnd { lines.append(index) }
    }
  }

  mutating func write(to writer: inout BlockWriter) {
    cmark_gfm_core_extensions_ensure_registered()
    guard let parser = cmark_parser_new(spalt_markdown_options) else { return }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough"] {
      if let extra = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, extra)
      }
    }
    feed(parser, Array(bytes[start...]))
    // A note that nothing calls would be dropped: it is called after the end.
    feed(parser, Array(("\n\n" + uncalledNotes().map { "[^\($0)]" }.joined(separator: " ")).utf8))
    guard let document = cmark_parser_finish(parser) else { return }
    defer { cmark_node_free(document) }
    guard let walk = cmark_iter_new(document) else { return }
    defer { cmark_iter_free(walk) }
    while true {
      let event = cmark_iter_next(walk)
      guard event != CMARK_EVENT_DONE, event != CMARK_EVENT_NONE,
        let node = cmark_iter_get_node(walk)
      else { break }
      visit(node, isEntering: event == CMARK_EVENT_ENTER, &writer)
    }
    writer.end()
  }

  private func feed(_ parser: OpaquePointer, _ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
    }
  }

  // MARK: Notes

  /// Labels of notes that have a text but no call.
  private func uncalledNotes() -> [String] {
    var defined: [String] = []
    var called: Set<String> = []
    var index = start
    while index + 3 < bytes.count {
      guard bytes[index] == 0x5B, bytes[index + 1] == 0x5E, let end = labelEnd(at: index) else {
        index += 1
        continue
      }
      let label = String(decoding: bytes[index + 2..<end], as: UTF8.self)
      if end + 1 < bytes.count, bytes[end + 1] == 0x3A {
        defined.append(label)
      } else {
        called.insert(label.lowercased())
      }
      index = end
    }
    return defined.filter { !called.contains($0.lowercased()) }
  }

  /// The place of the `]` of a label that begins at an offset.
  private func labelEnd(at index: Int) -> Int? {
    var end = index + 2
    while end < bytes.count, end - index < 200 {
      if bytes[end] == 0x5D { return end > index + 2 ? end : nil }
      if bytes[end] <= 0x20 || bytes[end] == 0x5B { return nil }
      end += 1
    }
    return nil
  }

  /// The label of a note is not in its node: it stands before the words.
  private mutating func openNote(_ node: OpaquePointer, _ writer: inout BlockWriter) {
    open(node)
    cursor = place(line: cmark_node_get_start_line(node), column: 1)
    guard let found = find(Array("[^".utf8)), let end = labelEnd(at: found.lowerBound) else {
      note = ("*", true, cursor..<cursor)
      return
    }
    let label = String(decoding: bytes[found.upperBound..<end], as: UTF8.self)
    note = (label, true, found.lowerBound..<min(end + 2, limit))
  }

  // MARK: Nodes

  private mutating func visit(
    _ node: OpaquePointer, isEntering: Bool, _ writer: inout BlockWriter
  ) {
    let type = cmark_node_get_type(node)
    if spalt_node_is_table_row(node) != 0 {
      if isEntering {
        open(node)
        writer.begin(.tableRow)
      } else {
        writer.end()
      }
      return
    }
    if spalt_node_is_table_cell(node) != 0 {
      if isEntering, cmark_node_previous(node) != nil { writer.cellBorder() }
      return
    }
    switch type {
    case CMARK_NODE_LIST:
      if isEntering {
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        lists.append((isOrdered, Int(cmark_node_get_list_start(node))))
      } else {
        _ = lists.popLast()
      }
    case CMARK_NODE_ITEM: visitItem(isEntering)
    case CMARK_NODE_BLOCK_QUOTE: quotes += isEntering ? 1 : -1
    case CMARK_NODE_FOOTNOTE_DEFINITION:
      writer.end()
      note = nil
      if isEntering { openNote(node, &writer) }
    case CMARK_NODE_PARAGRAPH:
      if isEntering {
        open(node)
        beginParagraph(node, &writer)
      } else {
        writer.end()
      }
    case CMARK_NODE_HEADING:
      isHeading = isEntering
      if isEntering {
        open(node)
        writer.begin(.heading(level: Int(cmark_node_get_heading_level(node))))
      } else {
        writer.end()
      }
    case CMARK_NODE_CODE_BLOCK: code(node, &writer)
    case CMARK_NODE_HTML_BLOCK: html(node, &writer)
    default: inline(node, type, isEntering, &writer)
    }
  }

  private mutating func visitItem(_ isEntering: Bool) {
    if isEntering { items.append(true) } else { _ = items.popLast() }
    if !isEntering, let last = lists.indices.last { lists[last].number += 1 }
  }

  private mutating func open(_ node: OpaquePointer) {
    limit = place(line: cmark_node_get_end_line(node) + 1, column: 1)
    cursor = place(line: cmark_node_get_start_line(node), column: 1)
    let column = place(
      line: cmark_node_get_start_line(node), column: cmark_node_get_start_column(node))
    if column < limit { cursor = column }
  }

  private func place(line: Int32, column: Int32) -> Int {
    let index = Int(line) - 1
    guard index >= 0 else { return start }
    guard index < lines.count else { return bytes.count }
    return min(lines[index] + max(0, Int(column) - 1), bytes.count)
  }

  private mutating func beginParagraph(_ node: OpaquePointer, _ writer: inout BlockWriter) {
    // The calls after the end are ours.
    if cursor >= bytes.count { limit = cursor }
    if let own = note {
      writer.begin(.footnote, marker: own.isFirst ? own.label : nil)
      if own.isFirst {
        writer.mark(own.mark)
        cursor = max(cursor, own.mark.upperBound)
      }
      note?.isFirst = false
    } else if let isFirst = items.last, let list = lists.last, isFirst {
      items[items.count - 1] = false
      let indent = String(repeating: "  ", count: min(lists.count, 12) - 1)
      writer.begin(.listItem, marker: indent + (list.isOrdered ? "\(list.number)." : "•"))
    } else {
      let child = cmark_node_first_child(node)
      let isPicture =
        child.map { cmark_node_get_type($0) == CMARK_NODE_IMAGE } ?? false
        && cmark_node_next(child) == nil
      writer.begin(isPicture ? .caption : quotes > 0 ? .quote : .paragraph)
    }
  }

  // MARK: Listings and markup

  private mutating func code(_ node: OpaquePointer, _ writer: inout BlockWriter) {
    open(node)
    let literal = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    if cmark_node_get_fence_info(node).map({ $0.pointee != 0 }) == true,
      let end = bytes[cursor..<limit].firstIndex(where: { $0 == 0x0A || $0 == 0x0D })
    {
      cursor = end
    }
    for line in literal.split(separator: "\n") {
      writer.begin(.paragraph)
      words(line, &writer)
    }
    writer.end()
  }

  /// Markup within Markdown: the text between the tags.
  private mutating func html(_ node: OpaquePointer, _ writer: inout BlockWriter) {
    open(node)
    writer.begin(.paragraph)
    var scanner = TagScanner(Array(bytes[cursor..<limit]))
    while let token = scanner.next() {
      switch token {
      case .text(let range):
        writer.plainMarkup(range.lowerBound + cursor..<range.upperBound + cursor)
      case .open(let name, _), .close(let name):
        if HTMLElements.blocks.contains(name) { writer.begin(.paragraph) }
      case .hidden: break
      }
    }
    writer.end()
  }

  // MARK: Words

  private mutating func inline(
    _ node: OpaquePointer, _ type: cmark_node_type, _ isEntering: Bool,
    _ writer: inout BlockWriter
  ) {
    switch type {
    case CMARK_NODE_STRONG: setStyle(.strong, isEntering, &writer)
    case CMARK_NODE_EMPH: setStyle(.emphasis, isEntering, &writer)
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: writer.space()
    case CMARK_NODE_TEXT, CMARK_NODE_CODE:
      guard limit > cursor, let literal = cmark_node_get_literal(node) else { return }
      words(Substring(String(cString: literal)), &writer)
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
      // Where it leads must not be taken for the words after it.
      if !isEntering { skipDestination() }
    case CMARK_NODE_HTML_INLINE:
      if let literal = cmark_node_get_literal(node) {
        if let found = find(Array(String(cString: literal).utf8)) { cursor = found.upperBound }
      }
    case CMARK_NODE_FOOTNOTE_REFERENCE:
      // It is left as it is entered, and two are not one call.
      if isEntering { call(&writer) }
    default: break
    }
  }

  private mutating func setStyle(
    _ style: BlockWriter.Style, _ isEntering: Bool, _ writer: inout BlockWriter
  ) {
    if isEntering { styles.append(style) } else { _ = styles.popLast() }
    writer.style = isHeading ? [] : styles.reduce([]) { $0.union($1) }
  }

  private mutating func call(_ writer: inout BlockWriter) {
    guard limit > cursor, let found = find(Array("[^".utf8)),
      let end = labelEnd(at: found.lowerBound)
    else { return }
    writer.reference(
      String(decoding: bytes[found.upperBound..<end], as: UTF8.self),
      mark: found.lowerBound..<end + 1)
    cursor = end + 1
  }

  private mutating func skipDestination() {
    guard cursor + 1 < limit, bytes[cursor] == 0x5D else { return }
    let closing: UInt8
    switch bytes[cursor + 1] {
    case 0x28: closing = 0x29
    case 0x5B: closing = 0x5D
    default: return
    }
    var depth = 0
    var index = cursor + 1
    let last = min(limit, index + reach)
    while index < last {
      if bytes[index] == 0x5C {
        index += 1
      } else if bytes[index] == bytes[cursor + 1] {
        depth += 1
      } else if bytes[index] == closing {
        depth -= 1
        if depth == 0 { break }
      }
      index += 1
    }
    if index < last { cursor = index + 1 } else if last < limit { misses += 1 }
  }

  /// Adds words, each from where it stands.
  private mutating func words(_ text: Substring, _ writer: inout BlockWriter) {
    var rest = text
    while !rest.isEmpty {
      if rest.first?.isWhitespace == true {
        writer.space()
        rest = rest.drop { $0.isWhitespace }
        continue
      }
      let word = rest.prefix { !$0.isWhitespace }
      rest = rest[word.endIndex...]
      add(Array(word.utf8), &writer)
    }
  }

  private mutating func add(_ word: [UInt8], _ writer: inout BlockWriter) {
    var here = cursor
    while here < limit, bytes[here] <= 0x20 { here += 1 }
    if here < limit, bytes[here] == 0x26, bytes[here..<limit].starts(with: word) == false,
      let end = CharacterReferences.end(in: bytes, at: here, before: limit)
    {
      // The parser makes a node of its own of each reference.
      writer.decoded(String(decoding: word, as: UTF8.self), from: here..<end)
      cursor = end
    } else if let found = find(word) {
      writer.letters(found)
      cursor = found.upperBound
    } else {
      writer.decoded(String(decoding: word, as: UTF8.self), from: cursor..<cursor)
    }
  }

  /// How far is looked for what should come next: what is not there must not be looked for in all
  /// of a long paragraph, each time anew.
  private var reach: Int { misses < 100 ? 1 << 16 : 256 }

  /// The next place of some bytes in the block.
  private mutating func find(_ word: [UInt8]) -> Range<Int>? {
    guard let first = word.first, cursor + word.count <= limit else { return nil }
    let last = min(limit, cursor + reach + word.count)
    var index = cursor
    while index + word.count <= last {
      if bytes[index] == first, bytes[index..<index + word.count].elementsEqual(word) {
        return index..<index + word.count
      }
      index += 1
    }
    misses += 1
    return nil
  }
}
