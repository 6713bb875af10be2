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
  /// When to look next, in milliseconds of the monotonic clock.
  private var looks: [UInt64] = []

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

  /// Milliseconds until the next look; -1 while there is nothing to look for.
  var timeout: Int32 {
    guard let next = looks.first else { return -1 }
    let now = Clock.monotonic
    return next > now ? Int32(next - now) : 0
  }

  /// Whether it is time to look if the archive has changed; never waits.
  ///
  /// A few times after each writing: what wakes us is the writing, and a change counts only once it
  /// is on the disk, of which nothing tells. Then nothing runs until something is written again.
  func isLookDue() -> Bool {
    let now = Clock.monotonic
    if sawWriting() { looks = Self.pauses.map { now + $0 } }
    guard let next = looks.first, next <= now else { return false }
    looks.removeAll { $0 <= now }
    return true
  }

  /// In milliseconds after a writing.
  private static let pauses: [UInt64] = [0, 20, 120, 620, 2620]

  private func sawWriting() -> Bool {
    var saw = false
    var bytes = [UInt8](repeating: 0, count: 4096)
    while read(descriptor, &bytes, bytes.count) > 0 { saw = true }
    // What was told was of the folder: a new file, which need not be the log.
    if saw, !isLogWatched { return watchLog() }
    return saw
  }
}
