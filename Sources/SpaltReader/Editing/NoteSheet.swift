public import SpaltNotes
internal import SpaltScreen
public import SpaltText

/// The sheet at the foot of the page on which a note is written.
public struct NoteSheet: Equatable, Sendable {
  public enum Target: Equatable, Sendable {
    /// A new note on a passage.
    case new(Range<Position>)
    /// A note that is there, as it was when the sheet was opened.
    case existing(Note)
  }

  public var target: Target
  public var editor: TextEditor
  /// Tags parted by spaces; those in the words as `#tag` are added on saving.
  public var tagField: TextEditor
  /// Whether the tags are being typed and not the words.
  public var isInTags = false
  public var kind: Note.Kind
  public var colour: String?
  public var isDone: Bool
  /// The note this one replies to.
  public var parent: NoteID?
  /// Whether the note is about the text as a whole rather than the passage.
  public var isOnWholeText = false
  /// The number of the save under way; the sheet closes when its receipt comes.
  public var saving: Int?
  /// Why the last save failed.
  ///
  /// The words stay in the sheet.
  public var failure: String?

  public init(target: Target, body: String = "") {
    self.target = target
    self.editor = TextEditor(body, isMultiline: true)
    tagField = TextEditor()
    kind = .note
    isDone = false
    guard case .existing(let note) = target else { return }
    tagField = TextEditor(note.tags.joined(separator: " "))
    kind = note.kind
    colour = note.colour
    isDone = note.isDone
    parent = note.parent
  }

  /// The words the note is about, which stay in view.
  public var passage: Range<Position>? {
    switch target {
    case .new(let range): range
    case .existing(let note): note.anchor.range
    }
  }

  /// The note being edited.
  public var note: NoteID? {
    if case .existing(let note) = target { note.id } else { nil }
  }

  /// Takes what was set beside the words in another sheet on the same note.
  mutating func takeFields(of other: NoteSheet) {
    tagField = other.tagField
    kind = other.kind
    colour = other.colour
    isDone = other.isDone
    parent = other.parent
    isOnWholeText = other.isOnWholeText
  }

  // MARK: Keys

  /// Does what a key means in the sheet.
  ///
  /// - Returns: Whether the key meant something.
  mutating func handle(_ key: Key, knownTags: [String]) -> Bool {
    switch key {
    case .tab:
      if let tag = completions(among: knownTags).first { complete(tag) } else { isInTags.toggle() }
    case .enter where isInTags: isInTags = false
    case .control("n"):
      let kinds = Note.Kind.allCases
      kind = kinds[((kinds.firstIndex(of: kind) ?? 0) + 1) % kinds.count]
    case .control("o"): colour = Self.colour(after: colour)
    case .control("x"): isDone.toggle()
    default: return isInTags ? tagField.handle(key) : editor.handle(key)
    }
    return true
  }

  mutating func paste(_ text: String) {
    if isInTags { tagField.paste(text) } else { editor.paste(text) }
  }

  /// The next named colour; after the last comes none.
  static func colour(after colour: String?) -> String? {
    let names = NoteColour.allCases.map(\.rawValue)
    guard let colour, let index = names.firstIndex(of: colour) else { return names.first }
    return index + 1 < names.count ? names[index + 1] : nil
  }

  // MARK: Tags

  /// The tags of the field, then those in the words.
  var tags: [String] {
    var typed = tagField.text.split(whereSeparator: \.isWhitespace)
      .map { String($0.drop { $0 == "#" }) }
    // A tag of another program can hold a blank; untouched it stays as it is.
    if case .existing(let note) = target, note.tags.joined(separator: " ") == tagField.text {
      typed = note.tags
    }
    var tags: [String] = []
    for tag in typed + hashtags where !tag.isEmpty && !tags.contains(tag) { tags.append(tag) }
    return tags
  }

  /// Words that begin with `#`, without it.
  private var hashtags: [String] {
    editor.text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("#") }
      .map { String($0.dropFirst().prefix(while: Self.belongsToTag)) }
  }

  private static func belongsToTag(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "-_".contains(character)
  }

  /// The known tags that the one being typed may become.
  func completions(among known: [String]) -> [String] {
    guard let typed = tagBeingTyped, !typed.isEmpty else { return [] }
    let taken = Set(tagField.text.split(whereSeparator: \.isWhitespace).map(String.init))
    return known.filter {
      $0.lowercased().hasPrefix(typed.lowercased()) && $0 != typed && !taken.contains($0)
    }
  }

  /// The beginning of a tag right before the cursor.
  private var tagBeingTyped: String? {
    let field = isInTags ? tagField : editor
    let before = field.text.prefix(field.cursor)
    let word = before.suffix(while: { !$0.isWhitespace })
    if isInTags { return String(word.drop { $0 == "#" }) }
    guard word.hasPrefix("#"), word.dropFirst().allSatisfy(Self.belongsToTag) else { return nil }
    return String(word.dropFirst())
  }

  private mutating func complete(_ tag: String) {
    let typed = tagBeingTyped?.count ?? 0
    var field = isInTags ? tagField : editor
    for _ in 0..<typed { _ = field.handle(.backspace) }
    for character in tag + " " { _ = field.handle(.character(character)) }
    if isInTags { tagField = field } else { editor = field }
  }

  // MARK: Saving

  /// The words as a draft keeps them, tags of the field among them.
  var draftBody: String {
    guard case .new = target else { return editor.text }
    let loose = tags.filter { !hashtags.contains($0) }.map { "#\($0)" }
    let words = editor.text
    let isLoose = words.isEmpty || loose.isEmpty
    return words + (isLoose ? "" : "\n") + loose.joined(separator: " ")
  }

  /// What has to be changed in a note for it to be as the sheet says.
  func changes(to note: Note) -> [NoteOperation.Change] {
    var changes: [NoteOperation.Change] = []
    if editor.text != note.body { changes.append(.setBody(editor.text)) }
    if tags != note.tags { changes.append(.setTags(tags)) }
    if kind != note.kind { changes.append(.setKind(kind)) }
    if colour != note.colour { changes.append(.setColour(colour)) }
    if isDone != note.isDone { changes.append(.setDone(isDone)) }
    return changes
  }
}

extension StringProtocol {
  /// The longest ending all of whose characters meet a condition.
  fileprivate func suffix(while holds: (Character) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, holds(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
