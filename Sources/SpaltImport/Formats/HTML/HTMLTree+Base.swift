extension HTMLTree {
  /// The address the page states as its own: what its links count from, or where it stands.
  var base: BaseAddress? {
    var stated: [String] = []
    var canonical: String?
    var graph: String?
    for node in nodes {
      let value = node.attributes["href"]
      switch node.tag {
      case "base": if let value { stated.append(value) }
      case "link" where node.attributes["rel"]?.lowercased() == "canonical":
        canonical = canonical ?? value
      case "meta" where node.attributes["property"]?.lowercased() == "og:url":
        graph = graph ?? node.attributes["content"]
      default: break
      }
    }
    let own = BaseAddress(canonical) ?? BaseAddress(graph)
    guard let first = stated.first else { return own }
    return BaseAddress(first) ?? own.flatMap { BaseAddress($0.whole(first)) } ?? own
  }
}
