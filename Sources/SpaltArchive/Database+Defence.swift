internal import CArchiveGuard
internal import GRDB

extension Database {
  /// Sets whether the database refuses to write its own schema and the parts of an index by hand.
  func setDefensive(_ isOn: Bool) throws {
    guard let connection = sqliteConnection else { return }
    let code = spalt_set_defensive(UnsafeMutableRawPointer(connection), isOn ? 1 : 0)
    guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// Does what only a database without that defence allows: taking away what is broken.
  func withoutDefence<Value>(_ work: () throws -> Value) throws -> Value {
    try setDefensive(false)
    defer { try? setDefensive(true) }
    return try work()
  }
}
