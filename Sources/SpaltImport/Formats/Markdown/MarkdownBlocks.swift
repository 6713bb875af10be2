internal import CMarkdown
internal import SpaltText

/// Walks over what cmark-gfm made of a Markdown text and finds every word's place in it.
struct MarkdownBlocks {
  let bytes: [UInt8]
  private let start: Int
  /// Where each line starts; the parser counts lines from the start of what it is given.
  private var lines: [Int] = []
  /// Words are looked for from here to the end of their block.
  var cursor = 0
  var limit = 0
  var misses = 0

  private var lists: [(isOrdered: Bool, number: Int)] = []
  private var items: [Bool] = []
  private var quotes = 0
  private var note: (label: String, isFirst: Bool, mark: Range<Int>)?
  var styles: [BlockWriter.Style] = []
  var isHeading = false

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
  func labelEnd(at index: Int) -> Int? {
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
}
