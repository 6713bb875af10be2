internal import Foundation
public import SpaltNotes
internal import SpaltText

extension EmbeddedArchive {
  /// Every note that can still be read from the file of an archive, however damaged.
  ///
  /// Those in the trash too, in the order of their names. The database is not asked, and nothing is
  /// written. What a note says is as it was last saved; where it stands has to be found anew.
  ///
  /// - Throws: ``ArchiveError`` when there is no file or it cannot be read at all.
  public static func salvage(_ path: String) throws(ArchiveError) -> [Note] {
    guard FileManager.default.fileExists(atPath: path) else { throw .noArchive(path: path) }
    guard let file = FileManager.default.contents(atPath: path) else {
      throw .inputOutput(path: path)
    }
    let log = FileManager.default.contents(atPath: path + "-wal") ?? Data()
    var best: [Note] = []
    // A damaged header can name another size that makes sense.
    let named = DatabasePages.pageSize(namedIn: Array(file.prefix(18)))
    for size in Set([named, DatabasePages.usualSize].compactMap { $0 }) {
      let pages = DatabasePages(file: Array(file), log: Array(log), pageSize: size)
      var salvage = Salvage()
      pages.forEachRow { salvage.take(row: $0, $1) }
      let notes = salvage.notes
      if notes.count > best.count { best = notes }
    }
    return best
  }
}

/// Rows told apart by what they hold, and the notes they give.
private struct Salvage {
  private typealias Value = DatabasePages.Value

  private struct NoteValues {
    var note: Note
    var row: Int
  }

  private var found: [NoteID: NoteValues] = [:]
  private var selectors: [Int: (row: Int, selectors: Selectors)] = [:]
  private var operations: [NoteID: [LoggedOperation]] = [:]

  mutating func take(row: Int, _ values: [DatabasePages.Value]) {
    if let note = Self.note(values) {
      // A page thrown away can hold the note as it was.
      if let other = found[note.id], other.note.revision >= note.revision { return }
      found[note.id] = NoteValues(note: note, row: row)
    } else if let (note, place) = Self.selectors(values) {
      if let other = selectors[note], other.row <= row { return }
      selectors[note] = (row, place)
    } else if let entry = Self.operation(values) {
      operations[entry.operation.note, default: []].append(entry)
    }
  }

  /// Each note as its row or its history tells it, whichever knows more.
  var notes: [Note] {
    var notes: [NoteID: Note] = [:]
    for (id, values) in found {
      var note = values.note
      if let place = selectors[values.row] { note.selectors = place.selectors }
      notes[id] = note
    }
    for (id, log) in operations {
      guard let merged = MergedNote(log)?.note else { continue }
      guard var note = notes[id] else {
        notes[id] = merged
        continue
      }
      if merged.revision > note.revision { note = merged }
      if note.selectors.quote.isEmpty { note.selectors = merged.selectors }
      notes[id] = note
    }
    return notes.values
      .map { note in
        var note = note
        note.anchor = .orphan
        return note
      }
      .sorted { $0.id < $1.id }
  }

  private static func note(_ values: [DatabasePages.Value]) -> Note? {
    guard values.count >= 11, let id = values[1].string, !id.isEmpty,
      let text = values[2].string, let kind = values[3].string.flatMap(Note.Kind.init(rawValue:)),
      let body = values[4].string, let tags = values[5].string, let created = values[7].string,
      let modified = values[8].string, let deleted = values[9].number,
      let revision = values[10].number
    else { return nil }
    let more = values.count >= 15
    return Note(
      id: NoteID(id), text: TextID(text), kind: kind, body: body, tags: Exact(tags).lines,
      colour: values[6].string,
      selectors: Selectors(
        version: "", range: .start..<(.start), source: 0..<0, quote: "", prefix: "", suffix: ""),
      parent: more ? values[11].string.map { NoteID($0) } : nil,
      isDone: more && values[12].number == 1, author: more ? values[13].string ?? "" : "",
      extra: more ? values[14].string ?? "" : "", anchor: .orphan,
      created: Timestamp(rawValue: created), modified: Timestamp(rawValue: modified),
      deleted: deleted != 0, revision: revision)
  }

  private static func selectors(
    _ values: [DatabasePages.Value]
  ) -> (note: Int, selectors: Selectors)? {
    guard values.count >= 13, let note = values[1].number, let version = values[2].string,
      let quote = values[9].string, let prefix = values[10].string,
      let suffix = values[11].string, let headings = values[12].string
    else { return nil }
    let numbers = values[3...8].compactMap(\.number)
    guard numbers.count == 6 else { return nil }
    let start = Position(block: numbers[0], offset: numbers[1])
    let end = Position(block: numbers[2], offset: numbers[3])
    guard start <= end, numbers[4] <= numbers[5] else { return nil }
    var rival: Double?
    if values.count > 13, case .real(let share) = values[13] { rival = share }
    return (
      note,
      Selectors(
        version: version, range: start..<end, source: numbers[4]..<numbers[5], quote: quote,
        prefix: prefix, suffix: suffix, headings: Exact(headings).lines, rival: rival)
    )
  }

  private static func operation(_ values: [DatabasePages.Value]) -> LoggedOperation? {
    guard values.count >= 6, let id = values[1].string, let note = values[2].string,
      let expected = values[3].number, let change = values[4].string, change.hasPrefix("{"),
      let time = values[5].string,
      let read = try? StoredChange.read(change, of: NoteID(note))
    else { return nil }
    let clock = values.count > 8 ? values[8].number : nil
    let parents = values.count > 9 ? values[9].string : nil
    return LoggedOperation(
      NoteOperation(
        id: id, note: NoteID(note), expected: expected, change: read.change,
        time: Timestamp(rawValue: time)),
      clock: clock ?? expected, parents: Exact(parents ?? "").lines, inverse: read.inverse)
  }
}

extension DatabasePages.Value {
  fileprivate var string: String? {
    switch self {
    case .text(let text): text
    case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
    default: nil
    }
  }

  fileprivate var number: Int? {
    if case .integer(let number) = self { number } else { nil }
  }
}
