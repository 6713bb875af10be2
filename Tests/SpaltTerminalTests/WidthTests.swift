import CNcurses
import Glibc
import SpaltScreen
import SpaltText
import Testing

@Suite struct WidthTests {
  @Test func `every character is as wide as curses takes it to be`() throws {
    let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
    let before = uselocale(locale)
    defer {
      uselocale(before)
      freelocale(locale)
    }
    try #require(curses_width(0x4F5C) == 2, "the C library has no UTF-8 locale")
    var wrong: [String] = []
    for value in UInt32(0x20)...0x3FFFF {
      guard let scalar = Unicode.Scalar(value), Sanitizer.mark(for: scalar) == nil else { continue }
      let width = Int(curses_width(wchar_t(bitPattern: value)))
      // What the library does not know is replaced before it is drawn.
      guard width >= 0, width != displayWidth(of: scalar) else { continue }
      wrong.append("\(String(value, radix: 16)): \(width)")
    }
    #expect(wrong == [])
  }
}
