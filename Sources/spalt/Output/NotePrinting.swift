import SpaltArchive
import SpaltNotes
import SpaltText

/// Prints notes, as JSON or for a person.
struct NotePrinting {
  private let archive: any Archive
  /// Words of a suggested place, before it is cut.
  private static let longestSuggestion = 100

  init(_ archive: any Archive) { self.archive = archive }

  func print(_ notes: [Note], json: Bool, withSuggestions: Bool = false) async throws {
    guard json else {
      for note in notes {
        printPlainly(note)
        if withSuggestions { try await printSuggestions(for: note) }
      }
      return
    }
    var writers: [TextID: NoteWriter] = [:]
    for note in notes {
      Output.printJSON(try await writer(for: note.text, among: &writers).line(for: note))
    }
  }

  /// Prints one file of annotations.
  func print(_ notes: [Note], as format: NoteFormat, titles: [TextID: String]) async throws {
    var export = NoteExport(format)
    var writers: [TextID: NoteWriter] = [:]
    for note in notes {
      export.add(
        note, by: try await writer(for: note.text, among: &writers), title: titles[note.text])
    }
    Output.printExactly(export.content)
  }

  private func writer(
    for id: TextID, among writers: inout [TextID: NoteWriter]
  ) async throws -> NoteWriter {
    if let known = writers[id] { return known }
    let writer = try await writer(for: id)
    writers[id] = writer
    return writer
  }

  /// The places a note that has lost its words may belong to, numbered as `attach` takes them.
  private func printSuggestions(for note: Note) async throws {
    guard !note.anchor.suggestions.isEmpty else { return }
    let document = try await archive.text(note.text).document
    for (index, range) in note.anchor.suggestions.enumerated() {
      let words = document.words(in: range).prefix(Self.longestSuggestion)
      Output.print("    \(index + 1): block \(range.lowerBound.block) “\(Sanitizer.line(words))”")
    }
  }

  private func writer(for id: TextID) async throws -> NoteWriter {
    do {
      let version = try await archive.text(id)
      let source = try await archive.source(of: id, version: nil)
      return NoteWriter(
        document: version.document, source: source.text, version: version.version)
    } catch ArchiveError.noSuchText {
      return NoteWriter()
    }
  }

  private func printPlainly(_ note: Note) {
    let state = note.anchor.state == .exact ? "" : " [\(note.anchor.state.rawValue)]"
    var facts = note.kind == .note ? [] : [note.kind.rawValue]
    if let colour = note.colour { facts.append(colour) }
    if note.isDone { facts.append("done") }
    if let parent = note.parent { facts.append("reply to \(parent.rawValue)") }
    facts += note.tags.map { "#\($0)" }
    let quote = note.isOnWholeText ? "whole text" : "“\(Sanitizer.line(note.selectors.quote))”"
    let rest = facts.isEmpty ? "" : " " + facts.joined(separator: " ")
    Output.print("\(note.id.rawValue) \(note.text.rawValue)\(state) \(quote)\(rest)")
    for line in note.body.split(separator: "\n", omittingEmptySubsequences: false)
    where !note.body.isEmpty {
      Output.print("    \(line)")
    }
  }
}
