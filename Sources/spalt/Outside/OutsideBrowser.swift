import SpaltText

/// The user's browser, for the addresses that stand in texts.
///
/// `$BROWSER`, split at spaces, has the terminal while it runs, as `w3m` needs it; without it
/// `xdg-open` is asked, and gets nothing of the terminal.
enum OutsideBrowser {
  /// The words of `$BROWSER`; `nil` when it is not set.
  static var chosen: [String]? {
    Surroundings.variable("BROWSER").map(Surroundings.words)
  }

  /// Opens an address; returns when the program has ended.
  ///
  /// - Parameters:
  ///   - address: As it stands in a text.
  ///   - whenStopped: As in ``OutsideProgram/run(_:isQuiet:whenStopped:)``.
  /// - Returns: One sentence when it went wrong, `nil` when it did not.
  static func visit(_ address: String, whenStopped: (() -> Void)? = nil) -> String? {
    // A text's words must not be taken for an option, whatever they are.
    guard WebAddress(whole: address) != nil else {
      return "That is no web or mail address."
    }
    let words = chosen ?? ["xdg-open"]
    let name = Sanitizer.line(words.first ?? "")
    do throws(ProgramFailure) {
      let status = try OutsideProgram.run(
        words + [address], isQuiet: chosen == nil, whenStopped: whenStopped)
      return status == 0 ? nil : "\(name) ended with \(status); set BROWSER to another program."
    } catch {
      return "\(name) cannot be started (\(error.reason)); set BROWSER to your browser."
    }
  }
}
