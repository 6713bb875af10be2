/// Where each letter of a skeleton stands: its start and the end of its character, in bytes.
///
/// In two bytes a letter, for a text of 100 MB has nearly as many letters, and two versions of it are
/// held against each other: how far each starts after the one before, and how long its character is. Every
/// sixty-fourth start is kept whole, and what is too far or too long stands apart.
struct LetterPlaces: Sendable {
  private var steps: [UInt8] = []
  private var lengths: [UInt8] = []
  /// The start of every sixty-fourth letter.
  private var landmarks: [UInt32] = []
  /// Places with a step or a length of ``far`` and more.
  private var apart: [Int: Range<UInt32>] = [:]
  private var last: UInt32 = 0

  private static let far = UInt32(UInt8.max)
  private static let shift = 6
  private static let mask = 1 << shift - 1

  var count: Int { steps.count }

  /// Makes room for so many letters more.
  mutating func reserve(_ more: Int) {
    steps.reserveCapacity(count + more)
    lengths.reserveCapacity(count + more)
  }

  /// Adds a letter that starts no earlier than the one before.
  mutating func append(_ place: Range<UInt32>) {
    let start = place.lowerBound
    if count & Self.mask == 0 { landmarks.append(start) }
    let step = start - last
    let length = place.upperBound - start
    if step >= Self.far || length >= Self.far { apart[count] = place }
    steps.append(UInt8(clamping: step))
    lengths.append(UInt8(clamping: length))
    last = start
  }

  func start(of index: Int) -> Int {
    var known = index
    var steps = 0
    while known & Self.mask != 0, self.steps[known] < Self.far {
      steps += Int(self.steps[known])
      known -= 1
    }
    let start = known & Self.mask == 0 ? landmarks[known >> Self.shift] : startApart(known)
    return Int(start) + steps
  }

  /// The end of the character that a letter belongs to.
  func end(of index: Int) -> Int {
    if lengths[index] == Self.far, let place = apart[index] { return Int(place.upperBound) }
    return start(of: index) + Int(lengths[index])
  }

  /// The first letter that starts at a place or after it.
  func first(from place: Int) -> Int {
    let next = landmarks.partitionPoint { Int($0) >= place }
    guard next > 0 else { return 0 }
    var index = (next - 1) << Self.shift + 1
    var start = Int(landmarks[next - 1])
    let end = min(count, next << Self.shift)
    while index < end {
      start = steps[index] == Self.far ? Int(startApart(index)) : start + Int(steps[index])
      if start >= place { return index }
      index += 1
    }
    return end
  }

  private func startApart(_ index: Int) -> UInt32 { apart[index]?.lowerBound ?? 0 }
}
