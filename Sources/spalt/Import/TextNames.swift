import SpaltText

/// Which text a file is, and what a new one is called.
///
/// The same on every run, in whatever order files are found: a file is known again by its name, from
/// the folder that was imported down, and files of one name in two folders are two texts.
struct TextNames {
  private let known: any KnownTexts
  /// Given to texts of this run.
  private var given: Set<TextID> = []
  /// How many files in folders, those at hand and those known, would get each id by their names
  /// alone.
  private var wanted: [TextID: Int] = [:]
  /// The next number to be tried after an id that is taken.
  private var numbers: [TextID: Int] = [:]

  /// For files among all texts there are.
  init(_ texts: ListedTexts, files: [FoundFile]) {
    known = texts
    // A text that came with a folder shares its name with those of other folders.
    for name in texts.sourceNames where name.contains("/") { want(name) }
    for file in files where texts.text(fromSource: file.name) == nil { want(file.name) }
  }

  /// For files asked for by themselves, in an archive that is asked for each.
  init(_ texts: any KnownTexts) { known = texts }

  private mutating func want(_ name: String) {
    if let id = Self.id(of: name) { wanted[id, default: 0] += 1 }
  }

  /// What the archive has of a file of this name.
  func known(_ file: FoundFile) async throws -> TextSummary? {
    if let text = try await known.text(fromSource: file.name) { return text }
    // Asked for by itself, a file may have come with its folder before: the longest such name is its.
    guard !file.isInFolder else { return nil }
    var path = Array((file.path.whole + Self.part(of: file.name)).utf8)[...]
    while let slash = path.firstIndex(of: 0x2F) {
      path = path[(slash + 1)...]
      let name = String(decoding: path, as: UTF8.self)
      if let text = try await known.text(fromSource: name) { return text }
    }
    return nil
  }

  func known(_ id: TextID) async throws -> TextSummary? { try await known.text(id) }

  /// An id no other text has: the file's name, with the folders over it where that is taken.
  mutating func newID(for file: FoundFile) async throws -> TextID? {
    let parts = file.name.split(separator: "/").map(String.init)
    guard let own = Self.id(of: file.name) else { return nil }
    let isShared = file.isInFolder && wanted[own, default: 0] > 1
    var candidates = isShared ? [] : [own]
    for depth in 1..<max(1, parts.count) {
      let folders = parts.dropLast().suffix(depth).joined(separator: "-")
      if let id = TextNaming.id(from: folders + "-" + own.rawValue) { candidates.append(id) }
    }
    for id in candidates where try await isFree(id) { return take(id) }
    // Messages of one subject come by the thousand: each begins where the last one ended.
    while true {
      let number = numbers[own] ?? 2
      numbers[own] = number + 1
      let numbered = TextID("\(own.rawValue)-\(number)")
      if try await isFree(numbered) { return take(numbered) }
    }
  }

  private func isFree(_ id: TextID) async throws -> Bool {
    guard !given.contains(id) else { return false }
    return try await known.text(id) == nil
  }

  private mutating func take(_ id: TextID) -> TextID {
    given.insert(id)
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
