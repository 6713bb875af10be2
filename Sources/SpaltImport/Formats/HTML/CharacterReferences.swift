internal import CBoundedHTML

/// Decodes character references such as `&aring;`, `&#27;` and `&AMP`, each as the parser does.
struct CharacterReferences {
  private var known: [String: String] = [:]

  /// The text of a reference with its `&`, and with its `;` where it has one.
  mutating func text(of reference: String) -> String {
    if let text = known[reference] { return text }
    let text = decode(reference)
    known[reference] = text
    return text
  }

  private func decode(_ reference: String) -> String {
    var source = reference
    return source.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        guard let start = bytes.baseAddress,
          let html = spalt_html_parse(start, bytes.count, 1 << 20)
        else { return reference }
        defer { spalt_html_free(html) }
        return words(of: spalt_html_document(html)) ?? reference
      }
    }
  }

  /// The text of the one node of text below a node.
  private func words(of document: UnsafePointer<GumboNode>?) -> String? {
    var open = [document].compactMap(\.self)
    while let node = open.popLast() {
      switch node.pointee.type {
      case GUMBO_NODE_DOCUMENT, GUMBO_NODE_ELEMENT:
        let children =
          node.pointee.type == GUMBO_NODE_DOCUMENT
          ? node.pointee.v.document.children : node.pointee.v.element.children
        for index in 0..<children.length {
          if let child = withUnsafePointer(to: children, { spalt_html_child($0, index) }) {
            open.append(child)
          }
        }
      case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE:
        return node.pointee.v.text.text.map { String(cString: $0) }
      default: break
      }
    }
    return nil
  }

  /// The end of the reference that begins with the `&` at an offset, or `nil` where it begins none.
  static func end(in bytes: [UInt8], at start: Int, before limit: Int) -> Int? {
    var index = start + 1
    if index < limit, bytes[index] == 0x23 { index += 1 }
    let first = index
    // Source: the longest name has 31 letters (CounterClockwiseContourIntegral).
    while index < limit, index - first < 40, isAlphanumeric(bytes[index]) { index += 1 }
    guard index > first else { return nil }
    return index < limit && bytes[index] == 0x3B ? index + 1 : index
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
  }
}
