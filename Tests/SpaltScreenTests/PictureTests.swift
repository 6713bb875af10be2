import Foundation
import FoundationXML
import SpaltScreen
import Testing

@Suite struct PictureTests {
  private let theme = Theme(
    name: "test",
    looks: [
      .body: Look(
        foreground: Color(hexadecimal: 0x111111), background: Color(hexadecimal: 0xFAFAFA)),
      .hit: Look(
        foreground: .palette(196), background: Color(hexadecimal: 0xFFEE00), [.bold]),
      .row: Look([.reverse]),
    ])

  private var screen: CellBuffer {
    var screen = CellBuffer(Size(columns: 20, rows: 3))
    screen.write("a <b> & \"c\" 漢 d", row: 0)
    screen.write("hit", row: 1, column: 2, as: .hit, .underlined)
    screen.write("row", row: 2, as: .row)
    screen.cursor = ScreenPoint(row: 1, column: 2)
    return screen
  }

  @Test func `a picture is well-formed and holds every letter`() throws {
    let reader = Letters()
    let parser = XMLParser(data: Data(screen.svg(in: theme).utf8))
    parser.delegate = reader
    #expect(parser.parse())
    let words = screen.description.split(whereSeparator: \.isWhitespace).joined()
    #expect(reader.text.filter { !$0.isWhitespace } == words)
  }

  @Test func `a picture has the theme's colours in the right cells`() {
    let lines = screen.svg(in: theme).split(separator: "\n")
    #expect(lines.contains { $0.contains("width=\"100%\"") && $0.contains("#fafafa") })
    #expect(
      lines.contains(
        "<rect x=\"16.8\" y=\"18\" width=\"25.2\" height=\"18\" fill=\"#ffee00\"/>"))
    let hit = lines.first { $0.contains(">hit<") }
    #expect(hit?.contains("fill=\"#ff0000\"") == true)
    #expect(hit?.contains("font-weight=\"bold\"") == true)
    #expect(
      lines.contains("<rect x=\"16.8\" y=\"33.4\" width=\"25.2\" height=\"1\" fill=\"#ff0000\"/>"))
    // Reversed: the letters have the colour of the ground.
    #expect(lines.contains { $0.contains(">row<") && $0.contains("fill=\"#fafafa\"") })
    // The wide letter takes two cells.
    #expect(lines.contains { $0.contains(">漢<") && $0.contains("textLength=\"16.8\"") })
  }

  @Test func `lines with sequences end every look they begin`() {
    let lines = screen.ansi(in: theme).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3)
    #expect(lines[1].contains("\u{1B}[1;4;38;5;196;48;2;255;238;0mhit\u{1B}[0m"))
    let sequences = lines.joined().matches(of: /\u{1B}\[[0-9;]*m/)
    #expect(sequences.count == lines.joined().count { $0 == "\u{1B}" })
  }

  /// Gathers the letters of a picture.
  private final class Letters: NSObject, XMLParserDelegate {
    var text = ""
    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }
}
