/// A value of a TOML file and the line it begins on, counted from 1.
struct TOMLNode: Equatable {
  var value: TOMLValue
  var line: Int
}

/// The values that settings are made of.
indirect enum TOMLValue: Equatable {
  case string(String)
  case integer(Int)
  case bool(Bool)
  case table([String: TOMLNode])
  case array([TOMLNode])
  /// A number with a fraction, or a date or time: no setting is one.
  case other

  /// What it is, for a sentence that says it should be something else.
  var kind: String {
    switch self {
    case .string: "text"
    case .integer: "a number"
    case .bool: "true or false"
    case .table: "a table"
    case .array: "a list"
    case .other: "a date or a number with a fraction"
    }
  }
}

/// What is not TOML, and on which line.
struct TOMLFailure: Error, Equatable {
  var line: Int
  var reason: String
}
