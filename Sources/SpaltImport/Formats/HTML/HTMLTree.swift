internal import CBoundedHTML

/// A parsed page as a flat list of nodes in document order.
///
/// A node's descendants follow it up to its ``Node/end``: so no walk needs recursion, however deep a
/// page is.
struct HTMLTree {
  ///
  /// Kept small: a page of ten megabytes has a million.
  struct Node {
    /// The name of an element, or a text.
    private let word: String
    let attributes: [String: String]
    @Narrow<UInt32> private var lower: Int
    @Narrow<UInt32> private var upper: Int
    private let parentIndex: Int32
    /// The index after its last descendant.
    @Narrow<UInt32> var end: Int
    let isText: Bool

    /// The lower-case name of the element; empty for text.
    var tag: String { isText ? "" : word }
    /// The text with its character references decoded; empty for an element.
    var text: String { isText ? word : "" }
    /// Where it stands in the source; for an element its start tag.
    ///
    /// Empty for what the parser put in.
    var range: Range<Int> { lower..<upper }
    /// The index of the element around it; -1 for the outermost.
    var parent: Int { Int(parentIndex) }

    private init(
      _ word: String, _ attributes: [String: String], isText: Bool, _ range: Range<Int>,
      parent: Int, end: Int
    ) {
      self.word = word
      self.attributes = attributes
      self.isText = isText
      lower = range.lowerBound
      upper = range.upperBound
      parentIndex = Int32(clamping: parent)
      self.end = end
    }

    static func element(
      _ tag: String, _ attributes: [String: String], _ range: Range<Int>, parent: Int, end: Int
    ) -> Node {
      Node(tag, attributes, isText: false, range, parent: parent, end: end)
    }

    static func text(_ text: String, _ range: Range<Int>, parent: Int, end: Int) -> Node {
      Node(text, [:], isText: true, range, parent: parent, end: end)
    }
  }

  private(set) var nodes: [Node] = []

  /// Bytes of memory a page may take in the parser: more than any page of 10 MB needs.
  private static let mostMemory = 512 << 20
  /// How much memory a byte of source may take beyond ``fewBytes``; pages take 5 to 30 times their
  /// size, a table of one-digit cells 33 times.
  private static let memoryPerByte = 40
  /// What any page may take, however small it is.
  private static let fewBytes = 8 << 20

  /// Parses UTF-8; `nil` where the page is made to take too much memory or time.
  init?(_ source: [UInt8]) {
    guard !isTooDeep(source) else { return nil }
    let bound = min(Self.mostMemory, Self.fewBytes + source.count * Self.memoryPerByte)
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
  var count = 0
  walk(document, enter: { _, _ in count += 1 }, leave: { _ in })
  var nodes: [HTMLTree.Node] = []
  // Growing, the list would be in memory twice.
  nodes.reserveCapacity(count)
  let range = { (piece: GumboStringPiece) -> Range<Int> in
    guard let data = piece.data, piece.length > 0 else { return 0..<0 }
    let lower = start.distance(to: data)
    guard lower >= 0, lower + piece.length <= length else { return 0..<0 }
    return lower..<lower + piece.length
  }
  walk(
    document,
    enter: { node, parent in
      let end = nodes.count + 1
      if node.type == GUMBO_NODE_ELEMENT {
        let element = node.v.element
        nodes.append(
          .element(
            name(of: element), attributes(of: element), range(element.original_tag),
            parent: parent, end: end))
      } else {
        let text = node.v.text
        nodes.append(
          .text(
            text.text.map { String(cString: $0) } ?? "", range(text.original_text),
            parent: parent, end: end))
      }
    }, leave: { nodes[$0].end = nodes.count })
  return nodes
}

/// Goes through elements and texts in document order; the n-th has the index n.
///
/// - Parameters:
///   - document: The tree's root.
///   - enter: Is given a node, and the index of the element around it or -1.
///   - leave: Is given the index of an element whose descendants have all been entered.
private func walk(
  _ document: UnsafePointer<GumboNode>?, enter: (GumboNode, Int) -> Void, leave: (Int) -> Void
) {
  var open: [(node: UnsafePointer<GumboNode>, index: Int, next: UInt32)] = []
  var count = 0
  if let document { open.append((document, -1, 0)) }
  while let (node, index, next) = open.last {
    let children =
      node.pointee.type == GUMBO_NODE_DOCUMENT
      ? node.pointee.v.document.children : node.pointee.v.element.children
    guard next < children.length else {
      open.removeLast()
      if index >= 0 { leave(index) }
      continue
    }
    open[open.count - 1].next += 1
    guard let child = withUnsafePointer(to: children, { spalt_html_child($0, next) }) else {
      continue
    }
    switch child.pointee.type {
    case GUMBO_NODE_ELEMENT:
      enter(child.pointee, index)
      open.append((child, count, 0))
      count += 1
    case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
      enter(child.pointee, index)
      count += 1
    default: break
    }
  }
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
