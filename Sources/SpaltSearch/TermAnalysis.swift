public import SpaltText

/// The keys under which words of one language are filed, to be found by what they mean or hold.
public struct TermAnalysis {
  private let stemmer: Stemmer

  public init(_ language: Language) { stemmer = Stemmer(language) }

  /// The stem of a token's form.
  public func stem(_ form: String) -> String { stemmer.stem(form) }

  /// A stem or a form without rings, dots, strokes and accents, the Scandinavian way.
  public func fold(_ letters: String) -> String { foldKey(letters) }
}

/// Some of the three letters in a row of a word, so chosen that words which share five letters in a
/// row share one of them; none for shorter words.
///
/// Of every three successive ones the one with the least hash is taken, whatever stands around
/// them: half of all, on average.
///
/// Source: Schleimer, Wilkerson and Aiken, Winnowing (SIGMOD 2003).
public func fragments(of word: String) -> [String] {
  var fragments: [String] = []
  eachFragment(of: word) { fragments.append(String(decoding: $0, as: UTF8.self)) }
  return fragments
}

/// Hands over the UTF-8 of each of a word's ``fragments(of:)``, without making a string of it.
public func eachFragment(of word: String, _ take: (UnsafeBufferPointer<UInt8>) -> Void) {
  var word = word
  word.withUTF8 { bytes in
    guard bytes.count >= shortestFragmented else { return }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: bytes.count + 1) { starts in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: bytes.count) { packed in
        let count = pack(bytes, starts, packed)
        eachLeast(of: packed, count) { place in
          take(
            UnsafeBufferPointer(rebasing: bytes[starts[place]..<starts[place + fragmentLength]]))
        }
      }
    }
  }
}

/// Packs every three letters in a row into one number, 21 bits a letter.
///
/// - Returns: How many there are; `starts` has where each letter starts, and the end.
private func pack(
  _ bytes: UnsafeBufferPointer<UInt8>, _ starts: UnsafeMutableBufferPointer<Int>,
  _ packed: UnsafeMutableBufferPointer<UInt64>
) -> Int {
  var letters = 0
  var last: UInt64 = 0
  var offset = 0
  while offset < bytes.count {
    let (scalar, next) = bytes.scalar(at: offset)
    last = last << 21 & 0x7FFF_FFFF_FFFF_FFFF | UInt64(scalar.value)
    starts[letters] = offset
    letters += 1
    if letters >= fragmentLength { packed[letters - fragmentLength] = last }
    offset = next
  }
  starts[letters] = bytes.count
  return letters - fragmentLength + 1
}

/// Hands over the place with the least hash of every three successive ones, equal ones once.
private func eachLeast(
  of packed: UnsafeMutableBufferPointer<UInt64>, _ count: Int, _ take: (Int) -> Void
) {
  guard count >= fragmentWindow else { return }
  // To multiply mixes three scalars well enough.
  let hash = { (place: Int) in packed[place] &* 0x9E37_79B9_7F4A_7C15 }
  var taken: [Int] = []
  for start in 0...count - fragmentWindow {
    var least = start
    for place in start + 1..<start + fragmentWindow where hash(place) < hash(least) {
      least = place
    }
    if taken.contains(where: { packed[$0] == packed[least] }) { continue }
    taken.append(least)
    take(least)
  }
}

private let fragmentLength = 3
private let fragmentWindow = 3

/// The letters that ``fragments(of:)`` needs to tell anything.
public let shortestFragmented = fragmentLength + fragmentWindow - 1
