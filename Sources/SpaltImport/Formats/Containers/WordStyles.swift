internal import SpaltText

/// The named styles of a DOCX file.
struct WordStyles {
  private struct Style {
    var name: String
    var parent: String?
    var outline: Int?
    var number: String?
    var strong: Bool?
    var emphasis: Bool?
  }

  private var styles: [String: Style] = [:]
  /// The language the document's defaults name.
  private(set) var language: Language = .undetermined

  init(_ tree: XMLTree?) {
    guard let tree else { return }
    for index in tree.elements("style") {
      guard let id = tree.nodes[index].attributes["styleId"] else { continue }
      var style = Style(
        name: (tree.value(["name"], of: index) ?? id).lowercased(),
        parent: tree.value(["basedOn"], of: index))
      style.outline = tree.value(["pPr", "outlineLvl"], of: index).flatMap { Int($0) }
      style.number = tree.value(["pPr", "numPr", "numId"], of: index)
      if tree.nodes[index].attributes["type"] == "character" {
        (style.strong, style.emphasis) = Self.look(of: index, in: tree)
      }
      styles[id] = style
    }
    if let defaults = tree.first("docDefaults"),
      let lang = tree.first("lang", in: tree.subtree(defaults)),
      let value = tree.nodes[lang].attributes["val"]
    {
      language = Language(rawValue: value)
    }
  }

  /// A style's own entry and those it is based on.
  private func chain(_ id: String?) -> [Style] {
    var chain: [Style] = []
    var next = id
    while let id = next, chain.count < 20, let style = styles[id] {
      chain.append(style)
      next = style.parent
    }
    return chain
  }

  func kind(of id: String?) -> BlockKind {
    var chain = chain(id)
    // A style the file does not describe says by its name what it is.
    if chain.isEmpty, let id { chain = [Style(name: Self.spaced(id), parent: nil)] }
    for style in chain {
      switch style.name {
      case "title": return .heading(level: 1)
      case "quote", "block text", "intense quote", "blocktext": return .quote
      case "caption", "image caption", "table caption", "captioned figure": return .caption
      case "header", "footer": return .boilerplate
      case let name where name.hasPrefix("toc ") || name == "toc heading": return .boilerplate
      case let name where name.hasPrefix("heading "):
        if let level = Int(name.dropFirst(8)), 1...9 ~= level { return .heading(level: level) }
      default: break
      }
      if let outline = style.outline, outline < 9 { return .heading(level: outline + 1) }
    }
    return .paragraph
  }

  /// `Heading1` is `heading 1`.
  private static func spaced(_ id: String) -> String {
    let lower = id.lowercased()
    guard let digit = lower.firstIndex(where: \.isNumber), digit > lower.startIndex else {
      return lower
    }
    return lower[..<digit] + " " + lower[digit...]
  }

  func number(of id: String?) -> String? { chain(id).lazy.compactMap(\.number).first }

  /// How a run of text stands out, by itself or by its style.
  func look(ofRun index: Int, in tree: XMLTree) -> BlockWriter.Style {
    let own = Self.look(of: index, in: tree)
    let named = chain(tree.value(["rPr", "rStyle"], of: index))
    var look: BlockWriter.Style = []
    if own.strong ?? named.lazy.compactMap(\.strong).first ?? false { look.insert(.strong) }
    if own.emphasis ?? named.lazy.compactMap(\.emphasis).first ?? false { look.insert(.emphasis) }
    return look
  }

  private static func look(of index: Int, in tree: XMLTree) -> (strong: Bool?, emphasis: Bool?) {
    guard let properties = tree.child("rPr", of: index) else { return (nil, nil) }
    let isOn = { (name: String) -> Bool? in
      tree.child(name, of: properties).map { child in
        !["0", "false", "off", "none"].contains(tree.nodes[child].attributes["val"] ?? "")
      }
    }
    return (isOn("b"), isOn("i"))
  }
}

/// The lists of a DOCX file, and how far each has counted.
struct WordNumbering {
  private struct Level {
    var format: String
    var start: Int
  }

  private var levels: [String: [Int: Level]] = [:]
  private var counts: [String: [Int: Int]] = [:]
  private var lists: [String: String] = [:]

  init(_ tree: XMLTree?) {
    guard let tree else { return }
    var abstract: [String: [Int: Level]] = [:]
    for index in tree.elements("abstractNum") {
      abstract[tree.nodes[index].attributes["abstractNumId"] ?? ""] = Self.levels(
        of: index, in: tree)
    }
    for index in tree.elements("num") {
      guard let id = tree.nodes[index].attributes["numId"] else { continue }
      let base = tree.value(["abstractNumId"], of: index) ?? ""
      levels[id] = abstract[base] ?? [:]
      lists[id] = base
      for change in tree.children(of: index) where tree.nodes[change].name == "lvlOverride" {
        guard let depth = tree.nodes[change].attributes["ilvl"].flatMap({ Int($0) }) else {
          continue
        }
        // A list that starts anew counts by itself.
        lists[id] = "\(base) \(id)"
        if let start = tree.value(["startOverride"], of: change).flatMap({ Int($0) }) {
          levels[id]?[depth]?.start = start
        }
      }
    }
  }

  private static func levels(of index: Int, in tree: XMLTree) -> [Int: Level] {
    var levels: [Int: Level] = [:]
    for level in tree.children(of: index) where tree.nodes[level].name == "lvl" {
      guard let depth = tree.nodes[level].attributes["ilvl"].flatMap({ Int($0) }) else { continue }
      var format = tree.value(["numFmt"], of: level) ?? "decimal"
      // A bullet of a space is how a paragraph goes on within an item.
      if format == "bullet", tree.value(["lvlText"], of: level)?.allSatisfy(\.isWhitespace) == true
      {
        format = "none"
      }
      levels[depth] = Level(
        format: format, start: tree.value(["start"], of: level).flatMap { Int($0) } ?? 1)
    }
    return levels
  }

  /// The sign before the next item of a list; `nil` for a level without any.
  mutating func marker(_ id: String, depth: Int) -> String? {
    guard let level = levels[id]?[depth] else { return "•" }
    let list = lists[id] ?? id
    let count = counts[list]?[depth].map { $0 &+ 1 } ?? level.start
    switch level.format {
    case "none": return nil
    case "bullet": return "•"
    default: break
    }
    counts[list, default: [:]][depth] = count
    for deeper in counts[list, default: [:]].keys where deeper > depth {
      counts[list]?[deeper] = nil
    }
    let styles = ["lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"]
    return listNumber(count, styles[level.format] ?? "1") + "."
  }
}
