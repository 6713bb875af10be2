import SpaltScreen
import Testing

@Suite struct KeyScriptTests {
  @Test func `characters are keys, and names stand between brackets`() throws {
    let script = try KeyScript("j<Enter>å <lt><C-s><Space>")
    #expect(
      script.inputs == [
        .key(.character("j")), .key(.enter), .key(.character("å")), .key(.character(" ")),
        .key(.character("<")), .key(.control("s")), .key(.character(" ")),
      ])
  }

  @Test func `the window, the mouse and a paste can be written`() throws {
    let script = try KeyScript(
      "<60x20><wheel -3><press 4,5><drag 6,5><release 6,5><paste two words>")
    #expect(
      script.inputs == [
        .resized(Size(columns: 60, rows: 20)), .wheel(lines: -3),
        .press(ScreenPoint(row: 5, column: 4)), .drag(ScreenPoint(row: 5, column: 6)),
        .release(ScreenPoint(row: 5, column: 6)), .paste("two words"),
      ])
  }

  @Test(arguments: ["<Nothing>", "a<", "<0x5>", "<press 4>", "<wheel x>", "<1x2x3>"])
  func `a name that is no key is told`(_ script: String) {
    #expect(throws: KeyScript.Failure.self) { try KeyScript(script) }
  }
}
