public import SpaltText

/// Puts a text in reading order whose pages show columns of running text side by side.
///
/// A text is read in the order of its source, so that the source itself is set right: of a page of
/// columns it is, as of a PDF file, the words in reading order.
///
/// - Parameter source: The text; its name, digest and size stay those of the file.
/// - Returns: What was found, or `nil` where the text proves no columns, and stays as it is.
public func untangleColumns(in source: inout Source) -> UntangledColumns? {
  let untangled = source.text.withUTF8 { bytes -> (text: String, columns: UntangledColumns)? in
    guard var pages = SideBySide(SourceBytes(bytes)) else { return nil }
    let text = pages.untangled()
    let finding = Finding.columns(
      count: pages.columnCount, rows: pages.rowCount, start: pages.commonStart)
    return (text, UntangledColumns(finding: finding, stretches: pages.stretches))
  }
  guard let untangled else { return nil }
  source.text = untangled.text
  return untangled.columns
}
