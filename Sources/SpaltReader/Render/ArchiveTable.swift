internal import SpaltScreen
internal import SpaltText

/// The columns of the archive's table at a width; those that do not fit are left out.
struct ArchiveTable {
  private struct Field {
    var heading: String
    var start: Int
    var width: Int
    var isNumber = false
    var value: (TextSummary) -> String
  }

  private let fields: [Field]
  /// Further to the right the eye would lose the row.
  private static let widestTitle = 88

  /// - Parameter columns: The cell columns of the screen.
  init(columns: Int) {
    var widths: [(String, Int, Bool, (TextSummary) -> String)] = []
    if columns >= 60 {
      widths.append(
        (
          Words.sourceHeading, min(24, columns / 5), false,
          {
            $0.metadata.publisher ?? ""
          }
        ))
    }
    if columns >= 100 {
      widths.append((Words.dateHeading, 10, false, { $0.metadata.date ?? "" }))
    }
    if columns >= 50 {
      widths.append((Words.languageHeading, 4, false, { $0.metadata.language.rawValue }))
    }
    widths.append((Words.readHeading, 5, true, { "\(Int(($0.read * 100).rounded())) %" }))
    if columns >= 40 {
      widths.append((Words.notesHeading, 5, true, { $0.noteCount == 0 ? "" : "\($0.noteCount)" }))
    }
    let taken = widths.reduce(0) { $0 + $1.1 + 2 }
    let title = min(Self.widestTitle, max(4, columns - taken - 3))
    var fields = [
      Field(heading: Words.titleHeading, start: 2, width: title, value: { $0.metadata.title })
    ]
    var start = 2 + title + 2
    for (heading, width, isNumber, value) in widths {
      fields.append(
        Field(heading: heading, start: start, width: width, isNumber: isNumber, value: value))
      start += width + 2
    }
    self.fields = fields
  }

  func drawHeading(on canvas: inout CellBuffer) {
    for field in fields { draw(field.heading, in: field, row: 1, as: .secondary, on: &canvas) }
  }

  func draw(_ text: TextSummary, row: Int, isChosen: Bool, on canvas: inout CellBuffer) {
    let role: Role = isChosen ? .row : .body
    if isChosen { canvas.mark(row: row, as: role) }
    canvas.write(isChosen ? "▸" : " ", row: row, as: role)
    for field in fields { draw(field.value(text), in: field, row: row, as: role, on: &canvas) }
  }

  private func draw(
    _ text: String, in field: Field, row: Int, as role: Role, on canvas: inout CellBuffer
  ) {
    let shown = cut(text, to: field.width)
    let column = field.isNumber ? field.start + field.width - Glyph.width(of: shown) : field.start
    canvas.write(shown, row: row, column: column, as: role)
  }
}
