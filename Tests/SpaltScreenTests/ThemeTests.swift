import SpaltScreen
import Testing

@Suite struct ThemeTests {
  @Test func `black on white is the most contrast there is`() throws {
    let black = Color(hexadecimal: 0)
    let white = Color(hexadecimal: 0xFFFFFF)
    #expect(try #require(contrast(black, on: white)).roundedToTenths == 21)
    #expect(contrast(white, on: white) == 1)
    #expect(contrast(.default, on: white) == nil)
  }

  @Test func `contrast is what the guidelines reckon`() throws {
    // Known pairs of the guidelines' own tools.
    let grey = try #require(
      contrast(Color(hexadecimal: 0x767676), on: Color(hexadecimal: 0xFFFFFF)))
    #expect(grey > 4.54 && grey < 4.55)
    let blue = try #require(
      contrast(Color(hexadecimal: 0x0000FF), on: Color(hexadecimal: 0xFFFFFF)))
    #expect(blue > 8.59 && blue < 8.60)
  }

  @Test(arguments: [
    ("default", Color.default), ("0", .palette(0)), ("255", .palette(255)),
    ("#5f3dc4", .rgb(red: 0x5F, green: 0x3D, blue: 0xC4)),
    ("#FFFFFF", Color(hexadecimal: 0xFFFFFF)),
  ])
  func `a colour is read from its text`(text: String, color: Color) {
    #expect(Color(text) == color)
  }

  @Test(arguments: [
    "", "#12345", "#1234567", "999", "256", "-1", "#+12345", "red\u{1B}[31m", "#ååå",
  ])
  func `text that is no colour gives none`(text: String) {
    #expect(Color(text) == nil)
  }

  @Test func `the nearest colour of a poorer terminal`() {
    #expect(Color(hexadecimal: 0xFE0000).nearest(of: 256) == .palette(196))
    #expect(Color(hexadecimal: 0x1B1D22).nearest(of: 8) == .palette(0))
    #expect(Color(hexadecimal: 0xFBF7EF).nearest(of: 16) == .palette(15))
    #expect(Color.palette(196).nearest(of: 16) == .palette(9))
    #expect(Color.palette(4).nearest(of: 256) == .palette(4))
    #expect(Color.default.nearest(of: 8) == .default)
  }

  @Test func `a missing role looks like the one it falls back on`() {
    let theme = Theme(name: "t", looks: [.body: Look(.italic), .selection: Look(.reverse)])
    #expect(theme.look(of: .currentHit) == Look(.reverse))
    #expect(theme.look(of: .note) == Look(.italic))
  }

  @Test func `without colours a coloured theme becomes the plain one`() {
    let coloured = Theme(name: "c", looks: [.hit: Look(background: .palette(3))])
    let mono = Theme(name: "m", looks: [.hit: Look(.underline)])
    #expect(coloured.colorless == .plain)
    #expect(mono.colorless == mono)
  }
}

extension Double {
  fileprivate var roundedToTenths: Double { (self * 10).rounded() / 10 }
}
