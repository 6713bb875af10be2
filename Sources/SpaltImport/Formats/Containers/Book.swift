internal import SpaltText

/// An EPUB file: its chapters in the order of the spine.
///
/// Source: EPUB 3.3, sections 4 to 6.
struct Book {
  private let package: XMLTree
  private let container: Container
  private let folder: String

  init?(_ container: Container) {
    self.container = container
    var path = container.bytes("META-INF/container.xml").flatMap { XMLTree($0) }
      .flatMap { tree in tree.first("rootfile").flatMap { tree.nodes[$0].attributes["full-path"] } }
    if path == nil || container.bytes(path ?? "") == nil {
      path = container.names.first { $0.lowercased().hasSuffix(".opf") }
    }
    guard let path, let tree = container.bytes(path).flatMap({ XMLTree($0) }) else { return nil }
    package = tree
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The markup of all chapters, one after the other, as one page.
  func markup() -> String {
    var markup: [String] = []
    let navigation = navigation()
    for path in chapters() {
      guard let bytes = container.bytes(path),
        let source = try? decode(bytes, declared: declaredEncoding(bytes), name: path)
      else { continue }
      let isContents = navigation.contains(path)
      markup.append(
        (isContents ? "<nav>" : "") + chapterMarkup(source.text, file: path)
          + (isContents ? "</nav>" : ""))
    }
    return markup.joined(separator: "\n")
  }

  func facts() -> TextFacts {
    let metadata = package.first("metadata").map { package.subtree($0) }
    let value = { (name: String) in package.first(name, in: metadata).map { package.text(of: $0) } }
    return TextFacts(
      title: TextFacts.line(value("title")),
      publisher: TextFacts.line(value("publisher")) ?? TextFacts.line(value("creator")),
      date: TextFacts.date(value("date")), language: Language(rawValue: value("language") ?? "und"))
  }

  // MARK: Order

  private func chapters() -> [String] {
    var paths: [String: String] = [:]
    for index in package.elements("item") {
      let attributes = package.nodes[index].attributes
      if let id = attributes["id"], let link = attributes["href"] {
        paths[id] = resolve(link, from: folder)
      }
    }
    var seen: Set<String> = []
    let spine = package.elements("itemref").compactMap { index in
      package.nodes[index].attributes["idref"].flatMap { paths[$0] }
    }
    .filter { seen.insert($0).inserted }
    // A spine that leads nowhere: all that looks like a chapter.
    guard !spine.contains(where: { container.bytes($0) != nil }) else { return spine }
    return container.names.filter { $0.lowercased().hasSuffix("html") || $0.hasSuffix(".htm") }
  }

  /// The files that are said to be tables of contents.
  private func navigation() -> Set<String> {
    let paths = package.elements("item").compactMap { index -> String? in
      let attributes = package.nodes[index].attributes
      guard attributes["properties"]?.split(separator: " ").contains("nav") == true else {
        return nil
      }
      return attributes["href"].map { resolve($0, from: folder) }
    }
    return Set(paths)
  }

  /// A link within the container as the name of an entry.
  private func resolve(_ link: String, from folder: String) -> String {
    let path = unescaped(link.prefix { $0 != "#" && $0 != "?" })
    var parts: [Substring] = []
    for part in (folder + path).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  private func unescaped(_ link: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(link.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A chapter's markup made ready to stand among others in one page.
///
/// XML may close an element where it opens it, which a page may not; ids and the links to them get
/// the path of their file in the book, for two chapters may use the same.
func chapterMarkup(_ source: String, file: String) -> String {
  var bytes = Array(source.utf8)
  if let start = source.utf8.firstRange(of: "<body".utf8),
    let end = bytes[source.utf8.distance(from: source.startIndex, to: start.lowerBound)...]
      .firstIndex(of: 0x3E)
  {
    bytes = Array(bytes[(end + 1)...])
  }
  if let end = bytes.firstRange(of: Array("</body".utf8)) {
    bytes = Array(bytes[..<end.lowerBound])
  }
  var markup: [UInt8] = []
  markup.reserveCapacity(bytes.count + bytes.count / 8)
  var index = 0
  // Past the last `>` no sign begins a tag; to look for its end each time would take ever longer.
  let lastEnd = bytes.lastIndex(of: 0x3E) ?? -1
  while index < bytes.count {
    if bytes[index] == 0x3C, bytes[index...].starts(with: "<![CDATA[".utf8) {
      let end = bytes[index...].firstRange(of: Array("]]>".utf8))?.lowerBound ?? bytes.count
      for byte in bytes[min(index + 9, end)..<end] {
        markup += byte == 0x3C ? Array("&lt;".utf8) : byte == 0x26 ? Array("&amp;".utf8) : [byte]
      }
      index = min(end + 3, bytes.count)
      continue
    }
    guard bytes[index] == 0x3C, index < lastEnd, let end = bytes[index...].firstIndex(of: 0x3E)
    else {
      markup.append(bytes[index])
      index += 1
      continue
    }
    let tag = bytes[index...end]
    if tag.starts(with: "<!--".utf8) || tag.starts(with: "<?".utf8) {
      index =
        bytes[index...].firstRange(of: Array((tag[index + 1] == 0x3F ? "?>" : "-->").utf8))?
        .upperBound ?? bytes.count
      continue
    }
    markup += chapterTag(tag, file: file)
    index = end + 1
  }
  return String(decoding: markup, as: UTF8.self)
}

private func chapterTag(_ tag: ArraySlice<UInt8>, file: String) -> [UInt8] {
  var text = String(decoding: tag, as: UTF8.self)
  let name = text.dropFirst().prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }.lowercased()
  if text.hasSuffix("/>"), !voidElements.contains(name), !name.isEmpty {
    text = "\(text.dropLast(2))></\(name)>"
  }
  let key = file.utf8.reduce(UInt32(5381)) { $0 &* 33 &+ UInt32($1) }
  guard text.contains("=") else { return Array(text.utf8) }
  for (attribute, isLink) in [(" id=", false), (" href=", true)] {
    guard let place = text.firstRange(of: attribute) else { continue }
    let quote = place.upperBound
    guard quote < text.endIndex, text[quote] == "\"" || text[quote] == "'" else { continue }
    let start = text.index(after: quote)
    if !isLink {
      text.insert(contentsOf: "\(key)-", at: start)
    } else if let hash = text[start...].firstIndex(of: "#"),
      let end = text[start...].firstIndex(of: text[quote]), hash < end
    {
      let target = text[start..<hash].split(separator: "/").last.map(String.init) ?? ""
      let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
      let path = target.isEmpty ? file : folder + target
      let other = path.utf8.reduce(UInt32(5381)) { $0 &* 33 &+ UInt32($1) }
      text.replaceSubrange(start...hash, with: "#\(other)-")
    }
  }
  return Array(text.utf8)
}

/// Elements of HTML that never have an end tag.
private let voidElements: Set<String> = [
  "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
  "track", "wbr",
]
