import SpaltTestSupport

extension SeededGenerator {
  /// Some words much more often than others.
  mutating func word() -> String { "ord\(below(1 + below(1 + below(60))))" }
}
