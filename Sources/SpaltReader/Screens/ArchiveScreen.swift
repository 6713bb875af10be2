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
  var previews: [TextID: TextPreview] = [:]

  public init() {}

  /// The rows of the table in their order.
  func rows(of texts: TextList?) -> TextList.Rows {
    (texts ?? []).rows(by: order, narrowedBy: filter?.text ?? "")
  }

  /// The row of the chosen text.
  func chosenRow(in rows: TextList.Rows) -> Int { chosen.flatMap { rows.row(of: $0) } ?? 0 }
}
