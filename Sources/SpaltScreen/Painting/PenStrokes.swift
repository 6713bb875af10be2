/// The bytes that change a terminal from one pen to another.
///
/// A terminal whose strings are all "select graphic rendition" takes what differs in one sequence;
/// any other is reset and told everything.
///
/// Source: ECMA-48, 8.3.117; terminfo(5) for `sgr0`, `op`, `setaf`, `setab` and the attributes.
struct PenStrokes: Sendable {
  private let reset: [UInt8]
  private let originalColors: [UInt8]
  private let foreground: ParameterString
  private let background: ParameterString
  private let attributes: [(attribute: Look.Attributes, on: [UInt8])]
  /// Whether every string of the terminal is `ESC [ … m`.
  private let isStandard: Bool
  /// Whether attributes and colours can be turned off one by one.
  ///
  /// No description says so for all of them. Terminals that know 39 and 49, the default colours,
  /// know the rest of their standard.
  private let canTurnOff: Bool

  init(_ abilities: TerminalAbilities) {
    let strings = abilities.strings
    reset = strings["sgr0"] ?? []
    originalColors = strings["op"] ?? []
    foreground = ParameterString(strings["setaf"] ?? [])
    background = ParameterString(strings["setab"] ?? [])
    attributes = TerminalAbilities.attributeNames.compactMap { entry in
      strings[entry.name].map { (entry.attribute, $0) }
    }
    var all = attributes.map(\.on)
    if abilities.colors > 0 { all += [foreground.expanded(1), background.expanded(1)] }
    isStandard =
      Self.holdsReset(reset) && all.allSatisfy { Self.parameters(of: $0) != nil }
    canTurnOff = isStandard && Self.parameters(of: originalColors) == Array("39;49".utf8)
  }

  /// What brings the terminal from one pen to another, from one nobody knows when `nil`.
  func change(from old: Pen?, to new: Pen) -> [UInt8] {
    guard old != new else { return [] }
    guard isStandard else { return anew(new, hadColors: old.map(\.isColored) ?? true) }
    guard let old else { return reset + Self.sequence(everything(of: new)) }
    let fresh = Self.sequence([Array("0".utf8)] + everything(of: new))
    if !canTurnOff, !isMore(new, than: old) { return fresh }
    let changed = Self.sequence(difference(from: old, to: new))
    return changed.count <= fresh.count ? changed : fresh
  }

  /// Whether one pen is another with something added or a colour changed.
  private func isMore(_ new: Pen, than old: Pen) -> Bool {
    old.attributes.isSubset(of: new.attributes) && (new.foreground >= 0 || old.foreground < 0)
      && (new.background >= 0 || old.background < 0)
  }

  private func anew(_ pen: Pen, hadColors: Bool) -> [UInt8] {
    var bytes = reset
    if hadColors { bytes += originalColors }
    for entry in attributes where pen.attributes.contains(entry.attribute) { bytes += entry.on }
    if pen.foreground >= 0 { bytes += foreground.expanded(Int(pen.foreground)) }
    if pen.background >= 0 { bytes += background.expanded(Int(pen.background)) }
    return bytes
  }

  // MARK: Parameters

  private func everything(of pen: Pen) -> [[UInt8]] {
    difference(from: Pen(), to: pen)
  }

  private func difference(from old: Pen, to new: Pen) -> [[UInt8]] {
    var codes: [[UInt8]] = []
    var lost = old.attributes.subtracting(new.attributes)
    var gained = new.attributes.subtracting(old.attributes)
    if !lost.isDisjoint(with: [.bold, .dim]) {
      // One code takes both away.
      codes.append(Array("22".utf8))
      gained.formUnion(new.attributes.intersection([.bold, .dim]))
      lost.subtract([.bold, .dim])
    }
    for (attribute, code) in Self.offCodes where lost.contains(attribute) {
      codes.append(Array(code.utf8))
    }
    for entry in attributes where gained.contains(entry.attribute) {
      codes.append(Self.parameters(of: entry.on) ?? [])
    }
    codes += color(old.foreground, new.foreground, foreground, none: "39")
    codes += color(old.background, new.background, background, none: "49")
    return codes
  }

  private func color(
    _ old: Int32, _ new: Int32, _ string: ParameterString, none: String
  ) -> [[UInt8]] {
    guard old != new else { return [] }
    guard new >= 0 else { return [Array(none.utf8)] }
    return [Self.parameters(of: string.expanded(Int(new))) ?? []]
  }

  private static let offCodes: [(Look.Attributes, String)] = [
    (.italic, "23"), (.underline, "24"), (.reverse, "27"),
  ]

  private static func sequence(_ codes: [[UInt8]]) -> [UInt8] {
    guard !codes.isEmpty else { return [] }
    return [0x1B, UInt8(ascii: "[")] + codes.joined(separator: [UInt8(ascii: ";")])
      + [UInt8(ascii: "m")]
  }

  /// What stands between `ESC [` and `m`, `nil` of anything else.
  private static func parameters(of bytes: [UInt8]) -> [UInt8]? {
    guard bytes.starts(with: [0x1B, UInt8(ascii: "[")]), bytes.last == UInt8(ascii: "m") else {
      return nil
    }
    let parameters = bytes.dropFirst(2).dropLast()
    // Digits, colons and semicolons lie together.
    return parameters.allSatisfy { (0x30...0x3B).contains($0) } ? Array(parameters) : nil
  }

  /// Whether the reset is the standard one, maybe with a change of character sets around it.
  private static func holdsReset(_ bytes: [UInt8]) -> Bool {
    ["\u{1B}[m", "\u{1B}[0m"].contains { needle in
      let needle = Array(needle.utf8)
      return bytes.indices.contains { bytes[$0...].starts(with: needle) }
    }
  }
}

extension Pen {
  fileprivate var isColored: Bool { foreground >= 0 || background >= 0 }
}
