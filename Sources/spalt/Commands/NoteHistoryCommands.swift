import ArgumentParser
import SpaltArchive
import SpaltNotes
import SpaltText

/// `spalt note history`.
struct NoteHistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "What was done to a note, when and by whom.",
    discussion: """
      EXAMPLES
        spalt note history 0190…
        spalt note history 0190… --json
      """)

  @OptionGroup var named: NamedNote
  @Flag(help: "One JSON object a change.") var json = false

  func run() async throws {
    let (archive, note) = try await named.open()
    for entry in try await archive.history(of: note.id) {
      let record = ChangeRecord(entry)
      if json { try Output.print(json: record) } else { Output.print(record.sentence) }
    }
  }
}

/// `spalt note undo`.
struct NoteUndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take back the last change made here to any note.",
    discussion: "EXAMPLE\n  spalt note undo && spalt note redo")

  @OptionGroup var options: GlobalOptions
  @Flag(help: "Print the note as JSON.") var json = false

  func run() async throws { try await StepBack(purpose: .undo).run(options, json: json) }
}

/// `spalt note redo`.
struct NoteRedoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo", abstract: "Do again what was last undone.",
    discussion: "EXAMPLE\n  spalt note redo")

  @OptionGroup var options: GlobalOptions
  @Flag(help: "Print the note as JSON.") var json = false

  func run() async throws { try await StepBack(purpose: .redo).run(options, json: json) }
}

/// One step back or forth through the changes made here.
private struct StepBack {
  var purpose: NoteOperation.Purpose

  func run(_ options: GlobalOptions, json: Bool) async throws {
    let archive = try await options.openArchive()
    let log = try await archive.undoable(limit: 1)
    guard let step = purpose == .undo ? log.done.last : log.undone.last else {
      Output.complain(purpose == .undo ? "Nothing to undo." : "Nothing to do again.")
      throw ExitStatus.nothingFound
    }
    let note = try await archive.note(step.note)
    let changed = try await archive.change(note, step.changes, purpose: purpose)
    try await NotePrinting(archive).print([changed], json: json)
  }
}

/// `spalt note merge`.
struct NoteMergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Take in the notes of another archive, with their history.",
    discussion: """
      Everything done to notes in either archive counts: of each field the last change, of tags \
      both, and where two wrote different words both stay. Nothing is deleted by it, and merging \
      again changes nothing. The other file is only read.

      EXAMPLE
        spalt note merge ~/laptop/archive.spalt
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "Another archive.") var file: String

  func run() async throws {
    let archive = try await options.openArchive()
    let receipt = try await archive.merge(archiveAt: file)
    let changes = receipt.operations == 1 ? "1 change" : "\(receipt.operations) changes"
    let notes = receipt.notes == 1 ? "1 note" : "\(receipt.notes) notes"
    var sentence = "\(changes) to \(notes) taken in."
    if receipt.conflicts > 0 {
      let held = receipt.conflicts == 1 ? "One of them holds" : "\(receipt.conflicts) of them hold"
      sentence += " \(held) two texts now, a rule between; edit them."
    }
    Output.complain(sentence)
  }
}

/// One change as JSON, and as a line for a person.
struct ChangeRecord: Encodable {
  private let id: String
  private let note: String
  private let time: String
  private let author: String
  private let device: String
  private let change: String
  private let purpose: String
  /// What the field held after the change and before it, where it holds words.
  private let new: String?
  private let old: String?

  init(_ entry: LoggedOperation) {
    let operation = entry.operation
    id = operation.id
    note = operation.note.rawValue
    time = operation.time.rawValue
    author = operation.author
    device = entry.device
    change = Self.name(of: operation.change)
    purpose =
      switch operation.purpose {
      case .own: "own"
      case .undo: "undo"
      case .redo: "redo"
      }
    new = Self.value(of: operation.change)
    old = entry.inverse.flatMap(Self.value)
  }

  var sentence: String {
    let who = author.isEmpty ? "" : " \(Sanitizer.line(author))"
    let why = purpose == "own" ? "" : " (\(purpose))"
    let what = new.map { ": \(Self.short($0))" } ?? ""
    let before = old.map { "; before: \(Self.short($0))" } ?? ""
    return "\(time)\(who) \(change)\(why)\(what)\(before)"
  }

  private static func short(_ words: String) -> String {
    let line = Sanitizer.line(words.replacing("\n", with: " "))
    return "“\(line.count > 120 ? line.prefix(120) + "…" : line)”"
  }

  private static func name(of change: NoteOperation.Change) -> String {
    switch change {
    case .add: "added"
    case .setBody: "body"
    case .setTags: "tags"
    case .setKind: "kind"
    case .setColour: "colour"
    case .setDone: "state"
    case .delete: "deleted"
    case .restore: "restored"
    case .attach: "attached"
    }
  }

  private static func value(of change: NoteOperation.Change) -> String? {
    switch change {
    case .add(let note): note.body
    case .setBody(let body): body
    case .setTags(let tags): tags.joined(separator: " ")
    case .setKind(let kind): kind.rawValue
    case .setColour(let colour): colour ?? ""
    case .setDone(let isDone): isDone ? "done" : "open"
    case .attach(let selectors): selectors.quote
    case .delete, .restore: nil
    }
  }
}
