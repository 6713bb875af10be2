extension CellBuffer {
  /// The screen as lines with the sequences of its colours and attributes.
  ///
  /// Every line begins and ends in the terminal's own look; there is no sequence in it but SGR.
  ///
  /// Source: ECMA-48, 8.3.117; ITU-T T.416 for the colours, with semicolons as xterm has them.
  public func ansi(in theme: Theme) -> String {
    (0..<size.rows).map { row in
      var runs = runs(ofRow: row, in: theme)
      while let last = runs.last, last.isInvisible(on: Look()) { runs.removeLast() }
      return runs.map { run in
        let codes = run.look.codes
        return codes.isEmpty ? run.text : "\u{1B}[\(codes)m\(run.text)\u{1B}[0m"
      }.joined()
    }
    .joined(separator: "\n")
  }
}

extension Look {
  /// The parameters of SGR, empty for the terminal's own look.
  fileprivate var codes: String {
    var codes: [String] = []
    let numbers: [(Attributes, Int)] = [
      (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
    ]
    for (attribute, number) in numbers where attributes.contains(attribute) {
      codes.append("\(number)")
    }
    if let code = Self.code(of: foreground) { codes.append("38;\(code)") }
    if let code = Self.code(of: background) { codes.append("48;\(code)") }
    return codes.joined(separator: ";")
  }

  private static func code(of color: Color) -> String? {
    switch color {
    case .default: nil
    case .palette(let number): "5;\(number)"
    case .rgb(let red, let green, let blue): "2;\(red);\(green);\(blue)"
    }
  }
}
