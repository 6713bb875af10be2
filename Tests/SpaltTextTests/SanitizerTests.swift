import SpaltText
import Testing

@Suite struct SanitizerTests {
  @Test func `control characters become visible marks`() {
    #expect(Sanitizer.line("a\u{1B}[2Jb") == "a␛[2Jb")
    #expect(Sanitizer.line("a\u{7}\u{8}\r\n\t\u{0}\u{7F}") == "a␇␈␍␊␉␀␡")
    #expect(Sanitizer.line("c1 \u{9B}31m") == "c1 ⟨9B⟩31m")
  }

  @Test func `bidirectional and zero-width characters are shown`() {
    #expect(Sanitizer.line("abc\u{202E}txt.exe") == "abc⟨RLO⟩txt.exe")
    #expect(Sanitizer.line("Skol\u{200B}verket") == "Skol⟨ZWSP⟩verket")
    #expect(Sanitizer.line("\u{E0041}\u{2066}") == "⟨TAG⟩⟨LRI⟩")
  }

  @Test func `running text keeps its lines and tabs and nothing else`() {
    #expect(Sanitizer.lines("a\n\tb\u{1B}c\r") == "a\n\tb␛c␍")
  }

  @Test func `letters pass unchanged, however they are put together`() {
    for text in ["räksmörgås", "blåbærgrød", "a\u{30A}", "ﬁn", "日本", "é–”…", ""] {
      #expect(Sanitizer.line(text) == text)
      #expect(Array(Sanitizer.line(text).unicodeScalars) == Array(text.unicodeScalars))
    }
  }

  @Test func `nothing a terminal obeys comes through, whatever goes in`() {
    for value in UInt32(0)...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = Sanitizer.line("x\(scalar)y")
      let isSafe = shown.unicodeScalars.allSatisfy {
        let category = $0.properties.generalCategory
        return category != .control && category != .surrogate && !(0x202A...0x202E ~= $0.value)
      }
      #expect(isSafe, "U+\(String(value, radix: 16))")
    }
  }
}
