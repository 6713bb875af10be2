internal import SpaltText

/// The web and mail addresses of a paragraph, each shown whole before it is opened.
public struct LinkScreen: Equatable {
  var addresses: [WebAddress]
  var chosen = 0
}
