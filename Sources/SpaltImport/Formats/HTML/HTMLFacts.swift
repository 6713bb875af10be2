internal import Foundation
internal import SpaltText

/// What a page says about itself: its meta elements, Open Graph, and JSON-LD.
struct HTMLFacts {
  private let tree: HTMLTree
  private var meta: [String: String] = [:]
  private var linked: [String: Any] = [:]

  init(_ tree: HTMLTree) {
    self.tree = tree
    for (index, node) in tree.nodes.enumerated() {
      switch node.tag {
      case "meta":
        let name =
          node.attributes["property"] ?? node.attributes["name"] ?? node.attributes["itemprop"]
          ?? node.attributes["http-equiv"]
        if let name = name?.lowercased(), let content = node.attributes["content"],
          meta[name] == nil, !content.isEmpty
        {
          meta[name] = content
        }
      case "script" where node.attributes["type"]?.lowercased() == "application/ld+json":
        if linked.isEmpty { readLinkedData(tree.subtree(index)) }
      default: break
      }
    }
  }

  /// All of them, with the text's first headline of level 1 where no title is given.
  func facts(headline: String?) -> TextFacts {
    let publisher =
      meta["og:site_name"] ?? name(linked["publisher"]) ?? meta["application-name"]
      ?? meta["dc.publisher"] ?? meta["author"] ?? meta["article:author"] ?? name(linked["author"])
      ?? meta["dc.creator"]
    let date =
      meta["article:published_time"] ?? linked["datePublished"] as? String ?? meta["datepublished"]
      ?? meta["date"] ?? meta["dc.date"] ?? meta["dcterms.created"] ?? meta["dcterms.date"]
      ?? meta["dc.date.issued"] ?? meta["pubdate"] ?? time()
    let language =
      tree.nodes.first { $0.tag == "html" }?.attributes["lang"].flatMap { $0.isEmpty ? nil : $0 }
      ?? tree.nodes.first { $0.tag == "html" }?.attributes["xml:lang"]
      ?? linked["inLanguage"] as? String ?? meta["og:locale"] ?? meta["content-language"]
    return TextFacts(
      title: TextFacts.line(title(headline: headline)), publisher: TextFacts.line(publisher),
      date: TextFacts.date(date), language: Language(rawValue: language ?? "und"))
  }

  private func title(headline: String?) -> String? {
    if let given = meta["og:title"] ?? linked["headline"] as? String { return given }
    guard let index = tree.nodes.firstIndex(where: { $0.tag == "title" }) else { return headline }
    let title = tree.words(of: index)
    // Sites put their name after the title, or before it.
    if let headline, !headline.isEmpty, title != headline,
      title.hasPrefix(headline) || title.hasSuffix(headline)
    {
      return headline
    }
    return title.isEmpty ? headline : title
  }

  /// The first moment an article is marked with.
  private func time() -> String? {
    let times = tree.nodes.filter { $0.tag == "time" && $0.attributes["datetime"] != nil }
    return (times.first { $0.attributes["itemprop"] == "datePublished" } ?? times.first)?
      .attributes["datetime"]
  }

  // MARK: JSON-LD

  private static let articles: Set<String> = [
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BlogPosting", "Report", "ScholarlyArticle", "WebPage", "Book", "Chapter",
  ]

  private mutating func readLinkedData(_ range: Range<Int>) {
    let text = range.map { tree.nodes[$0].text }.joined()
    guard text.utf8.count < 1 << 20, !text.utf8.contains(0),
      let root = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    else { return }
    var left = [root][...]
    var looked = 0
    while let value = left.popFirst(), looked < 1000 {
      looked += 1
      if let list = value as? [Any] { left += list }
      guard let object = value as? [String: Any] else { continue }
      let types = object["@type"].map { $0 as? [String] ?? [$0 as? String ?? ""] } ?? []
      if types.contains(where: Self.articles.contains) {
        linked = object
        return
      }
      if let graph = object["@graph"] { left.append(graph) }
    }
  }

  private func name(_ value: Any?) -> String? {
    if let list = value as? [Any] { return name(list.first) }
    return (value as? [String: Any])?["name"] as? String ?? value as? String
  }
}
