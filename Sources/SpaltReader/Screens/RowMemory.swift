internal import Synchronization

/// The rows a list was last asked for, as indices of what it lists: every key asks for them again.
///
/// Never part of what a list is: two that list the same are equal.
final class RowMemory<Question: Equatable & Sendable>: Sendable {
  private let kept = Mutex<(question: Question, rows: [Int])?>(nil)

  func rows(for question: Question, else make: () -> [Int]) -> [Int] {
    kept.withLock { kept in
      if let kept, kept.question == question { return kept.rows }
      let rows = make()
      kept = (question, rows)
      return rows
    }
  }
}
