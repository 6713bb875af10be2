/// How much a program that reads strange files may take.
public struct ProcessLimits: Equatable, Sendable {
  /// Seconds until it is ended.
  public var seconds: Int
  /// Bytes it may print.
  public var outputBytes: Int
  /// Bytes of memory it may ask for.
  public var memoryBytes: Int

  public init(seconds: Int = 60, outputBytes: Int = 256 << 20, memoryBytes: Int = 2 << 30) {
    self.seconds = seconds
    self.outputBytes = outputBytes
    self.memoryBytes = memoryBytes
  }
}

/// Why a program brought nothing back.
public enum ProcessFailure: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no such program on the search path.
  case missing(program: String)
  case cannotStart(program: String, reason: String)
  /// It took longer than the limit, in seconds.
  case tooSlow(program: String, seconds: Int)
  /// It printed more than the limit, in bytes.
  case tooMuch(program: String, bytes: Int)
  /// Who had asked for its work wants it no more.
  case cancelled(program: String)
  /// It ended with a status other than 0; 128 and the signal's number when a signal ended it.
  case ended(program: String, status: Int, message: String)

  public var description: String {
    switch self {
    case .missing(let program): "There is no \(program) on this machine; install it."
    case .cannotStart(let program, let reason): "\(program) cannot be started: \(reason)."
    case .tooSlow(let program, let seconds): "\(program) was ended after \(seconds) s."
    case .tooMuch(let program, let bytes):
      "\(program) was ended, for it printed more than \(bytes >> 20) MB."
    case .cancelled(let program): "\(program) was ended, for nobody waits for it any more."
    case .ended(let program, let status, let message):
      "\(program) ended with \(status)" + (message.isEmpty ? "." : ": \(message)")
    }
  }
}
