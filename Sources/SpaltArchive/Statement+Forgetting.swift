internal import GRDB

extension Statement {
  /// Executes the statement and lets go of its arguments, which may be a whole text: a statement that
  /// is kept for the next time keeps them until then.
  func executeAndForget(_ arguments: StatementArguments) throws {
    try execute(arguments: arguments)
    forgetArguments()
  }

  /// Lets go of the arguments; only after an execution that did not fail.
  func forgetArguments() { setUncheckedArguments(StatementArguments()) }
}
