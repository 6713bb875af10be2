internal import Foundation

/// The file of an archive, looked at without the database.
///
/// A file that is not ours is told by its first hundred bytes, read plainly: the database would
/// leave its own files beside it, or change it.
struct ArchiveFile {
  let path: String

  enum Content: Equatable {
    case missing
    /// An archive with this format number.
    case archive(version: Int)
  }

  private static let headerLength = 100

  /// What the file is.
  ///
  /// Source: the SQLite database file format, section 1.3.
  func content(newest: Int) throws(ArchiveError) -> Content {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return .missing }
      throw .cannotOpen(path: path, reason: reason(errno))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      if status.st_mode & S_IFMT == S_IFDIR {
        throw .cannotOpen(path: path, reason: "it is a folder")
      }
      throw .notAnArchive(path: path)
    }
    let header = try header()
    guard header.count == Self.headerLength, header.starts(with: Array("SQLite format 3\0".utf8))
    else { throw .notAnArchive(path: path) }
    guard word(header, 68) == Schema.applicationID else { throw .notAnArchive(path: path) }
    try checkLayout(header, fileSize: Int(status.st_size))
    let version = Int(word(header, 60))
    if version > newest { throw .newer(path: path, version: version) }
    guard version > 0 else { throw .damaged(path: path, detail: "it has no format number") }
    return .archive(version: version)
  }

  /// Whether the file and its folder can be written.
  var isWritable: Bool {
    access(path, W_OK) == 0 && access(folder, W_OK) == 0
  }

  /// Whether changes wait beside the file to be taken in.
  var hasLog: Bool {
    var status = stat()
    return stat(path + "-wal", &status) == 0 && status.st_size > 0
  }

  var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes the folders over the file, closed to others.
  func makeFolder() throws(ArchiveError) {
    var made = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o700) != 0, errno != EEXIST else { continue }
      let problem = errno
      var status = stat()
      if stat(made, &status) == 0 { continue }
      throw .cannotCreate(path: path, reason: reason(problem))
    }
  }

  /// Makes an empty file, closed to others, that nobody else has.
  func makeEmpty(for final: ArchiveFile) throws(ArchiveError) {
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .cannotCreate(path: final.path, reason: reason(errno))
    }
    close(descriptor)
  }

  /// Removes the file and what lies beside it.
  func remove() {
    for ending in ["", "-wal", "-shm", "-journal"] { unlink(path + ending) }
  }

  /// Gives the file its final name, unless a file of that name exists: then that one stays.
  func publish(as final: ArchiveFile) throws(ArchiveError) {
    defer { unlink(path) }
    if link(path, final.path) == 0 || errno == EEXIST { return }
    // A file system without hard links.
    if access(final.path, F_OK) == 0 || rename(path, final.path) == 0 { return }
    throw .cannotCreate(path: final.path, reason: reason(errno))
  }

  /// Copies the file, with the changes that wait beside it, as before a change of format.
  ///
  /// Whole only while nobody else can write.
  func copy(to other: String) throws(ArchiveError) {
    do {
      for ending in hasLog ? ["", "-wal"] : [""] {
        try? FileManager.default.removeItem(atPath: other + ending)
        try FileManager.default.copyItem(atPath: path + ending, toPath: other + ending)
      }
    } catch {
      throw .cannotOpen(path: path, reason: "it could not be copied before its format is changed")
    }
  }

  private func header() throws(ArchiveError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, reason: reason(errno)) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Self.headerLength)
    let count = read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .inputOutput(path: path) }
    return Array(bytes.prefix(count))
  }

  private func checkLayout(_ header: [UInt8], fileSize: Int) throws(ArchiveError) {
    let pageSize = Int(header[16]) << 8 | Int(header[17])
    let size = pageSize == 1 ? 65536 : pageSize
    guard size >= 512, size & (size - 1) == 0 else {
      throw .damaged(path: path, detail: "its page size makes no sense")
    }
    // Written in WAL mode, no reserved bytes, the three payload fractions, UTF-8.
    guard Array(header[18...23]) == [2, 2, 0, 64, 32, 32], word(header, 56) == 1,
      (1...4).contains(word(header, 44))
    else { throw .damaged(path: path, detail: "its header makes no sense") }
    let pages = word(header, 24) == word(header, 92) ? Int(word(header, 28)) : 1
    if fileSize < size * max(1, pages), !hasLog {
      throw .damaged(path: path, detail: "it is cut short")
    }
  }

  private func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// What the system says of a failed call, as the end of a sentence.
func reason(_ number: Int32) -> String {
  switch number {
  case EACCES, EPERM: "there is no permission"
  case EROFS: "the disk can only be read"
  case ENOSPC, EDQUOT: "the disk is full"
  case ENOTDIR: "a part of its path is a file"
  case ENAMETOOLONG: "its name is too long"
  case ELOOP: "its path goes round in a circle"
  case EMFILE, ENFILE: "too many files are open"
  default: String(cString: strerror(number)).lowercased()
  }
}
