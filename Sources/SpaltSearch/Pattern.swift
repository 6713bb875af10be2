internal import SpaltText

/// How far from what was typed a hit may be.
public enum Reach: Int, CaseIterable, Comparable, Sendable {
  /// The word, its forms, its compounds.
  case near
  /// Without rings, dots and strokes too.
  case folded
  /// One letter off.
  case fuzzy

  public static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
}

/// A word of a query, ready to be held against the words of texts in one language.
public struct WordPattern: Equatable, Sendable {
  /// What of ``form`` has to be met.
  public enum Demand: Equatable, Sendable {
    /// Every tier the reach allows.
    case anyForm
    /// Exact and inflected: the words of a phrase.
    case inflection
    case beginning
    /// As ``anyForm``, and every word it begins is one of its forms.
    case unfinished
    case asWritten
    /// The letters whatever their rings, dots and strokes: nothing longer than the word.
    case folded
  }

  public let form: String
  public let demand: Demand
  /// Its place among the words of the query.
  public let number: Int
  public let stem: String
  /// The stem without rings, dots and strokes.
  public let fold: String
  /// The form without them, and the stem that this has where it is a word.
  public let foldedForm: String
  public let foldedStem: String
  /// Stems of words of the same family: the doing of what is done.
  public let relatives: [String]
  /// What the word begins with as the first part of a compound.
  private let modifier: String

  init(_ form: String, _ demand: Demand, _ stemmer: Stemmer, _ count: inout Int) {
    number = count
    count += 1
    self.form = form
    self.demand = demand
    formBytes = Array(form.utf8)
    stem = stemmer.stem(form)
    fold = foldKey(stem)
    foldedForm = foldKey(form)
    foldedStem = stemmer.stem(foldedForm)
    relatives = demand == .anyForm || demand == .unfinished ? stemmer.relatives(of: form) : []
    // Swedish agent nouns lose their last letter in compounds: forskare, forskarrörlighet.
    let isAgent = stemmer.language == .swedish && form.hasSuffix("are")
    modifier = isAgent ? String(form.dropLast()) : form
    // Stemmers take endings off, and change no letter before them; only the German one does.
    head =
      stemmer.language == .german
      ? [] : Array(stem.utf8.prefix(min(3, max(0, stem.utf8.count - 1))))
    let reachesInside =
      (demand == .anyForm || demand == .unfinished) && form.count >= Self.shortestInside
    coreBytes =
      reachesInside
      ? Set(stem.count >= Self.shortestInside ? [modifier, stem] : [modifier]).map {
        Array($0.utf8)
      }
      : []
  }

  /// What is in every longer word that ``tier(of:within:_:)`` takes for a compound or infix, one
  /// or the other; empty when longer words are not looked into.
  public var cores: [String] {
    guard reachesInside else { return [] }
    return Array(Set(stem.count >= Self.shortestInside ? [modifier, stem] : [modifier]))
  }

  private let formBytes: [UInt8]
  /// What a word must begin with to have the same stem, or one of the same family.
  private let head: [UInt8]
  private let coreBytes: [[UInt8]]

  /// What a word that is met begins with, one of them, or else holds; `nil` when neither is sure.
  func traits(within reach: Reach) -> (beginnings: [[UInt8]], cores: [[UInt8]])? {
    switch demand {
    case .asWritten, .beginning: return ([formBytes], [])
    case .anyForm, .unfinished, .inflection:
      return reach > .near || head.isEmpty ? nil : ([head, formBytes], coreBytes)
    case .folded: return nil
    }
  }

  /// Whether a word can be as near as ``Reach/near``: a quick look that spares most words of a text
  /// their stem.
  func mayBeNear(_ word: String) -> Bool {
    var word = word
    return word.withUTF8(mayBeNear)
  }

  private func mayBeNear(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.starts(with: head) || coreBytes.contains { holds(bytes, $0) }
  }

  /// Whether a word, given by its bytes, can be met at all: spares nearly all words of a text a
  /// string of their own.
  func mayBeMet(by word: ArraySlice<UInt8>, within reach: Reach) -> Bool {
    word.withUnsafeBufferPointer { bytes in
      switch demand {
      case .asWritten: bytes.elementsEqual(formBytes)
      case .beginning: bytes.starts(with: formBytes)
      case .anyForm, .unfinished, .inflection:
        reach > .near || bytes.elementsEqual(formBytes) || mayBeNear(bytes)
      case .folded: true
      }
    }
  }

  /// Whether longer words are looked into.
  public var reachesInside: Bool {
    (demand == .anyForm || demand == .unfinished) && form.count >= Self.shortestInside
  }

  /// Whether words one letter off are let in.
  public var reachesBeside: Bool { demand == .anyForm && form.count >= Self.shortestInside }

  /// Under five letters too many words hold the form by chance.
  static let shortestInside = 5

  /// How near a word of a text is, `nil` when it is another word.
  ///
  /// - Returns: The nearest tier within reach.
  public func tier(of word: String, within reach: Reach, _ stemmer: Stemmer) -> Tier? {
    if word == form { return .exact }
    switch demand {
    case .asWritten: return nil
    case .beginning: return word.hasPrefix(form) ? .inflected : nil
    case .anyForm, .unfinished, .inflection:
      if reach == .near, !mayBeNear(word) { return nil }
    case .folded: break
    }
    if demand == .unfinished, word.hasPrefix(form) { return .inflected }
    let other = stemmer.stem(word)
    if other == stem { return .inflected }
    if relatives.contains(other), stemmer.isRelative(word, other) { return .inflected }
    if reachesInside, let tier = tierInside(word, other) { return tier }
    // Rings and dots can tell the endings too, so that only the forms agree: vasteras.
    if reach >= .folded || demand == .folded,
      foldKey(word) == foldedForm || foldKey(other) == fold && !isAlone(other) && !isAlone(stem)
    {
      return .folded
    }
    if reach >= .fuzzy, reachesBeside,
      isOneLetterOff(form, word)
        // Of a short stem another letter makes another word.
        || min(stem.count, other.count) >= Self.shortestInside && isOneLetterOff(stem, other)
    {
      return .fuzzy
    }
    return nil
  }

  /// Whether the word begins a compound and stands nowhere else in it: its head is another.
  func isModifier(of compound: String) -> Bool {
    guard compound.hasPrefix(modifier) else { return false }
    var rest = String(compound.dropFirst(modifier.count))
    let core = Array((stem.count >= Self.shortestInside ? stem : form).utf8)
    return !rest.withUTF8 { holds($0, core) }
  }

  /// Looks into a longer word with the form as typed; with the stem only for its last part.
  private func tierInside(_ word: String, _ other: String) -> Tier? {
    let isHead = stem.count >= Self.shortestInside && other.hasSuffix(stem)
    if isHead || word.hasSuffix(form) { return .compound }
    if word.hasPrefix(modifier) {
      let rest = word.dropFirst(modifier.count)
      if agentEndings.contains(rest) { return nil }
      if nounEndings.contains(rest) { return form.hasSuffix("ik") ? nil : .inflected }
      if modifier == form, caseEndings.contains(rest) { return .inflected }
      return rest.count >= 3 ? .compound : .infix
    }
    var word = word
    return word.withUTF8 { holds($0, formBytes) } ? .infix : nil
  }
}

/// Endings that make one who does of what is done, with their inflections: a fotbollare is no
/// fotboll, and no compound of it.
///
/// Source: Svenska Akademiens grammatik 2 § 31, the suffix -are.
private let agentEndings: Set<Substring> = ["are", "aren", "arens", "ares", "arna", "arnas"]

/// Plurals in `-er`, which after `-ik` are people who practise an art.
private let nounEndings: Set<Substring> = [
  "er", "ers", "ern", "erns", "erna", "ernas", "ere", "eres", "eren", "erens", "erne", "ernes",
]

/// Endings of cases and articles, which stemmers keep on some words and take off others.
private let caseEndings: Set<Substring> = [
  "n", "t", "s", "ns", "ts", "en", "et", "ens", "ets", "na", "nas", "ne", "nes", "ene", "enes",
]

/// Whether two words differ by one letter put in, left out, replaced or swapped with the next.
func isOneLetterOff(_ left: String, _ right: String) -> Bool {
  let left = Array(left.unicodeScalars)
  let right = Array(right.unicodeScalars)
  guard abs(left.count - right.count) <= 1, min(left.count, right.count) >= 4 else { return false }
  let shortest = min(left.count, right.count)
  var first = 0
  while first < shortest, left[first] == right[first] { first += 1 }
  var last = 0
  while last < shortest - first, left[left.count - 1 - last] == right[right.count - 1 - last] {
    last += 1
  }
  let leftRest = left.count - first - last
  let rightRest = right.count - first - last
  if leftRest <= 1, rightRest <= 1 { return true }
  return leftRest == 2 && rightRest == 2 && left[first] == right[first + 1]
    && left[first + 1] == right[first]
}

/// Whether bytes hold a row of others.
func holds(_ bytes: UnsafeBufferPointer<UInt8>, _ part: [UInt8]) -> Bool {
  guard let first = part.first, bytes.count >= part.count else { return part.isEmpty }
  for start in 0...(bytes.count - part.count) where bytes[start] == first {
    if bytes[start..<start + part.count].elementsEqual(part) { return true }
  }
  return false
}
