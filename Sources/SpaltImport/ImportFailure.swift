/// Why a file cannot be imported.
public enum ImportFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// Nothing but white space.
  case empty(name: String)
  /// Bytes that are no text in any encoding we read.
  case binary(name: String)
  /// Bytes of which more than a quarter are NUL in the encoding somebody gave.
  case nulls(name: String, encoding: TextEncoding)

  public var description: String {
    switch self {
    case .empty(let name):
      "\(name) is empty or holds only white space; choose a file with text in it."
    case .binary(let name):
      "\(name) is not plain text; convert it to text in UTF-8 first."
    case .nulls(let name, let encoding):
      "\(name) is no text in \(encoding.rawValue), for much of it is NUL; leave --encoding out, or name another."
    }
  }
}
