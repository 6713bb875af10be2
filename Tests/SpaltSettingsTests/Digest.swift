/// SHA-256 as 64 hexadecimal digits, by another road than the program's own.
///
/// Source: FIPS 180-4, 5.1.1 and 6.2.2. The constants are its definition: the first 32 bits of
/// the fractional parts of the cube roots and square roots of the first primes.
func sha256(_ bytes: [UInt8]) -> String {
  let primes = (2...311).filter { number in !(2..<number).contains { number % $0 == 0 } }
  let constants = primes.map { fraction(ofRoot: 3, $0) }
  var hash = primes.prefix(8).map { fraction(ofRoot: 2, $0) }

  var message = bytes + [0x80]
  message += [UInt8](repeating: 0, count: (120 - message.count % 64) % 64)
  let bits = UInt64(bytes.count) * 8
  message += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }

  for start in stride(from: 0, to: message.count, by: 64) {
    var words = (0..<16).map { word in
      (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(message[start + 4 * word + $1]) }
    }
    for t in 16..<64 {
      let before = words[t - 15]
      let last = words[t - 2]
      let small = rotated(before, 7) ^ rotated(before, 18) ^ (before >> 3)
      let large = rotated(last, 17) ^ rotated(last, 19) ^ (last >> 10)
      words.append(words[t - 16] &+ small &+ words[t - 7] &+ large)
    }
    var v = hash
    // Working variables a to h of the standard are v[0] to v[7].
    for t in 0..<64 {
      let sum1 = rotated(v[4], 6) ^ rotated(v[4], 11) ^ rotated(v[4], 25)
      let choice = (v[4] & v[5]) ^ (~v[4] & v[6])
      let first = v[7] &+ sum1 &+ choice &+ constants[t] &+ words[t]
      let sum0 = rotated(v[0], 2) ^ rotated(v[0], 13) ^ rotated(v[0], 22)
      let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
      v = [first &+ sum0 &+ majority] + v[0..<3] + [v[3] &+ first] + v[4..<7]
    }
    hash = zip(hash, v).map { $0 &+ $1 }
  }
  return hash.map { word in
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }.joined()
}

private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
  word >> count | word << (32 - count)
}

/// The first 32 bits after the point of a square or cube root, found bit by bit.
private func fraction(ofRoot degree: Int, _ number: Int) -> UInt32 {
  // root · 2³² is the largest integer whose power does not exceed number · 2^(32 · degree).
  var root: UInt64 = 0
  for bit in (0..<37).reversed() {
    let candidate = root | 1 << UInt64(bit)
    if power(candidate, degree, isAtMost: number) { root = candidate }
  }
  return UInt32(truncatingIfNeeded: root)
}

private func power(_ root: UInt64, _ degree: Int, isAtMost number: Int) -> Bool {
  var value = UInt128(root) * UInt128(root)
  if degree == 3 { value *= UInt128(root) }
  return value <= UInt128(number) << UInt128(32 * degree)
}
