import SpaltNotes
import SpaltReader
import SpaltScreen
import SpaltTestSupport
import SpaltText
import Testing

/// What is remembered from frame to frame saves work and shows nowhere.
@Suite struct RememberingTests {
  private static let keys = [
    "j", "j", "j", "j", "j", "j", "k", "k", "Space", "b", "d", "]n", "[n", ")", "(", "}", "{",
    "z", "+", "-", "=", "H", "gg", "G", "v ) Esc",
  ]

  private static let text: OpenText = {
    let text = sample(
      (1...90).map { number in
        "Stycke \(number) börjar här. " + String(repeating: "Det har ord till. ", count: number % 7)
      }
      .joined(separator: "\n\n"))
    return (1...9).reduce(text) { text, number in
      text.noted("Stycke \(number * number)", String(repeating: "Mina ord om det. ", count: number))
        .noted("Stycke \(number * 9)", "Kort.", kind: .question)
    }
  }()

  @Test(arguments: 0..<4, [(58, 20), (80, 24), (120, 30), (170, 40)])
  func `a frame is the same whatever was drawn before it`(seed: UInt64, size: (Int, Int)) {
    var random = SeededGenerator(seed: seed)
    var drawing = Session(Self.text, columns: size.0, rows: size.1)
    var waiting = Session(Self.text, columns: size.0, rows: size.1)
    for step in 1...120 {
      let key = Self.keys.randomElement(using: &random) ?? "j"
      drawing.press(key)
      waiting.press(key)
      let screen = drawing.screen
      // The other draws one frame in twelve, and has other frames to remember.
      if step % 12 == 0 { #expect(screen == waiting.screen, "step \(step), \(key)") }
    }
    let fresh = Session(Self.text, columns: size.0, rows: size.1)
    #expect(drawing.screen != fresh.screen)
  }
}
