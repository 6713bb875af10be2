internal import SpaltSearch

/// Where a page ends: what a token stands for.
struct PagePlace: Equatable {
  /// The generation of the index the page was made from.
  var generation: Int
  /// Which of the readings of the query was found, counted from 0.
  var attempt: Int
  /// The tier of the texts that come next.
  var tier: Int
  /// The last text given, by its score and its row; those after it in this order come next.
  var score: Double
  var row: Int64

  var token: PageToken {
    PageToken(
      rawValue: "\(generation).\(attempt).\(tier).\(score.bitPattern).\(row)")
  }

  init(generation: Int, attempt: Int, tier: Int, score: Double = -.infinity, row: Int64 = 0) {
    self.generation = generation
    self.attempt = attempt
    self.tier = tier
    self.score = score
    self.row = row
  }

  /// - Returns: `nil` when the token is of another make.
  init?(_ token: PageToken) {
    let parts = token.rawValue.split(separator: ".")
    guard parts.count == 5, let generation = Int(parts[0]),
      let attempt = Int(parts[1]), let tier = Int(parts[2]),
      let bits = UInt64(parts[3]), let row = Int64(parts[4])
    else { return nil }
    self.init(
      generation: generation, attempt: attempt, tier: tier, score: Double(bitPattern: bits),
      row: row)
  }
}
