import SpaltArchive
import SpaltImport
import SpaltNotes
import SpaltText

/// Says what was found in each text and what became of it.
struct ImportReporter {
  var isJSON: Bool
  /// Only what went wrong is said; the bar shows the rest.
  var isQuiet: Bool
  var isBarShown: Bool
  var isDryRun: Bool

  func report(
    _ text: ReadText, _ receipt: StoreReceipt?, isDescribed: Bool, in archive: EmbeddedArchive?
  ) async throws {
    if text.replacements > 0 {
      Output.complain(
        """
        \(text.path): \(text.replacements) places were not UTF-8 and are shown as �; \
        --encoding names another encoding.
        """)
    }
    if isQuiet { return }
    if isJSON, let content = text.content {
      let summary = try await archive?.summary(of: text.summary.id) ?? text.summary
      try Output.print(
        json: TextRecord(summary, document: content.document, source: content.source.text))
      return
    }
    let facts = "\(text.summary.blockCount) blocks, \(text.summary.wordCount) words"
    let outcome = receipt.map { sentence($0, isDescribed: isDescribed) } ?? "not stored"
    Output.print("\(text.summary.id.rawValue): \(outcome), \(facts)")
    for finding in text.findings { Output.print("  \(finding)") }
  }

  /// A text that was passed over.
  func report(_ summary: TextSummary, _ receipt: StoreReceipt, isDescribed: Bool) {
    if isQuiet { return }
    let facts = "\(summary.blockCount) blocks, \(summary.wordCount) words"
    let outcome = sentence(receipt, isDescribed: isDescribed)
    Output.print("\(summary.id.rawValue): \(outcome), \(facts)")
  }

  private func sentence(_ receipt: StoreReceipt, isDescribed: Bool) -> String {
    switch receipt {
    case .added: "added"
    case .unchanged: isDescribed ? "catalogue entry changed" : "unchanged"
    case .updated(let notes): "new version\(fate(of: notes))"
    case .restored(let notes): "brought back\(fate(of: notes))"
    }
  }

  private func fate(of notes: [SpaltNotes.Anchor.State: Int]) -> String {
    let parts = SpaltNotes.Anchor.State.allCases.compactMap { state in
      notes[state].map { "\($0) \(state.rawValue)" }
    }
    return parts.isEmpty ? "" : "; notes: \(parts.joined(separator: ", "))"
  }
}

/// What became of the texts of a run.
struct ImportCounts {
  private var added = 0
  private var updated = 0
  private var unchanged = 0
  private var described = 0
  private var seen = 0

  mutating func add(_ receipt: StoreReceipt?, isDescribed: Bool) {
    seen += 1
    switch receipt {
    case .added, .restored: added += 1
    case .updated: updated += 1
    case .unchanged: unchanged += 1
    case nil: break
    }
    if isDescribed { described += 1 }
  }

  /// The run in one sentence: `312 texts added, 4 new versions, 9684 unchanged, 2 refused`.
  func sentence(refused: Int, isDryRun: Bool) -> String {
    let first =
      isDryRun ? "\(texts(seen)) read, none stored" : "\(texts(added)) added"
    var parts = [first]
    if updated > 0 { parts.append("\(updated) new version\(updated == 1 ? "" : "s")") }
    if unchanged > 0 { parts.append("\(unchanged) unchanged") }
    if described > 0 {
      parts.append("\(described) catalogue entr\(described == 1 ? "y" : "ies") changed")
    }
    if refused > 0 { parts.append("\(refused) refused") }
    return parts.joined(separator: ", ") + "."
  }

  private func texts(_ count: Int) -> String { count == 1 ? "1 text" : "\(count) texts" }
}
