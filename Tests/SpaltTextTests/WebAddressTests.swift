import SpaltText
import Testing

@Suite struct WebAddressTests {
  private func addresses(_ text: String) -> [String] {
    let found = WebAddress.all(in: text)
    for address in found {
      let start = text.utf8.index(text.startIndex, offsetBy: address.range.lowerBound)
      let end = text.utf8.index(text.startIndex, offsetBy: address.range.upperBound)
      #expect(text[start..<end] == address.text)
    }
    return found.map(\.text)
  }

  @Test(arguments: [
    ("Läs mer på https://www.skolverket.se/pisa.", "https://www.skolverket.se/pisa"),
    ("(se http://a.dk/x_(y)), eller ring", "http://a.dk/x_(y)"),
    ("”https://å.se/ö?a=1&b=2”, sa hon", "https://å.se/ö?a=1&b=2"),
    ("Skriv till mailto:red@avisen.dk!", "mailto:red@avisen.dk"),
    ("HTTPS://STORT.SE", "HTTPS://STORT.SE"), ("<http://a.b>", "http://a.b"),
  ])
  func `an address ends where the sentence goes on`(text: String, address: String) {
    #expect(addresses(text) == [address])
  }

  @Test func `several stand in one text`() {
    #expect(
      addresses("http://a.se http://b.se,http://c.se") == [
        "http://a.se", "http://b.se,http://c.se",
      ])
  }

  @Test(arguments: [
    "file:///etc/passwd", "javascript:alert(1)", "xhttp://a.se", "http://", "https:// a", "-flag",
    "ftp://a.se", "åhttp://a.se", "mailto:", "",
  ])
  func `nothing else is an address`(text: String) {
    #expect(addresses(text) == [])
  }

  @Test func `what a terminal would obey ends an address`() {
    #expect(addresses("http://a.se/\u{1B}]0;x\u{7}") == ["http://a.se/"])
    #expect(addresses("http://a.se/\u{202E}moc") == ["http://a.se/"])
    #expect(addresses("http://a.se/a\nb") == ["http://a.se/a"])
  }

  @Test func `a hundred kilobytes are no address`() {
    #expect(addresses("http://a.se/" + String(repeating: "a", count: 100_000) + " slut") == [])
  }
}
