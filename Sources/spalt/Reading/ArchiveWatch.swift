import Glibc

/// Tells when something was written to an archive, by whichever program, without looking.
///
/// The system wakes the loop when the log beside the file grows; while nothing is written to it
/// nothing runs, whatever else happens in its folder.
final class ArchiveWatch {
  /// Readable after a write; to be polled.
  let descriptor: Int32
  /// The file that every change goes to first.
  private let log: String
  private var isLogWatched = false

  /// `nil` where the system watches no files; then others' changes come with the next opening.
  ///
  /// - Parameter path: The archive.
  init?(_ path: String) {
    log = path + "-wal"
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    if watchLog() { return }
    // There is none while nobody has written; the first who does makes one.
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard inotify_add_watch(descriptor, folder, UInt32(IN_CREATE)) >= 0 else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  private func watchLog() -> Bool {
    isLogWatched = inotify_add_watch(descriptor, log, UInt32(IN_MODIFY)) >= 0
    return isLogWatched
  }

  /// Whether the archive was written to since the last time; never waits.
  func sawWriting() -> Bool {
    var saw = false
    var bytes = [UInt8](repeating: 0, count: 4096)
    while read(descriptor, &bytes, bytes.count) > 0 { saw = true }
    // What was told was of the folder: a new file, which need not be the log.
    if saw, !isLogWatched { return watchLog() }
    return saw
  }
}
