import Glibc

/// Tells when a file of the configuration is saved, without looking again and again.
///
/// Watches the folders, not the files: most editors save by putting a new file in place of the old.
final class SettingsWatch {
  /// Readable when something happened; to be polled.
  ///
  /// -1 where the system cannot watch.
  private(set) var descriptor: Int32 = -1

  /// Begins to watch; what does not exist yet is not watched.
  ///
  /// Takes some microseconds, which can wait until the first page is there.
  func start() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return }
    let folder = Surroundings.configurationFolder
    let events = UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE)
    for path in [folder, "\(folder)/themes"] { _ = inotify_add_watch(descriptor, path, events) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether a settings file was saved or taken away since the last time.
  func hasChanged() -> Bool {
    guard descriptor >= 0 else { return false }
    var hasChanged = false
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return hasChanged }
      if Self.names(in: buffer[..<count]).contains(where: { $0.hasSuffix(".toml") }) {
        hasChanged = true
      }
    }
  }

  /// The names of files in what inotify reports.
  ///
  /// Source: inotify(7): four numbers of four bytes, the last of them the length of the name that
  /// follows, filled up with zeros.
  private static func names(in report: ArraySlice<UInt8>) -> [String] {
    var names: [String] = []
    var rest = report
    while rest.count >= 16 {
      let header = Array(rest.prefix(16))
      let length = header.withUnsafeBytes {
        Int($0.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
      }
      let name = rest.dropFirst(16).prefix(length).prefix { $0 != 0 }
      names.append(String(decoding: name, as: UTF8.self))
      rest = rest.dropFirst(16 + length)
    }
    return names
  }
}
