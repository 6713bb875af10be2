/// What the elements of HTML mean for a reader.
///
/// Source: the HTML Living Standard, sections 4 and 15.3 (rendering).
enum HTMLElements {
  /// Begin and end a block of their own.
  static let blocks: Set<String> = [
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "listing", "main", "menu", "nav", "noscript", "ol", "optgroup", "option", "p",
    "pre", "search", "section", "select", "summary", "table", "tbody", "td", "textarea", "tfoot",
    "th", "thead", "tr", "ul", "xmp",
  ]

  /// Show nothing on a page.
  static let hidden: Set<String> = [
    "annotation", "datalist", "head", "iframe", "meta", "link", "noembed", "noframes", "script",
    "style", "template", "title",
  ]

  /// Belong to the page and its use, wherever they stand.
  static let controls: Set<String> = [
    "audio", "button", "canvas", "dialog", "fieldset", "input", "label", "menu", "nav", "noscript",
    "object", "optgroup", "option", "search", "select", "textarea", "video",
  ]

  /// Have no end tag, or one that is often left out and always understood.
  static let unclosed: Set<String> = [
    "area", "base", "basefont", "bgsound", "body", "br", "col", "colgroup", "dd", "dt", "embed",
    "frame", "head", "hr", "html", "image", "img", "input", "keygen", "li", "link", "meta",
    "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead",
    "tr", "track", "wbr",
  ]

  static let strong: Set<String> = ["b", "strong"]
  static let emphasis: Set<String> = ["em", "i", "cite", "dfn", "var"]

  /// Names of classes and ids that stand on the furniture of a page.
  static let furniture: Set<String> = [
    "ad", "ads", "advert", "advertisement", "annons", "annonce", "banner", "breadcrumb",
    "breadcrumbs", "comments", "consent", "cookie", "cookies", "footer", "menu", "modal", "nav",
    "navbar", "navigation", "newsletter", "nyhedsbrev", "nyhetsbrev", "pagination", "paywall",
    "popup", "promo", "recommended", "reklam", "reklame", "related", "share", "sharing", "sidebar",
    "skip", "skiplink", "social", "sponsored", "subscribe", "toolbar",
  ]

  static let furnitureRoles: Set<String> = [
    "alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu", "menubar",
    "navigation", "search", "toolbar",
  ]

  static func headingLevel(_ tag: String) -> Int? {
    let bytes = Array(tag.utf8)
    guard bytes.count == 2, bytes[0] == 0x68, 0x31...0x36 ~= bytes[1] else { return nil }
    return Int(bytes[1]) - 0x30
  }

  /// The words of a class or id: `article-share_box` is `article`, `share`, `box`.
  static func words(_ value: String?) -> [String] {
    guard let value else { return [] }
    return value.prefix(200).split { !$0.isLetter }.map { $0.lowercased() }
  }
}
