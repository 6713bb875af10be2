import Glibc
import SpaltArchive
import SpaltNotes
import SpaltText

/// Takes the notes of a file into the archive, some hundred at a time.
struct NoteImporting {
  private let archive: EmbeddedArchive
  private let file: String
  private var places: NotePlaces
  private var waiting: [NoteOperation] = []
  private var lines = 0
  private var added = 0
  private var known = 0
  private var lost = 0
  private var faults = 0
  private var said = Clock.monotonic

  /// Notes kept in one transaction; a power cut costs no more than these.
  private static let batch = 500
  /// Faults told one by one.
  private static let mostTold = 20
  /// The largest file that has to be read whole.
  private static let mostBytes = 256 << 20

  init(archive: EmbeddedArchive, file: String, text: TextID?) {
    self.archive = archive
    self.file = file
    places = NotePlaces(archive: archive, text: text)
  }

  /// Reads a file: line by line where it has a note a line, else whole.
  mutating func takeIn(_ path: String) async throws {
    var source = try LineSource(path)
    guard let first = try source.next() else { return }
    var reading = NoteReading()
    reading.take(line: first, number: 1)
    let told = NoteFormat(tellingFrom: String(decoding: first, as: UTF8.self))
    let isUnclear = reading.drafts.isEmpty && !reading.faults.isEmpty
    if told != .jsonl && told != nil || isUnclear {
      var whole = first
      while whole.count < Self.mostBytes, let line = try source.next() {
        whole.append(UInt8(ascii: "\n"))
        whole += line
      }
      try await takeWhole(whole)
    } else {
      lines = 1
      try await take(reading)
    }
    while let line = try source.next() { try await take(line: line) }
    try await keep()
  }

  /// Takes a file that is one value; one that is not is read by its lines after all.
  private mutating func takeWhole(_ bytes: [UInt8]) async throws {
    guard let content = String(validating: bytes, as: UTF8.self) else {
      throw NoteImportFailure.notUTF8(file)
    }
    do {
      let reading = try readNotes(in: content)
      lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
      try await take(reading)
    } catch let error as NoteReadingError {
      throw NoteImportFailure.unreadable(file, "\(error)")
    }
  }

  private mutating func take(line: [UInt8]) async throws {
    lines += 1
    var reading = NoteReading()
    reading.take(line: line, number: lines)
    try await take(reading)
  }

  private mutating func take(_ reading: NoteReading) async throws {
    for fault in reading.faults { tell("\(fault)") }
    for (number, draft) in reading.drafts {
      do {
        let note = try await places.note(of: draft)
        waiting.append(NoteOperation(.add(note), to: note.id, expecting: 0))
      } catch let refusal as NoteDraft.Refusal {
        tell("Line \(number): \(refusal)")
      } catch ArchiveError.noSuchText(let id) {
        tell("Line \(number): \(ArchiveError.noSuchText(id))")
      }
      if waiting.count >= Self.batch { try await keep() }
    }
  }

  private mutating func keep() async throws {
    guard !waiting.isEmpty else { return }
    for receipt in try await archive.append(waiting) {
      guard case .accepted(let note) = receipt else {
        known += 1
        continue
      }
      added += 1
      if note.anchor.range == nil { lost += 1 }
    }
    waiting = []
    guard Clock.monotonic > said + 2000 else { return }
    said = Clock.monotonic
    Output.complain("\(max(lines, added + known)) read, \(added) taken in …")
  }

  private mutating func tell(_ fault: String) {
    faults += 1
    if faults <= Self.mostTold { Output.complain("\(Sanitizer.line(file)): \(fault)") }
  }

  /// Says what became of the notes.
  func report() -> ExitStatus {
    if faults > Self.mostTold {
      Output.complain("\(Sanitizer.line(file)): \(faults - Self.mostTold) more like these.")
    }
    if added + known + faults == 0 {
      Output.complain("\(Sanitizer.line(file)) holds no notes; nothing was taken in.")
      return .nothingFound
    }
    var sentence = "\(added) \(added == 1 ? "note" : "notes") taken in"
    if lost > 0 { sentence += ", \(lost) without a place" }
    if known > 0 { sentence += "; \(known) the archive had already, and left as they are" }
    if faults > 0 { sentence += "; \(faults) could not be read" }
    Output.complain(sentence + ".")
    return faults == 0 ? .done : .error
  }
}

/// Why notes were not taken in; nothing was changed.
enum NoteImportFailure: Error, CustomStringConvertible {
  case notUTF8(String)
  case unreadable(String, String)

  var description: String {
    switch self {
    case .notUTF8(let file): "\(Sanitizer.line(file)) is not UTF-8 text; no note was taken in."
    case .unreadable(let file, let reason):
      "\(Sanitizer.line(file)): \(reason) No note was taken in."
    }
  }
}
