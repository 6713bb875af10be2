import SpaltText

/// Ids made of file names, and what counts as a date.
enum TextNaming {
  /// Lower-case letters, digits and single hyphens of a name; `nil` when none are left.
  ///
  /// å, ä, ö, æ and ø are letters and stay.
  static func id(from name: String) -> TextID? {
    var id = ""
    for character in name.lowercased() {
      if character.isLetter || character.isNumber {
        id.append(character)
      } else if !id.isEmpty, !id.hasSuffix("-") {
        id.append("-")
      }
    }
    while id.hasSuffix("-") { id.removeLast() }
    id = String(id.prefix(100))
    return id.isEmpty ? nil : TextID(id)
  }

  /// A year, month or day in ISO 8601.
  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let digits = [4, 2, 2]
    guard (1...3).contains(parts.count) else { return false }
    for (index, part) in parts.enumerated() {
      guard part.count == digits[index], part.allSatisfy({ ("0"..."9").contains($0) }),
        let number = Int(part)
      else { return false }
      if index == 1, !(1...12).contains(number) { return false }
      if index == 2, !(1...31).contains(number) { return false }
    }
    return true
  }
}
