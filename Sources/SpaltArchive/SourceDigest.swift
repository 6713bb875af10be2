internal import CNettle
internal import GRDB

/// The SHA-256 of a source as it lies in the archive.
///
/// Not the digest that names the version, which is that of the file's bytes before decoding.
enum SourceDigest {
  static func set(ofVersion version: Int64, _ database: Database) throws {
    let digest = try digest(ofVersion: version, database)
    try database.execute(
      sql: "UPDATE source SET content_digest = ? WHERE version = ?", arguments: [digest, version])
  }

  /// The digest of what lies there now, computed anew.
  static func digest(ofVersion version: Int64, _ database: Database) throws -> String? {
    try Row.fetchOne(
      database, sql: "SELECT content FROM source WHERE version = ?", arguments: [version]
    )
    .map { of($0.text(0)) }
  }

  static func of(_ source: String) -> String {
    var context = sha256_ctx()
    nettle_sha256_init(&context)
    var source = source
    source.withUTF8 { nettle_sha256_update(&context, $0.count, $0.baseAddress) }
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    nettle_sha256_digest(&context, digest.count, &digest)
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
