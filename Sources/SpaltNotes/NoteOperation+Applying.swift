internal import SpaltText

extension NoteOperation {
  /// The note as it is after the operation, or `nil` when it cannot be done.
  ///
  /// Takes no notice of ``expected``: whether the operation may be done is the archive's to say.
  /// An operation that changes nothing still counts as a revision. An added note is taken as it
  /// is, with its own times and revision, so that nothing of an imported note is lost. A note
  /// attached with selectors of another version than the one at hand has to be anchored anew.
  ///
  /// - Parameter note: The note as it was; `nil` before it is added.
  /// - Returns: `nil` for a note that is added twice, or changed before it is there.
  public func applying(to note: Note?) -> Note? {
    if case .add(var added) = change {
      guard note == nil else { return nil }
      added.id = self.note
      added.tags = added.tags.withoutRepeats
      added.revision = max(1, added.revision)
      return added
    }
    guard var note else { return nil }
    switch change {
    case .add: return nil
    case .setBody(let body): note.body = body
    case .setTags(let tags): note.tags = tags.withoutRepeats
    case .setKind(let kind): note.kind = kind
    case .setColour(let colour): note.colour = colour
    case .setDone(let isDone): note.isDone = isDone
    case .delete: note.deleted = true
    case .restore: note.deleted = false
    case .attach(let selectors):
      note.selectors = selectors
      note.anchor = Anchor(
        state: .confirmed, range: selectors.range, source: selectors.source)
    }
    note.revision += 1
    note.modified = time
    return note
  }
}

extension NoteOperation.Change {
  /// The change that takes this one back.
  ///
  /// A note that was added goes to the trash rather than out of the archive, so that undo too
  /// can be undone.
  ///
  /// - Parameter before: The note as it was; `nil` for an added one.
  /// - Returns: `nil` when there is nothing to take back.
  public func inverse(before: Note?) -> NoteOperation.Change? {
    if case .add = self { return .delete }
    guard let before else { return nil }
    switch self {
    case .add: return .delete
    case .delete, .restore: return before.deleted ? .delete : .restore
    case .setBody: return .setBody(before.body)
    case .setTags: return .setTags(before.tags)
    case .setKind: return .setKind(before.kind)
    case .setColour: return .setColour(before.colour)
    case .setDone: return .setDone(before.isDone)
    case .attach: return .attach(before.selectors)
    }
  }
}

extension [String] {
  /// The elements in order, each the first time it comes.
  var withoutRepeats: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
