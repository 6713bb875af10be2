import Testing

@testable import SpaltNotes

@Suite struct JSONTests {
  @Test(arguments: [
    #"{"b":1,"a":[true,false,null],"c":{"x":-0.50e+3}}"#, "[]", "{}", #""å\n\"\\ \u0001""#,
    "12345678901234567890123", #"["🧑‍🚒",{"":""}]"#,
  ])
  func `a value is written as it was read`(text: String) throws {
    #expect(try JSON(parsing: text.utf8).line == text)
  }

  @Test func `escapes are read as the signs they stand for`() throws {
    let text = #" [ "\u00e5\ud83d\ude80\/\ud83d" ,1 ] "#
    #expect(try JSON(parsing: text.utf8) == .array([.string("å🚀/\u{FFFD}"), .number("1")]))
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\"}", "01x", "tru", "\"a", "\"\n\"", "1 2", "+1", "--1", "{a:1}", "1e999",
    "\"\\x\"", "\"\\u12\"",
  ])
  func `what is no JSON is refused`(text: String) {
    #expect(throws: JSON.Fault.self) { try JSON(parsing: text.utf8) }
  }

  @Test func `brackets without end are refused and not followed`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSON.Fault.self) { try JSON(parsing: deep.utf8) }
  }
}
