internal import SpaltText

/// The address that a link of a format leads to; `nil` for a place within the file, for a path that
/// says nothing without its site, and for any scheme that could do more than show a page.
///
/// A path counts from `base`, where the file states one.
func linkTarget(_ value: String?, from base: BaseAddress? = nil) -> String? {
  guard let value, let line = TextFacts.line(value) else { return nil }
  return WebAddress(whole: base?.whole(line) ?? line)?.text
}

/// A page's own address, by which its relative links are made whole.
///
/// Source: RFC 3986, sections 5.2 and 5.3.
struct BaseAddress: Equatable {
  private let scheme: String
  private let authority: String
  private let path: String

  /// `nil` for what is no whole `http` or `https` address.
  init?(_ value: String?) {
    guard let text = linkTarget(value), let colon = text.firstIndex(of: ":") else { return nil }
    let rest = text[text.index(after: colon)...]
    guard rest.hasPrefix("//") else { return nil }
    let bare = rest.dropFirst(2).prefix { $0 != "?" && $0 != "#" }
    authority = String(bare.prefix { $0 != "/" })
    guard !authority.isEmpty else { return nil }
    scheme = text[..<colon].lowercased()
    path = String(bare.dropFirst(authority.count))
  }

  /// A relative link as a whole address; `nil` for one that is whole, empty, or leads within the page.
  func whole(_ link: String) -> String? {
    guard let first = link.first, first != "#", !Self.hasScheme(link) else { return nil }
    if link.hasPrefix("//") { return scheme + ":" + link }
    let end = link.firstIndex { $0 == "?" || $0 == "#" } ?? link.endIndex
    let given = link[..<end]
    var target = path
    if given.hasPrefix("/") {
      target = Self.withoutDots(String(given))
    } else if !given.isEmpty {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
      target = Self.withoutDots(folder + given)
    }
    return scheme + "://" + authority + target + link[end...]
  }

  private static func hasScheme(_ link: String) -> Bool {
    guard let colon = link.utf8.firstIndex(of: 0x3A), link.first?.isLetter == true else {
      return false
    }
    return !link.utf8[..<colon].contains { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 }
  }

  /// Takes the steps `.` and `..` of a path that begins with a slash.
  private static func withoutDots(_ path: String) -> String {
    var steps: [Substring] = []
    let given = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for step in given where step != "." {
      if step == ".." { _ = steps.popLast() } else { steps.append(step) }
    }
    // `/a/..` is the folder, as `/a/../` is.
    if given.last == "." || given.last == ".." { steps.append("") }
    return "/" + steps.joined(separator: "/")
  }
}
