public import SpaltText

/// The first screen: the texts of the archive as a table, and a look at the chosen one.
public struct ArchiveScreen: Equatable {
  public enum Order: CaseIterable, Sendable { case title, publisher, date, read, notes }

  /// The chosen text; the first when `nil` or no longer there.
  public var chosen: TextID?
  public var order = Order.title
  /// What the table is narrowed to, `nil` for all.
  public var filter: TextEditor?
  public var isTypingFilter = false
  /// Texts looked at so far.
  var previews: [TextID: Document] = [:]

  public init() {}

  /// The rows of the table in their order.
  func rows(of texts: [TextSummary]) -> [TextSummary] {
    let words = (filter?.text ?? "").lowercased().split(separator: " ")
    return
      texts
      .filter { text in
        let line = [text.metadata.title, text.metadata.publisher ?? "", text.id.rawValue]
          .joined(separator: " ").lowercased()
        return words.allSatisfy { line.contains($0) }
      }
      .sorted { isBefore($0, $1) }
  }

  private func isBefore(_ left: TextSummary, _ right: TextSummary) -> Bool {
    let byTitle =
      (left.metadata.title.lowercased(), left.id) < (
        right.metadata.title.lowercased(), right.id
      )
    switch order {
    case .title: return byTitle
    case .publisher:
      // Texts without one come last.
      let names = (
        left.metadata.publisher ?? "\u{10FFFF}", right.metadata.publisher ?? "\u{10FFFF}"
      )
      return names.0 == names.1 ? byTitle : names.0 < names.1
    case .date:
      let dates = (left.metadata.date ?? "", right.metadata.date ?? "")
      return dates.0 == dates.1 ? byTitle : dates.0 > dates.1
    case .read: return left.read == right.read ? byTitle : left.read > right.read
    case .notes:
      return left.noteCount == right.noteCount ? byTitle : left.noteCount > right.noteCount
    }
  }

  /// The row of the chosen text.
  func chosenRow(in rows: [TextSummary]) -> Int {
    rows.firstIndex { $0.id == chosen } ?? 0
  }
}
