import Testing

@testable import SpaltSettings

@Suite struct TOMLReaderTests {
  private func read(_ text: String) throws -> String {
    let (values, failures) = TOMLReader.read(text)
    if let failure = failures.first { throw failure }
    return described(.table(values))
  }

  private func described(_ value: TOMLValue) -> String {
    switch value {
    case .string(let text): "'\(text)'"
    case .integer(let number): "\(number)"
    case .bool(let isTrue): "\(isTrue)"
    case .other: "?"
    case .array(let nodes): "[" + nodes.map { described($0.value) }.joined(separator: ",") + "]"
    case .table(let table):
      "{"
        + table.sorted { $0.key < $1.key }.map { "\($0.key):\(described($0.value.value))" }
        .joined(separator: ",") + "}"
    }
  }

  @Test(arguments: [
    ("", "{}"), ("# only a comment", "{}"), ("a = 1 # c\r\nb = 2\r\n", "{a:1,b:2}"),
    ("a = +1_000\nb = -7\nc = 0xfF\nd = 0b101", "{a:1000,b:-7,c:255,d:5}"),
    ("a = 1.5\nb = 1e3\nc = -inf\nd = 1979-05-27 07:32:00Z\ne = 07:32:00", "{a:?,b:?,c:?,d:?,e:?}"),
    ("a.b.c = true\na.d = false", "{a:{b:{c:true},d:false}}"),
    ("'a b'.\"c\\u00e5\" = ''", "{a b:{cå:''}}"), ("[a]\nb = 1\n[a.c]\nd = 2", "{a:{b:1,c:{d:2}}}"),
    ("[a.b]\n[a]\nc = 1", "{a:{b:{},c:1}}"), ("[ a . 'b' ]\nc = 1", "{a:{b:{c:1}}}"),
    ("[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 2", "{a:[{b:1},{c:{d:2}}]}"),
    ("a = [ 1, 'x', [true], { b = 1 }, # c\n]", "{a:[1,'x',[true],{b:1}]}"),
    ("a = {}\nb = { c.d = 1, c.e = 2 }", "{a:{},b:{c:{d:1,e:2}}}"),
    ("a = \"\"\"\nb\\\n\n   c\"\"\"\"", "{a:'bc\"'}"), ("a = '''\n\\b'''", "{a:'\\b'}"),
    ("a = \"\\t\\\"\\\\\\U0001F600\"", "{a:'\t\"\\😀'}"),
  ])
  func `what is TOML is read`(text: String, values: String) throws {
    #expect(try read(text) == values)
  }

  @Test(arguments: [
    ("a = 1\nb\nc = 3", "{a:1,c:3}", [2]), ("a = 1\na = 2\nc = 3", "{a:1,c:3}", [2]),
    ("a = 1 b\nc = 3", "{c:3}", [1]), ("a = yes\n[t]\nb = x\nc = 3", "{t:{c:3}}", [1, 3]),
    ("[a]\nb = 1\n[.x]\nc = 2\n[d]\ne = 3", "{a:{b:1},d:{e:3}}", [3]),
    ("a = \"b\nc = 3", "{c:3}", [1]), ("= = =\n\n\nc = 3", "{c:3}", [1]),
  ])
  func `what is not TOML costs its line alone`(text: String, values: String, lines: [Int]) {
    let (read, failures) = TOMLReader.read(text)
    #expect(described(.table(read)) == values)
    #expect(failures.map(\.line) == lines)
  }

  @Test(arguments: [
    ("a", 1, "a key must be followed by `=`"), ("a =", 1, "a value is missing"),
    ("\na = 1 b", 2, "something follows the end of a value"), ("= 1", 1, "a name is missing"),
    ("[.a]", 1, "a name is missing"), ("[]", 1, "a name is missing"),
    ("[a", 1, "the name of a table must be followed by `]`"), ("[[a]\n", 1, "`]]` is missing"),
    ("a = yes", 1, "`yes` needs quotes around it"), ("a = 1x", 1, "`1x` is no number"),
    ("a = 1\na = 2", 2, "`a` is there twice"), ("[a]\n[a]", 2, "`a` is there twice"),
    ("a = 1\n[a]", 2, "`a` is there twice"), ("[a]\n[[a]]", 2, "`a` is there twice"),
    ("a = { b = 1 }\na.c = 2", 2, "`a` is there twice"),
    ("a = { b = 1, b = 2 }", 1, "`b` is there twice"), ("a = [1 2]", 1, "a list lacks"),
    ("a = [1,\n", 2, "a value is missing"), ("a = { b = 1", 1, "a table lacks"),
    ("a = \"b\nc\"", 1, "a quotation mark is missing"), ("a = \"\\x\"", 1, "no such escape"),
    ("a = \"\"\"b\nc", 1, "three quotation marks"), ("a = \"\\ud800\"", 1, "no such character"),
    ("a = \"\\u12\"", 1, "4 hexadecimal digits"), ("# \u{7}", 1, "control character"),
  ])
  func `what is not TOML fails with its line`(text: String, line: Int, reason: String) {
    let failure = #expect(throws: TOMLFailure.self) { try read(text) }
    #expect(failure?.line == line)
    #expect(failure?.reason.contains(reason) == true, "\(String(describing: failure))")
  }
}
