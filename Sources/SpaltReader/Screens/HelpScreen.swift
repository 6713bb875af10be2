/// The keys, made from the key table.
public struct HelpScreen: Equatable {
  /// The screen it was asked on.
  var kind = ScreenKind.reading
  /// The first line shown.
  var top = 0
  /// What the lines are narrowed to, `nil` for all.
  var filter: TextEditor?
  var isTyping = false
}

extension ReaderState.Screen {
  var kind: ScreenKind {
    switch self {
    case .archive: .archive
    case .reading: .reading
    case .search: .search
    case .notes: .notes
    case .outline: .outline
    case .source: .source
    case .help: .help
    case .versions: .versions
    case .links: .links
    }
  }
}
