internal import GRDB
internal import SpaltSearch

/// The lists of the keys of the term list, in one view of the archive.
final class TermKeyLists {
  private let reader: PostingsReader
  /// One more than the highest row of the term list.
  private let end: Int64

  /// - Returns: `nil` where the engine itself has to be asked.
  init?(until stop: Stop, _ database: Database) throws {
    guard
      let reader = try PostingsReader("term_key", hasPlaces: false, until: stop, database)
    else { return nil }
    self.reader = reader
    end = 1 + (try Int64.fetchOne(database, sql: "SELECT max(id) FROM term") ?? 0)
    if reader.rows != end - 1 { throw IndexSoundness.damage }
  }

  /// More keys than this are better asked for together.
  private static let mostKeys = 40

  /// The rows of the term list with any of some keys, in their order.
  ///
  /// - Returns: `nil` where the engine itself has to be asked.
  func rows(withAny keys: [String]) throws -> [Int64]? {
    guard keys.count <= Self.mostKeys, areWords(keys) else { return nil }
    let rows = try TextRows(below: end)
    for key in keys { try rows.insert(textsWith: key, reader) }
    let selection = try TextSelection.find([], rows: end) { _ in throw ArchiveError.cancelled }
    selection.keep(rows)
    return selection.all
  }

  /// The rows of the term list with all of some keys, in their order.
  ///
  /// - Returns: `nil` where the engine itself has to be asked.
  func rows(withAll keys: [String]) throws -> [Int64]? {
    guard areWords(keys) else { return nil }
    let selection = try TextSelection.find([], rows: end) { _ in throw ArchiveError.cancelled }
    for key in keys {
      let rows = try TextRows(below: end)
      try rows.insert(textsWith: key, reader)
      selection.keep(rows)
    }
    return selection.all
  }

  /// Rows of the term list, so many at most, that have more of some keys than the others.
  ///
  /// - Returns: `nil` where the engine itself has to be asked.
  func rows(withMostOf keys: Set<String>, atMost limit: Int) throws -> [Int64]? {
    guard keys.count < 256, areWords(keys) else { return nil }
    var counts = [UInt8](repeating: 0, count: Int(end))
    for part in 0..<reader.parts {
      for key in keys {
        for row in try reader.rows(with: key, inPart: part) where row < end {
          counts[Int(row)] += 1
        }
      }
    }
    var rows: [Int64] = []
    var wanted = UInt8(keys.count)
    while wanted > 0, rows.count < limit {
      for (row, count) in counts.enumerated() where count == wanted {
        rows.append(Int64(row))
        if rows.count == limit { break }
      }
      wanted -= 1
    }
    return rows
  }

  private func areWords(_ keys: some Sequence<String>) -> Bool {
    keys.allSatisfy { SearchedForm(word: $0).isOneWord }
  }
}
