internal import CZipReader

/// The parts of a zip container that hold text, in memory; nothing is ever written to a disk.
struct Container {
  private var parts: [String: [UInt8]] = [:]
  /// Names in the order of the file.
  private(set) var names: [String] = []
  /// Entries whose names lead out of the container, or stand there twice, or that are no files.
  private(set) var refused = 0
  /// The first of their names.
  private(set) var refusedNames: [String] = []

  /// What a container may hold before it is taken for one made to do harm.
  struct Limits {
    /// Bytes of all entries read.
    var bytes = 256 << 20
    var entries = 20_000
    /// How many times its own size the container may unpack to.
    var ratio = 200
    /// The size in bytes from which the ratio counts: small files of repeated text pack well.
    var ratioCountsFrom = 16 << 20
  }

  /// - Throws: ``FormatFailure`` when a limit is reached or the container is damaged from its start.
  init(_ bytes: [UInt8], name: String, limits: Limits = Limits()) throws(FormatFailure) {
    guard spalt_zip_is_available() != 0 else {
      throw .missing(name: name, format: "a packed document", package: "libarchive13")
    }
    let result = bytes.withUnsafeBytes { buffer -> Result<Void, FormatFailure> in
      guard let zip = spalt_zip_open(buffer.baseAddress, buffer.count) else {
        return .failure(.damaged(name: name, format: "a packed document"))
      }
      defer { spalt_zip_close(zip) }
      do throws(FormatFailure) {
        try read(zip, size: bytes.count, name: name, limits)
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// The bytes of an entry, or `nil` where there is none that holds text.
  func bytes(_ name: String) -> [UInt8]? { parts[name] }

  private mutating func read(
    _ zip: OpaquePointer, size: Int, name: String, _ limits: Limits
  ) throws(FormatFailure) {
    var entries = 0
    var total = 0
    while true {
      var entryName: UnsafePointer<CChar>?
      var isRegular: Int32 = 0
      let status = spalt_zip_next(zip, &entryName, &isRegular)
      // What stands before the damage is kept.
      if status < 0, !parts.isEmpty { return }
      if status < 0 { throw .damaged(name: name, format: "a packed document") }
      if status == 0 { return }
      entries += 1
      if entries > limits.entries {
        throw .tooLarge(name: name, limit: "more than \(limits.entries) files")
      }
      guard let entryName else {
        refused += 1
        continue
      }
      let path = String(cString: entryName)
      if path.hasSuffix("/") { continue }
      guard isRegular != 0, Self.isInside(path), parts[path] == nil else {
        refused += 1
        if refusedNames.count < 5 { refusedNames.append(path) }
        continue
      }
      guard Self.holdsText(path) else { continue }
      parts[path] = try entry(zip, total: &total, size: size, name: name, limits)
      names.append(path)
    }
  }

  private func entry(
    _ zip: OpaquePointer, total: inout Int, size: Int, name: String, _ limits: Limits
  ) throws(FormatFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { spalt_zip_read(zip, $0.baseAddress, $0.count) }
      // A damaged or encrypted entry gives what came before the damage.
      guard count > 0 else { return bytes }
      total += count
      if total > limits.bytes {
        throw .tooLarge(name: name, limit: "more than \(limits.bytes >> 20) MB when unpacked")
      }
      if total > limits.ratioCountsFrom, total / limits.ratio > size {
        throw .tooLarge(name: name, limit: "more than \(limits.ratio) times its size when unpacked")
      }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  /// Whether a name stays within the container wherever it is unpacked.
  static func isInside(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.contains("\\") && !path.utf8.contains(0)
      && !path.contains(":") && !path.split(separator: "/").contains("..")
  }

  /// Pictures, fonts and sounds are passed over.
  private static func holdsText(_ path: String) -> Bool {
    let lower = path.lowercased()
    return lower == "mimetype"
      || [".xml", ".opf", ".xhtml", ".html", ".htm", ".rels", ".ncx"].contains {
        lower.hasSuffix($0)
      }
  }
}
