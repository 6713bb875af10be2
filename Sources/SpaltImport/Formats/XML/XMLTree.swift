internal import CExpat

/// A parsed XML file as a flat list of nodes in document order.
///
/// Names are without their prefixes, which files are free to choose. Entities a file declares are
/// never expanded, and nothing outside the file is ever read.
struct XMLTree {
  struct Node {
    /// The name of the element; empty for text.
    var name = ""
    var attributes: [String: String] = [:]
    var text = ""
    /// The index after its last descendant.
    var end = 0
    var parent = -1

    var isText: Bool { name.isEmpty }
  }

  fileprivate(set) var nodes: [Node] = []

  /// Deeper than any document that a word processor writes.
  fileprivate static let deepest = 400

  /// Parses a file; `nil` where it is not well-formed or deeper than any real one.
  init?(_ bytes: [UInt8]) {
    let parse = XMLParse()
    guard parse.run(bytes) else { return nil }
    nodes = parse.nodes
  }

  /// The elements of a name within a subtree, in order.
  func elements(_ name: String, in range: Range<Int>? = nil) -> [Int] {
    (range ?? nodes.indices).filter { nodes[$0].name == name }
  }

  func first(_ name: String, in range: Range<Int>? = nil) -> Int? {
    (range ?? nodes.indices).first { nodes[$0].name == name }
  }

  /// The children of a node.
  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = index + 1
    while child < nodes[index].end {
      children.append(child)
      child = nodes[child].end
    }
    return children
  }

  func child(_ name: String, of index: Int) -> Int? {
    children(of: index).first { nodes[$0].name == name }
  }

  func subtree(_ index: Int) -> Range<Int> { index..<nodes[index].end }

  /// All text of a subtree.
  func text(of index: Int) -> String {
    var text = ""
    for inner in subtree(index) where nodes[inner].isText { text += nodes[inner].text }
    return text
  }

  /// An attribute of a child: `<pPr><pStyle val="Title"/></pPr>`.
  func value(_ path: [String], of index: Int, attribute: String = "val") -> String? {
    var place = index
    for name in path {
      guard let next = child(name, of: place) else { return nil }
      place = next
    }
    return nodes[place].attributes[attribute]
  }
}

/// One run of the parser.
private final class XMLParse {
  var nodes: [XMLTree.Node] = []
  private var open: [Int] = []
  private var parser: XML_Parser?

  func run(_ bytes: [UInt8]) -> Bool {
    guard let parser = XML_ParserCreate(nil) else { return false }
    self.parser = parser
    defer { XML_ParserFree(parser) }
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_NEVER)
    XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, 1 << 20)
    XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser, 2)
    XML_SetElementHandler(
      parser,
      { XMLParse.of($0)?.start($1, $2) },
      { data, _ in XMLParse.of(data)?.end() })
    XML_SetCharacterDataHandler(parser) { XMLParse.of($0)?.text($1, $2) }
    // With a default handler the parser leaves references to declared entities as they stand.
    XML_SetDefaultHandler(parser) { _, _, _ in }
    XML_SetSkippedEntityHandler(parser) { XMLParse.of($0)?.skipped($1, $2) }
    XML_SetExternalEntityRefHandler(parser) { parser, context, _, _, _ in
      XMLParse.of(spalt_xml_user_data(parser))?.skippedOutside(context)
      return Int32(XML_STATUS_OK.rawValue)
    }
    // The parser takes lengths of 32 bits.
    var start = 0
    while true {
      let count = min(bytes.count - start, 1 << 24)
      let isLast = start + count == bytes.count
      let status = bytes.withUnsafeBytes { buffer in
        XML_Parse(
          parser, buffer.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self),
          Int32(count), isLast ? 1 : 0)
      }
      guard status == XML_STATUS_OK else { return false }
      if isLast { return !nodes.isEmpty }
      start += count
    }
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLParse? {
    data.map { Unmanaged<XMLParse>.fromOpaque($0).takeUnretainedValue() }
  }

  private func start(
    _ name: UnsafePointer<XML_Char>?, _ list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) {
    guard open.count < XMLTree.deepest else {
      XML_StopParser(parser, 0)
      return
    }
    var attributes: [String: String] = [:]
    if var place = list {
      while let name = place[0], let value = place[1] {
        attributes[Self.local(name)] = String(cString: value)
        place += 2
      }
    }
    let own = name.map { Self.local($0) } ?? "unknown"
    nodes.append(
      XMLTree.Node(
        name: own, attributes: attributes, end: nodes.count + 1, parent: open.last ?? -1))
    open.append(nodes.count - 1)
  }

  private func end() {
    guard let index = open.popLast() else { return }
    nodes[index].end = nodes.count
  }

  private func text(_ letters: UnsafePointer<XML_Char>?, _ count: Int32) {
    guard let letters, count > 0 else { return }
    append(
      String(decoding: UnsafeRawBufferPointer(start: letters, count: Int(count)), as: UTF8.self))
  }

  /// A reference to an entity that is not expanded stays to be seen.
  private func skipped(_ name: UnsafePointer<XML_Char>?, _ isParameter: Int32) {
    guard isParameter == 0, let name else { return }
    let reference = "&\(String(cString: name));"
    var characters = CharacterReferences()
    append(characters.text(of: reference))
  }

  /// An entity outside the file is not read. Its name is the last of those that are open.
  private func skippedOutside(_ context: UnsafePointer<XML_Char>?) {
    let names = context.map { String(cString: $0).split(separator: "\u{0C}") } ?? []
    if let name = names.last { append("&\(name);") }
  }

  private func append(_ text: String) {
    guard let parent = open.last else { return }
    if let last = nodes.indices.last, nodes[last].isText, nodes[last].parent == parent {
      nodes[last].text += text
    } else {
      nodes.append(XMLTree.Node(text: text, end: nodes.count + 1, parent: parent))
    }
  }

  private static func local(_ name: UnsafePointer<XML_Char>) -> String {
    let whole = String(cString: name)
    guard let colon = whole.lastIndex(of: ":") else { return whole }
    return String(whole[whole.index(after: colon)...])
  }
}
