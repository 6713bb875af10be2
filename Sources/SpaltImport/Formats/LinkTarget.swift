internal import SpaltText

/// The address that a link of a format leads to; `nil` for a place within the file, for a path that
/// says nothing without its site, and for any scheme that could do more than show a page.
func linkTarget(_ value: String?) -> String? {
  guard let value, let line = TextFacts.line(value) else { return nil }
  return WebAddress(whole: line)?.text
}
