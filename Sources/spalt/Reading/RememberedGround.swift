import Glibc
import SpaltScreen

/// Whether the terminal was light or dark the last time.
///
/// Its answer comes after the first page is drawn; the theme that fits most likely is there from
/// the start.
enum RememberedGround {
  private static var path: String { "\(Surroundings.cacheFolder)/ground" }

  static func read() -> Ground? {
    guard let bytes = try? Files.read(path, limit: 16) else { return nil }
    return Ground(rawValue: String(decoding: bytes, as: UTF8.self))
  }

  /// Keeps it for the next start; without a cache folder it is asked again.
  static func write(_ ground: Ground) {
    guard read() != ground else { return }
    mkdir(Surroundings.cacheFolder, 0o700)
    guard let file = fopen(path, "we") else { return }
    fputs(ground.rawValue, file)
    fclose(file)
  }
}
