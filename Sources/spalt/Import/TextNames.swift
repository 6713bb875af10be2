import SpaltText

/// Which text a file is, and what a new one is called.
///
/// The same on every run, in whatever order files are found: a file is known again by its name, from
/// the folder that was imported down, and files of one name in two folders are two texts.
struct TextNames {
  private var known: [TextID: TextSummary] = [:]
  /// By the bytes of the names: two spellings of `å` are two files.
  private var bySource: [[UInt8]: [TextID]] = [:]
  private var taken: Set<TextID>
  /// How many files, those at hand and those known, would get each id by their names alone.
  private var wanted: [TextID: Int] = [:]

  /// The next number to be tried after an id that is taken.
  private var numbers: [TextID: Int] = [:]

  init(_ texts: [TextSummary], files: [FoundFile]) {
    taken = Set(texts.map(\.id))
    for text in texts {
      known[text.id] = text
      bySource[Array(text.sourceName.utf8), default: []].append(text.id)
      // A text that came with a folder shares its name with those of other folders.
      if text.sourceName.contains("/"), let id = Self.id(of: text.sourceName) {
        wanted[id, default: 0] += 1
      }
    }
    for file in files {
      guard bySource[Array(file.name.utf8)] == nil, let id = Self.id(of: file.name) else {
        continue
      }
      wanted[id, default: 0] += 1
    }
  }

  /// What the archive has of a file of this name.
  func known(_ file: FoundFile) -> TextSummary? {
    if let id = bySource[Array(file.name.utf8)]?.first { return known[id] }
    // Asked for by itself, a file may have come with its folder before: the longest such name is its.
    guard !file.isInFolder else { return nil }
    var path = Array((file.path.whole + Self.part(of: file.name)).utf8)[...]
    while let slash = path.firstIndex(of: 0x2F) {
      path = path[(slash + 1)...]
      if let id = bySource[Array(path)]?.first { return known[id] }
    }
    return nil
  }

  func known(_ id: TextID) -> TextSummary? { known[id] }

  /// An id no other text has: the file's name, with the folders over it where that is taken.
  mutating func newID(for file: FoundFile) -> TextID? {
    let parts = file.name.split(separator: "/").map(String.init)
    guard let own = Self.id(of: file.name) else { return nil }
    var candidates: [TextID] = wanted[own, default: 0] > 1 ? [] : [own]
    for depth in 1..<max(1, parts.count) {
      let folders = parts.dropLast().suffix(depth).joined(separator: "-")
      if let id = TextNaming.id(from: folders + "-" + own.rawValue) { candidates.append(id) }
    }
    var id = candidates.first { !taken.contains($0) }
    // Messages of one subject come by the thousand: each begins where the last one ended.
    var number = numbers[own] ?? 2
    while id == nil {
      let numbered = TextID("\(own.rawValue)-\(number)")
      if !taken.contains(numbered) { id = numbered }
      number += 1
      numbers[own] = number
    }
    if let id { taken.insert(id) }
    return id
  }

  /// The id a name gives by itself; `nil` for a name without a letter or digit.
  static func id(of name: String) -> TextID? { TextNaming.id(from: stem(of: name)) }

  /// Stands between the name of a file and that of one of its texts.
  static let partSign = " › "

  /// The sign and the name of a text within a file of several; else empty.
  private static func part(of name: String) -> Substring {
    name.firstRange(of: partSign).map { name[$0.lowerBound...] } ?? ""
  }

  /// The name without its folders and the ending that tells the kind of file; with the name of the
  /// text in it, for a file of several.
  static func stem(of name: String) -> String {
    let parts = name.split(separator: partSign, maxSplits: 1).map(String.init)
    var own = Files.name(of: parts.first ?? name)
    if let stop = own.lastIndex(of: "."), stop > own.startIndex,
      endings.contains(own[own.index(after: stop)...].lowercased())
    {
      own = String(own[..<stop])
    }
    return parts.count > 1 ? "\(own) \(parts[1])" : own
  }

  private static let endings: Set<String> = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "epub", "odt", "docx", "pdf", "xml",
    "rss", "atom", "mbox", "eml",
  ]
}
