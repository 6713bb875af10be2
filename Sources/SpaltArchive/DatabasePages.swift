internal import Foundation

/// The rows of a database file, read page by page without the database.
///
/// For a file the database refuses: a page that is whole gives its rows whatever happened to the
/// others. The changes that wait in the log beside the file are taken in as far as they are sound.
///
/// Source: the SQLite database file format, sections 1.6, 2.1 and 4.
struct DatabasePages {
  enum Value: Equatable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)
    case blob([UInt8])
  }

  private var pages: [Int: ArraySlice<UInt8>] = [:]
  private let size: Int

  /// The page size of every archive this program makes.
  static let usualSize = 4096

  init(file: [UInt8], log: [UInt8], pageSize: Int) {
    size = pageSize
    for (index, start) in stride(from: 0, to: file.count, by: pageSize).enumerated() {
      pages[index + 1] = file[start..<min(file.count, start + pageSize)]
    }
    takeIn(log)
  }

  /// The page size the file names, if it makes sense.
  static func pageSize(namedIn file: [UInt8]) -> Int? {
    guard file.count >= 18 else { return nil }
    let named = Int(file[16]) << 8 | Int(file[17])
    let size = named == 1 ? 65536 : named
    return size >= 512 && size & (size - 1) == 0 ? size : nil
  }

  /// Overlays the pages of the log up to its last complete change.
  private mutating func takeIn(_ log: [UInt8]) {
    guard log.count > 32, word(log, 0) & ~1 == 0x377F_0682, Int(word(log, 8)) == size else {
      return
    }
    let isBigEndian = word(log, 0) & 1 == 1
    var sum = checksum(log[0..<24], (0, 0), isBigEndian)
    var waiting: [(page: Int, bytes: ArraySlice<UInt8>)] = []
    var start = 32
    while start + 24 + size <= log.count {
      guard log[start + 8..<start + 16] == log[16..<24] else { return }
      sum = checksum(log[start..<start + 8], sum, isBigEndian)
      sum = checksum(log[start + 24..<start + 24 + size], sum, isBigEndian)
      guard word(log, start + 16) == sum.0, word(log, start + 20) == sum.1 else { return }
      waiting.append((Int(word(log, start)), log[start + 24..<start + 24 + size]))
      if word(log, start + 4) != 0 {
        for frame in waiting { pages[frame.page] = frame.bytes }
        waiting = []
      }
      start += 24 + size
    }
  }

  private func checksum(
    _ bytes: ArraySlice<UInt8>, _ start: (UInt32, UInt32), _ isBigEndian: Bool
  ) -> (UInt32, UInt32) {
    var (one, two) = start
    for index in stride(from: bytes.startIndex, to: bytes.endIndex, by: 8) {
      for (offset, isFirst) in [(0, true), (4, false)] {
        let part = bytes[index + offset..<index + offset + 4]
        let value = (isBigEndian ? Array(part) : part.reversed()).reduce(UInt32(0)) {
          $0 << 8 | UInt32($1)
        }
        if isFirst { one = one &+ value &+ two } else { two = two &+ value &+ one }
      }
    }
    return (one, two)
  }

  /// Gives every row of every table, in no order, those of thrown-away pages too.
  func forEachRow(_ take: (_ row: Int, _ values: [Value]) -> Void) {
    for (number, page) in pages {
      let base = page.startIndex
      let header = base + (number == 1 ? 100 : 0)
      guard page.endIndex - header >= 8, page[header] == 0x0D else { continue }
      let count = Int(page[header + 3]) << 8 | Int(page[header + 4])
      for index in 0..<count {
        let place = header + 8 + 2 * index
        guard place + 1 < page.endIndex else { break }
        let start = base + (Int(page[place]) << 8 | Int(page[place + 1]))
        guard start < page.endIndex, start > header, let (row, payload) = cell(page, start),
          let values = Self.values(payload)
        else { continue }
        take(row, values)
      }
    }
  }

  /// A row's number and its packed values, gathered over as many pages as they take.
  private func cell(_ page: ArraySlice<UInt8>, _ start: Int) -> (Int, [UInt8])? {
    var place = start
    guard let length = Self.number(page, &place), let row = Self.number(page, &place),
      length >= 0, length <= pages.count * size
    else { return nil }
    let most = size - 35
    let least = (size - 12) * 32 / 255 - 23
    let spread = least + (length - least) % (size - 4)
    let local = length <= most ? length : spread <= most ? spread : least
    guard place + local <= page.endIndex else { return nil }
    var payload = Array(page[place..<place + local])
    guard local < length else { return (row, payload) }
    guard place + local + 4 <= page.endIndex else { return nil }
    var next = Int(word(page, place + local))
    while payload.count < length {
      guard let more = pages[next], more.count > 4 else { return nil }
      let take = min(length - payload.count, more.count - 4)
      payload += more[more.startIndex + 4..<more.startIndex + 4 + take]
      next = Int(word(more, more.startIndex))
    }
    return (row, payload)
  }

  /// The values of a packed row; `nil` when it makes no sense.
  private static func values(_ payload: [UInt8]) -> [Value]? {
    let payload = payload[...]
    var place = 0
    guard let headerLength = number(payload, &place), headerLength <= payload.count else {
      return nil
    }
    var types: [Int] = []
    while place < headerLength {
      guard let type = number(payload, &place), type >= 0 else { return nil }
      types.append(type)
    }
    var values: [Value] = []
    place = headerLength
    for type in types {
      let length = type < 12 ? [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] : (type - 12) / 2
      guard length <= payload.count - place else { return nil }
      let bytes = payload[place..<place + length]
      place += length
      switch type {
      case 0: values.append(.null)
      case 1...6:
        let sign: UInt64 = (bytes.first ?? 0) & 0x80 == 0 ? 0 : .max
        values.append(
          .integer(Int(truncatingIfNeeded: bytes.reduce(sign) { $0 << 8 | UInt64($1) })))
      case 7:
        values.append(.real(Double(bitPattern: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })))
      case 8, 9: values.append(.integer(type - 8))
      case 10, 11: return nil
      default:
        values.append(
          type % 2 == 0 ? .blob(Array(bytes)) : .text(String(decoding: bytes, as: UTF8.self)))
      }
    }
    return values
  }

  /// A number of one to nine bytes, seven bits each, the ninth whole.
  private static func number(_ bytes: ArraySlice<UInt8>, _ place: inout Int) -> Int? {
    var value: UInt64 = 0
    for count in 1...9 {
      guard place < bytes.endIndex, place >= bytes.startIndex else { return nil }
      let byte = bytes[place]
      place += 1
      if count == 9 { return Int(truncatingIfNeeded: value << 8 | UInt64(byte)) }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte & 0x80 == 0 { break }
    }
    return Int(truncatingIfNeeded: value)
  }
}

private func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 { word(bytes[...], offset) }

private func word(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> UInt32 {
  bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
}
