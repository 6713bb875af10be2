internal import SpaltText

/// Why a file of a known format cannot be imported.
public enum FormatFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// A format that needs something this machine does not have.
  case missing(name: String, format: String, package: String)
  /// A limit was reached; what it is, in plain words.
  case tooLarge(name: String, limit: String)
  case damaged(name: String, format: String)
  /// The parts are there, but no word in them.
  case noText(name: String, format: String)
  /// A format that is told but not read; what to do instead.
  case notRead(name: String, format: String, instead: String)

  public var description: String {
    switch self {
    case .missing(let name, let format, let package):
      "\(Sanitizer.line(name)) is \(format); to read it, install the package \(package)."
    case .tooLarge(let name, let limit):
      "\(Sanitizer.line(name)) holds \(limit); it is not imported, for it may be made to do harm."
    case .damaged(let name, let format):
      "\(Sanitizer.line(name)) is \(format) but damaged; open and save it anew, then import it."
    case .noText(let name, let format):
      "\(Sanitizer.line(name)) is \(format) without any text in it; of pictures, text must first be recognised."
    case .notRead(let name, let format, let instead):
      "\(Sanitizer.line(name)) is \(format), which is not read; \(instead)."
    }
  }
}
