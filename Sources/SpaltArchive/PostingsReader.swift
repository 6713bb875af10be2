internal import CFullTextRank
internal import GRDB

/// Reads the lists of a full-text table of ours where they lie.
final class PostingsReader {
  let pointer: OpaquePointer
  private let stop: Stop

  /// - Returns: `nil` where the engine keeps its lists otherwise and has to be asked itself.
  init?(_ table: String, hasPlaces: Bool, until stop: Stop, _ database: Database) throws {
    self.stop = stop
    var opened: OpaquePointer?
    let code = full_text_reader_open(
      UnsafeMutableRawPointer(database.sqliteConnection), table, hasPlaces ? 1 : 0,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Stop>.fromOpaque(context).takeUnretainedValue().isReached ? 1 : 0
      }, Unmanaged.passUnretained(stop).toOpaque(), &opened)
    try check(code)
    guard let opened else { return nil }
    pointer = opened
  }

  deinit { full_text_reader_close(pointer) }

  /// The parts that the lists lie in, the oldest first.
  var parts: Int { full_text_reader_parts(pointer) }

  /// The rows of the table, as the engine counts them.
  var rows: Int64 { Int64(exactly: full_text_reader_rows(pointer)) ?? 0 }

  /// Reads all pages, and whether each is found by the first word on it.
  func checkPages() throws { try check(full_text_reader_check(pointer)) }

  /// The rows that have a word in one part, where nothing is ever taken back.
  func rows(with word: String, inPart part: Int) throws -> UnsafeBufferPointer<Int64> {
    var (word, rows, count) = (word, UnsafePointer<Int64>?.none, 0)
    try check(
      word.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          full_text_reader_list(pointer, part, $0.baseAddress, $0.count, &rows, &count)
        }
      })
    return UnsafeBufferPointer(start: rows, count: count)
  }
}

/// Turns a code of SQLite into an error.
func check(_ code: Int32) throws {
  if code != 0 { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
}

/// In which texts some forms of a word stand, and where in them; never changed.
final class WordPostings: Sendable {
  nonisolated(unsafe) let pointer: OpaquePointer

  /// Reads the forms, nearest first, in texts whose rows are below a number.
  init(_ forms: [SearchedForm], rows: Int64, _ reader: PostingsReader) throws {
    guard let made = full_text_postings_make(rows) else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
    pointer = made
    for form in forms {
      var word = form.word
      let code = word.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          full_text_postings_read(
            made, reader.pointer, $0.baseAddress, $0.count, form.isBeginning ? 1 : 0)
        }
      }
      try check(code)
    }
  }

  deinit { full_text_postings_free(pointer) }

  /// Bytes of memory.
  var size: Int { full_text_postings_size(pointer) }
}

/// A set of rows of texts, not changed any more once others know it.
final class TextRows: Sendable {
  nonisolated(unsafe) let pointer: OpaquePointer

  init(below end: Int64) throws {
    guard let made = full_text_rows_make(end) else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
    pointer = made
  }

  deinit { full_text_rows_free(pointer) }

  func insert(_ row: Int64) { full_text_rows_insert(pointer, row) }

  func insert(textsWith word: String, _ reader: PostingsReader) throws {
    var word = word
    try check(
      word.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          full_text_rows_read(pointer, reader.pointer, $0.baseAddress, $0.count)
        }
      })
  }
}

/// A word of the archive that a word of a query can mean, or the beginning of many.
struct SearchedForm: Hashable {
  var word: String
  var isBeginning = false

  /// As a phrase of the engine's language.
  var quoted: String { isBeginning ? word.quotedForIndex + " *" : word.quotedForIndex }

  /// Whether the index has it as one word.
  var isOneWord: Bool {
    var word = word
    return word.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { full_text_is_word($0.baseAddress, $0.count) != 0 }
    }
  }
}
