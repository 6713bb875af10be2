internal import CBoundedHTML

/// A parsed page as a flat list of nodes in document order.
///
/// A node's descendants follow it up to its ``Node/end``: so no walk needs recursion, however deep a
/// page is.
struct HTMLTree {
  struct Node {
    /// The lower-case name of the element; empty for text.
    var tag = ""
    var attributes: [String: String] = [:]
    /// Where it stands in the source; for an element its start tag. Empty for what the parser put in.
    var range = 0..<0
    /// The text with its character references decoded.
    var text = ""
    var parent = -1
    /// The index after its last descendant.
    var end = 0

    var isText: Bool { tag.isEmpty }
  }

  private(set) var nodes: [Node] = []

  /// Bytes of memory a page may take in the parser: more than any page of 10 MB needs.
  private static let mostMemory = 512 << 20
  /// How much memory a byte of source may take; pages take 5 to 30 times their size.
  private static let memoryPerByte = 400

  /// Parses UTF-8; `nil` where the page is made to take too much memory or time.
  init?(_ source: [UInt8]) {
    guard !isTooDeep(source) else { return nil }
    let bound = min(Self.mostMemory, (4 << 20) + source.count * Self.memoryPerByte)
    var nodes: [Node] = []
    let isParsed = source.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { bytes in
        guard let start = bytes.baseAddress,
          let html = spalt_html_parse(start, bytes.count, bound)
        else { return false }
        defer { spalt_html_free(html) }
        nodes = flatten(spalt_html_document(html), start: start, length: bytes.count)
        return true
      }
    }
    guard isParsed else { return nil }
    self.nodes = nodes
  }

  /// The descendants of a node and the node itself.
  func subtree(_ index: Int) -> Range<Int> { index..<nodes[index].end }

  /// The nodes from the parent of a node up.
  func ancestors(of index: Int) -> some Sequence<Int> {
    sequence(first: nodes[index].parent) { $0 < 0 ? nil : nodes[$0].parent }
      .lazy.filter { $0 >= 0 }
  }

  /// The words of a subtree, with single spaces between them.
  func words(of index: Int) -> String {
    subtree(index).filter { nodes[$0].isText }
      .flatMap { nodes[$0].text.split(whereSeparator: \.isWhitespace) }.joined(separator: " ")
  }
}

/// Makes the flat list of Gumbo's tree.
private func flatten(
  _ document: UnsafePointer<GumboNode>?, start: UnsafePointer<CChar>, length: Int
) -> [HTMLTree.Node] {
  var nodes: [HTMLTree.Node] = []
  var open: [(node: UnsafePointer<GumboNode>, index: Int, next: UInt32)] = []
  let range = { (piece: GumboStringPiece) -> Range<Int> in
    guard let data = piece.data, piece.length > 0 else { return 0..<0 }
    let lower = start.distance(to: data)
    guard lower >= 0, lower + piece.length <= length else { return 0..<0 }
    return lower..<lower + piece.length
  }
  if let document { open.append((document, -1, 0)) }
  while let (node, index, next) = open.last {
    let children =
      node.pointee.type == GUMBO_NODE_DOCUMENT
      ? node.pointee.v.document.children : node.pointee.v.element.children
    guard next < children.length else {
      open.removeLast()
      if index >= 0 { nodes[index].end = nodes.count }
      continue
    }
    open[open.count - 1].next += 1
    guard let child = withUnsafePointer(to: children, { spalt_html_child($0, next) }) else {
      continue
    }
    switch child.pointee.type {
    case GUMBO_NODE_ELEMENT:
      let element = child.pointee.v.element
      nodes.append(
        HTMLTree.Node(
          tag: name(of: element), attributes: attributes(of: element),
          range: range(element.original_tag), parent: index, end: nodes.count + 1))
      open.append((child, nodes.count - 1, 0))
    case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
      let text = child.pointee.v.text
      nodes.append(
        HTMLTree.Node(
          range: range(text.original_text), text: text.text.map { String(cString: $0) } ?? "",
          parent: index, end: nodes.count + 1))
    default: break
    }
  }
  return nodes
}

private func name(of element: GumboElement) -> String {
  if element.tag != GUMBO_TAG_UNKNOWN, let name = gumbo_normalized_tagname(element.tag) {
    return String(cString: name)
  }
  var piece = element.original_tag
  gumbo_tag_from_original_text(&piece)
  guard let data = piece.data, piece.length > 0 else { return "unknown" }
  let bytes = UnsafeRawBufferPointer(start: data, count: piece.length)
  return String(decoding: bytes, as: UTF8.self).lowercased()
}

private func attributes(of element: GumboElement) -> [String: String] {
  var attributes: [String: String] = [:]
  for index in 0..<element.attributes.length {
    guard let attribute = withUnsafePointer(to: element, { spalt_html_attribute($0, index) }),
      let name = attribute.pointee.name, let value = attribute.pointee.value
    else { continue }
    attributes[String(cString: name)] = String(cString: value)
  }
  return attributes
}
