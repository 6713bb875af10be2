import Glibc

/// Tells when something was written to an archive, by whichever program, without looking.
///
/// The system wakes the loop when the log beside the file grows; while nothing is written nothing
/// runs.
final class ArchiveWatch {
  /// Readable after a write; to be polled.
  let descriptor: Int32
  /// The file that every change goes to first.
  private let log: [UInt8]

  /// `nil` where the system watches no files; then others' changes come with the next opening.
  ///
  /// - Parameter path: The archive.
  init?(_ path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    log = Array((path.split(separator: "/").last.map(String.init) ?? path).utf8) + "-wal".utf8
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    guard inotify_add_watch(descriptor, folder, UInt32(IN_MODIFY)) >= 0 else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  /// Whether the archive was written to since the last time; never waits.
  func sawWriting() -> Bool {
    var saw = false
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      guard count > 0 else { return saw }
      var place = 0
      // Source: inotify(7): four numbers, the last of them the length of the name that follows.
      while place + 16 <= count {
        let length = bytes[place + 12..<place + 16].reversed().reduce(0) { $0 << 8 | Int($1) }
        let name = bytes[place + 16..<min(count, place + 16 + length)]
        if name.prefix(while: { $0 != 0 }).elementsEqual(log) { saw = true }
        place += 16 + length
      }
    }
  }
}
