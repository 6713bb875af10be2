internal import CMarkdown
internal import SpaltText

/// Words and the marks in them, each found in the source from where the last one ended.
extension MarkdownBlocks {
  /// Adds what a node inside a block stands for.
  mutating func inline(
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
      if type == CMARK_NODE_LINK {
        let url = isEntering ? cmark_node_get_url(node).map { String(cString: $0) } : nil
        writer.address = linkTarget(url)
      }
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
  mutating func words(_ text: Substring, _ writer: inout BlockWriter) {
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
  mutating func find(_ word: [UInt8]) -> Range<Int>? {
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
