internal import SpaltText

/// What is wrong with a settings file, and where.
///
/// Nothing wrong is fatal: what cannot be read keeps its default.
public struct Diagnostic: Equatable, Sendable, CustomStringConvertible {
  public enum Severity: Equatable, Sendable {
    /// Something asked for is not done.
    case error
    /// Something is suspect, or not known here.
    case warning
  }

  public var severity: Severity
  public var file: String
  /// Counted from 1; `nil` when the whole file is meant.
  public var line: Int?
  public var reason: String

  public init(_ severity: Severity, file: String, line: Int?, reason: String) {
    self.severity = severity
    self.file = file
    self.line = line
    self.reason = reason
  }

  /// One line, `file:line: reason`, safe to print.
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    let kind = severity == .warning ? "warning: " : ""
    return Sanitizer.line("\(place): \(kind)\(reason)")
  }
}

/// What came out of a settings file, and what was wrong with it.
public struct Reading<Value> {
  public var value: Value
  public var diagnostics: [Diagnostic]

  public init(_ value: Value, _ diagnostics: [Diagnostic] = []) {
    self.value = value
    self.diagnostics = diagnostics
  }
}

extension Reading: Sendable where Value: Sendable {}
