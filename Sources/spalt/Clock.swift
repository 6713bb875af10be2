import Glibc
import SpaltNotes
import SpaltText
import Synchronization

/// The time and the randomness of this machine: the only place either comes from.
enum Clock {
  /// Milliseconds since 1970.
  static var milliseconds: UInt64 {
    if let stopped = stopped.withLock({ $0 }) { return stopped }
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(max(0, time.tv_sec)) * 1000 + UInt64(time.tv_nsec) / 1_000_000
  }

  /// Milliseconds that never go back, for waiting.
  static var monotonic: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
  }

  /// Lets the time stand still, so that what shows it comes out the same every time.
  static func stop(at milliseconds: UInt64) { stopped.withLock { $0 = milliseconds } }

  private static let stopped = Mutex<UInt64?>(nil)

  static var now: Timestamp {
    let milliseconds = milliseconds
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let number = { (value: Int32, digits: Int) in
      let text = String(value)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    let date = [
      number(parts.tm_year + 1900, 4), number(parts.tm_mon + 1, 2), number(parts.tm_mday, 2),
    ]
    let time = [number(parts.tm_hour, 2), number(parts.tm_min, 2), number(parts.tm_sec, 2)]
    let fraction = number(Int32(milliseconds % 1000), 3)
    return Timestamp(
      rawValue: "\(date.joined(separator: "-"))T\(time.joined(separator: ":")).\(fraction)Z")
  }

  /// A new UUID of version 7.
  static func newID() -> String {
    NoteID(
      milliseconds: milliseconds,
      random: (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
    ).rawValue
  }
}
