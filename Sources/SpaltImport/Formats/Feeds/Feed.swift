internal import SpaltText

/// The entries of an RSS or Atom file, each a text.
///
/// Source: RSS 2.0; RFC 4287; the content module of RSS 1.0.
func feedTexts(
  _ bytes: [UInt8], name: String, _ encoding: TextEncoding?
) throws -> [ImportedText] {
  let file = try decodeMarkup(bytes, name: name, encoding)
  guard let feed = Feed(file.text) else {
    throw FormatFailure.damaged(name: name, format: "a feed")
  }
  let entries = feed.entries()
  let parts = partNames(entries.map { ($0.title, $0.key) })
  return zip(entries, parts).map { entry, part in
    let text = HTMLText(entry.markup, isWholePage: true)
    let digest = sha256(Array(entry.markup.utf8))
    return ImportedText(
      source: Source(
        name: name, digest: digest, byteCount: entry.markup.utf8.count,
        text: entry.markup),
      blocks: text.blocks, facts: entry.facts, part: part)
  }
}

/// A parsed feed.
private struct Feed {
  struct Entry {
    var title: String
    /// What the feed itself tells the entry by.
    var key: String
    var markup: String
    var facts: TextFacts
  }

  private let tree: XMLTree
  private let site: String?
  private let language: Language

  init?(_ text: String) {
    // The declaration of an encoding no longer holds: the text is decoded.
    var body = text[...]
    if body.hasPrefix("<?xml"), let end = body.firstRange(of: "?>") {
      body = body[end.upperBound...]
    }
    guard let tree = XMLTree(Array(body.drop { $0.isWhitespace }.utf8)) else { return nil }
    self.tree = tree
    let head = tree.first("channel") ?? 0
    site = tree.child("title", of: head).flatMap { TextFacts.line(tree.text(of: $0)) }
    let tag = tree.child("language", of: head).map { tree.text(of: $0) }
    language = Language(rawValue: TextFacts.line(tag ?? tree.nodes[0].attributes["lang"]) ?? "und")
  }

  func entries() -> [Entry] {
    var entries: [Entry] = []
    var index = 0
    while index < tree.nodes.count {
      // What lies in an entry is its own; entries within entries would each hold all of it.
      let isEntry = ["item", "entry"].contains(tree.nodes[index].name)
      if isEntry { entries.append(entry(index)) }
      index = isEntry ? tree.nodes[index].end : index + 1
    }
    return entries
  }

  private func entry(_ index: Int) -> Entry {
    let children = tree.children(of: index)
    let value = { (names: [String]) -> String? in
      names.lazy.compactMap { name in
        children.lazy.filter { tree.nodes[$0].name == name }
          .compactMap { TextFacts.line(tree.text(of: $0)) }.first
      }
      .first
    }
    let titleMarkup = children.first { tree.nodes[$0].name == "title" }.map { title($0) } ?? ""
    let isMarkup = titleMarkup.utf8.contains { $0 == 0x3C || $0 == 0x26 }
    let heading =
      isMarkup
      ? HTMLText("<h1>\(titleMarkup)</h1>", isWholePage: true).blocks.first?.text : titleMarkup
    let body = ["encoded", "content", "description", "summary"].lazy.compactMap { name in
      children.lazy.filter { tree.nodes[$0].name == name }.map { content($0) }
        .first { $0.contains { !$0.isWhitespace } }
    }
    .first
    let link = children.first { tree.nodes[$0].name == "link" }
    let key =
      value(["guid", "id", "link"]) ?? link.flatMap { tree.nodes[$0].attributes["href"] }
      ?? titleMarkup
    let date = value(["published", "date", "pubDate", "updated"])
    let facts = TextFacts(
      title: TextFacts.line(heading), publisher: site ?? value(["creator", "author"]),
      date: TextFacts.date(date) ?? mailDate(date), language: language)
    let markup = (titleMarkup.isEmpty ? "" : "<h1>\(titleMarkup)</h1>\n") + (body ?? "")
    return Entry(title: facts.title ?? "", key: key, markup: markup, facts: facts)
  }

  private func title(_ index: Int) -> String {
    let text = tree.text(of: index)
    // RSS leaves open whether a title is markup: a tag alone shows it.
    return tree.nodes[index].attributes["type"] == "html" || !text.contains("<")
      ? text.replacing("</h1", with: "") : escaped(text)
  }

  private func content(_ index: Int) -> String {
    switch tree.nodes[index].attributes["type"] {
    case "xhtml": markup(of: index)
    case "text": escaped(tree.text(of: index))
    default: tree.text(of: index)
    }
  }

  /// The elements within an element written out again.
  private func markup(of index: Int) -> String {
    var markup = ""
    var open: [Int] = []
    for inner in tree.subtree(index).dropFirst() {
      while let last = open.last, tree.nodes[last].end <= inner {
        markup += "</\(tree.nodes[last].name)>"
        open.removeLast()
      }
      let node = tree.nodes[inner]
      guard !node.isText else {
        markup += escaped(node.text)
        continue
      }
      let attributes = node.attributes.sorted { $0.key < $1.key }
        .map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
      markup += "<\(node.name)\(attributes)>"
      if HTMLElements.unclosed.contains(node.name), node.end == inner + 1 { continue }
      open.append(inner)
    }
    return markup + open.reversed().map { "</\(tree.nodes[$0].name)>" }.joined()
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing("\"", with: "&quot;")
  }
}

/// `Tue, 01 Sep 2020 12:00:00 GMT` as 2020-09-01.
func mailDate(_ value: String?) -> String? {
  guard let value else { return nil }
  let words = value.prefix(60).split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
  let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  guard
    let place = words.firstIndex(where: { months.contains(String($0.lowercased().prefix(3))) }),
    place > 0, place + 1 < words.count, let day = Int(words[place - 1]), 1...31 ~= day,
    var year = Int(words[place + 1]),
    let month = months.firstIndex(of: String(words[place].lowercased().prefix(3)))
  else { return nil }
  if year < 100 { year += year < 50 ? 2000 : 1900 }
  guard 1000...9999 ~= year else { return nil }
  let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
  return "\(year)-\(two(month + 1))-\(two(day))"
}
