internal import CFullTextRank
internal import Foundation
internal import GRDB
internal import Synchronization

/// The lengths of all texts in memory, for the ranking function of one connection.
///
/// Read when first wanted, and again when the index has changed, by whichever program.
final class TextLengths: Sendable {
  private struct State {
    var isRegistered = false
    /// The generation of the index that was read.
    var generation: Int?
    /// The parts of the table that are in memory.
    var parts: Set<Int64> = []
    var hasAll = false
  }

  /// What the ranking function holds on to; touched on the connection's own queue alone.
  private nonisolated(unsafe) let lengths: OpaquePointer?

  /// For a ranking on the connection's own queue, after ``prepare(_:)``.
  var pointer: OpaquePointer? { lengths }

  private let state = Mutex(State())

  init() { lengths = full_text_lengths_make() }

  deinit { full_text_lengths_free(lengths) }

  /// Makes `text_rank` known to the connection, and forgets lengths of another moment.
  ///
  /// To read those of a hundred thousand texts takes a millisecond, so ``load(_:_:)`` waits until
  /// they are wanted. The function looks up what it misses; a ranking of ours does not.
  func prepare(_ database: Database) throws {
    guard let lengths else { throw DatabaseError(resultCode: .SQLITE_NOMEM) }
    if !state.withLock({ $0.isRegistered }) {
      let code = full_text_rank_register(
        UnsafeMutableRawPointer(database.sqliteConnection), lengths)
      guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
      state.withLock { $0.isRegistered = true }
    }
    let now = try IndexRecord.fetch(database)?.generation ?? 0
    guard state.withLock({ $0.generation }) != now else { return }
    full_text_lengths_clear(lengths)
    state.withLock { ($0.generation, $0.parts, $0.hasAll) = (now, [], false) }
  }

  /// Reads the lengths of some texts, or of all; what is in memory already is not read again.
  func load(_ texts: [Int64]?, _ database: Database) throws {
    if state.withLock({ $0.hasAll }) { return }
    guard let texts else {
      // The last part first: then there is room for all from the start.
      let rows = try Row.fetchCursor(
        database, sql: "SELECT part, lengths FROM passage_length ORDER BY part DESC")
      while let row = try rows.next() { try take(row) }
      return state.withLock { $0.hasAll = true }
    }
    let known = state.withLock { $0.parts }
    for part in Set(texts.map { $0 / Int64(Self.part) }).subtracting(known) {
      let row = try Row.fetchOne(
        database.cachedStatement(sql: "SELECT part, lengths FROM passage_length WHERE part = ?"),
        arguments: [part])
      if let row { try take(row) }
      state.withLock { _ = $0.parts.insert(part) }
    }
  }

  private func take(_ row: Row) throws {
    let values = Self.values(row.bytes(1))
    guard let lengths,
      full_text_lengths_set(
        lengths, Int64(row.integer(0)) * Int64(Self.part), values, values.count) != 0
    else { throw DatabaseError(resultCode: .SQLITE_CORRUPT_VTAB) }
  }

  /// Texts in one row of the table: a page of the file.
  static let part = 960

  /// Writes the lengths of some texts, in words.
  static func set(_ lengths: [Int64: Int], _ database: Database) throws {
    for (number, texts) in Dictionary(grouping: lengths, by: { $0.key / Int64(part) }) {
      var values =
        try Row.fetchOne(
          database.cachedStatement(sql: "SELECT lengths FROM passage_length WHERE part = ?"),
          arguments: [number]
        ).map { Self.values($0.bytes(0)) } ?? []
      for (text, length) in texts {
        let index = Int(text % Int64(part))
        if values.count <= index {
          values += repeatElement(0, count: index + 1 - values.count)
        }
        values[index] = UInt32(clamping: length)
      }
      let bytes = values.map(\.littleEndian).withUnsafeBytes { Data($0) }
      try database.cachedStatement(
        sql: "INSERT OR REPLACE INTO passage_length (part, lengths) VALUES (?, ?)"
      ).execute(arguments: [number, bytes])
    }
  }

  /// Four bytes a text, the least first.
  private static func values(_ data: Data) -> [UInt32] {
    var values = [UInt32](repeating: 0, count: min(part, data.count / 4))
    _ = values.withUnsafeMutableBytes { data.copyBytes(to: $0) }
    for index in values.indices { values[index] = UInt32(littleEndian: values[index]) }
    return values
  }
}
