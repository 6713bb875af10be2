import Glibc
import SpaltText

/// A file to import.
struct FoundFile {
  /// The path as the system has it: a name need not be text.
  var path: RawPath
  /// The name it is known by from run to run: from the folder that was asked for down, `letters/1.txt`;
  /// for a file asked for by itself its name alone.
  var name: String
  var byteCount: Int
  /// Found in a folder, not asked for by itself.
  var isInFolder: Bool
}

/// Finds the files in a folder and the folders in it.
///
/// Never enters a folder twice, so that links in a circle end; names that begin with a stop are
/// left out, as `ls` does.
struct FolderWalk {
  private(set) var files: [FoundFile] = []
  private(set) var failures: [FileFailure] = []
  private var entered: Set<[UInt64]> = []

  /// Adds a file, or all in a folder.
  mutating func add(_ path: String) {
    var status = stat()
    let raw = RawPath(argument: path)
    guard stat(raw.bytes, &status) == 0 else {
      failures.append(Self.failure(path, errno))
      return
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      add(raw, Files.name(of: raw.text), status, isInFolder: false)
      return
    }
    enter(raw, Files.name(of: raw.whole), status)
  }

  private mutating func enter(_ folder: RawPath, _ name: String, _ status: stat) {
    guard entered.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted else {
      failures.append(.seenBefore(folder.shown))
      return
    }
    guard let stream = opendir(folder.bytes) else {
      failures.append(.unreadable(folder.shown, reason: String(cString: strerror(errno))))
      return
    }
    defer { closedir(stream) }
    var names: [[CChar]] = []
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: entry.pointee.d_name) { raw in
        Array(raw.prefix { $0 != 0 }.map { CChar(bitPattern: $0) })
      }
      if bytes.first != 0x2E { names.append(bytes) }
    }
    // The system lists names in no order; ours must not depend on it.
    names.sort { $0.lexicographicallyPrecedes($1) }
    for bytes in names {
      let path = RawPath(folder, bytes)
      let whole = "\(name)/\(RawPath.text(of: bytes))"
      var status = stat()
      guard stat(path.bytes, &status) == 0 else {
        failures.append(Self.failure(path.shown, errno))
        continue
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        enter(path, whole, status)
      } else {
        add(path, whole, status, isInFolder: true)
      }
    }
  }

  private mutating func add(
    _ path: RawPath, _ name: String, _ status: stat, isInFolder: Bool
  ) {
    guard status.st_mode & S_IFMT == S_IFREG else {
      failures.append(.notRegular(path.shown))
      return
    }
    files.append(
      FoundFile(path: path, name: name, byteCount: Int(status.st_size), isInFolder: isInFolder))
  }

  private static func failure(_ path: String, _ code: Int32) -> FileFailure {
    switch code {
    case ENOENT, ENOTDIR: .missing(path)
    case ELOOP: .linksInCircle(path)
    default: .unreadable(path, reason: String(cString: strerror(code)))
    }
  }
}
