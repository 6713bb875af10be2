/// Which nodes of a page are its article, and which are the furniture around it.
struct ArticleRegion {
  /// For every node, whether its text belongs to the page rather than to the article.
  private(set) var isFurniture: [Bool]

  private let tree: HTMLTree
  /// Letters in each subtree, and those of them within links.
  private var letters: [Int]
  private var linked: [Int]
  /// Letters of running text: outside links, controls and navigation.
  private var prose: [Int]
  /// How many elements before each node say that they hold notes; one more than there are nodes.
  private let notesBefore: [Int]

  init(of tree: HTMLTree, isWholePage: Bool) {
    self.tree = tree
    let nodes = tree.nodes
    isFurniture = [Bool](repeating: false, count: nodes.count)
    notesBefore = Self.notesBefore(tree)
    (letters, linked, prose) = Self.measure(tree)
    let region = isWholePage ? 0 : article()
    if region > 0 { foldOutside(region) }
    let total = nodes.isEmpty ? 0 : prose[region]
    let headline = nodes.firstIndex { $0.tag == "h1" }
    for index in nodes.indices
    where !isFurniture[index] && isPageWare(index, regionProse: total) {
      // A banner may hold the headline, and then it is none.
      if let headline, !HTMLElements.controls.contains(nodes[index].tag),
        tree.subtree(index).contains(headline), !isFurniture[headline]
      {
        continue
      }
      for inner in tree.subtree(index) { isFurniture[inner] = true }
    }
  }

  private static func measure(_ tree: HTMLTree) -> ([Int], [Int], [Int]) {
    let nodes = tree.nodes
    var letters = [Int](repeating: 0, count: nodes.count)
    var linked = letters
    var prose = letters
    // What the ancestors of a node say of it: within a link, within something that is no prose.
    var inLink = [Bool](repeating: false, count: nodes.count)
    var isShut = inLink
    for (index, node) in nodes.enumerated() {
      let parent = node.parent
      inLink[index] = node.tag == "a" || (parent >= 0 && inLink[parent])
      isShut[index] =
        HTMLElements.controls.contains(node.tag) || HTMLElements.hidden.contains(node.tag)
        || node.tag == "footer" || (parent >= 0 && isShut[parent])
      guard node.isText, !(parent >= 0 && isHidden(parent, tree)) else { continue }
      letters[index] = node.text.utf8.reduce(0) { $1 > 0x20 && $1 & 0xC0 != 0x80 ? $0 + 1 : $0 }
      if inLink[index] { linked[index] = letters[index] }
      if !inLink[index], !isShut[index] { prose[index] = letters[index] }
    }
    for index in nodes.indices.reversed() where nodes[index].parent >= 0 {
      letters[nodes[index].parent] += letters[index]
      linked[nodes[index].parent] += linked[index]
      prose[nodes[index].parent] += prose[index]
    }
    return (letters, linked, prose)
  }

  private static func isHidden(_ index: Int, _ tree: HTMLTree) -> Bool {
    HTMLElements.hidden.contains(tree.nodes[index].tag)
  }

  /// The element that holds the article; 0, the root, where the page is nothing else.
  private func article() -> Int {
    let nodes = tree.nodes
    guard let total = prose.first, total > 0 else { return 0 }
    let marked = nodes.indices.filter { index in
      let node = nodes[index]
      return node.tag == "article" || node.tag == "main" || node.attributes["role"] == "main"
        || node.attributes["itemprop"]?.contains("articleBody") == true
    }
    // The innermost marked element that holds most of the page's words.
    if let best = marked.filter({ prose[$0] * 2 >= total }).min(by: { prose[$0] < prose[$1] }) {
      return best
    }
    // One article of several that is far larger than the next: the others are teasers.
    let articles = marked.filter { nodes[$0].tag == "article" }.sorted { prose[$0] > prose[$1] }
    if let first = articles.first, prose[first] >= 400,
      articles.count == 1 || prose[first] >= 2 * prose[articles[1]]
    {
      return first
    }
    // Nothing is marked: the innermost element that holds three quarters of the words.
    return nodes.indices.last { !nodes[$0].isText && prose[$0] * 4 >= total * 3 } ?? 0
  }

  /// Folds away what stands outside the article, but for its headline and what stands between.
  private mutating func foldOutside(_ region: Int) {
    let nodes = tree.nodes
    let hasHeadline = tree.subtree(region).contains { nodes[$0].tag == "h1" }
    let headline = hasHeadline ? nil : headline(before: region)
    for index in nodes.indices where !tree.subtree(region).contains(index) {
      if let headline, index >= headline, index < region { continue }
      if nodes[index].isText { isFurniture[index] = true }
    }
  }

  /// The last headline of level 1 before the article that is not a mast.
  private func headline(before region: Int) -> Int? {
    tree.nodes.indices.prefix(region).last { index in
      tree.nodes[index].tag == "h1" && letters[index] > 0
        && !tree.ancestors(of: index).contains {
          let node = tree.nodes[$0]
          return ["nav", "footer", "aside"].contains(node.tag)
            || HTMLElements.furnitureRoles.contains(node.attributes["role"] ?? "")
        }
    }
  }

  /// Whether an element is furniture by its own name, and does not hold a large part of the words.
  private func isPageWare(_ index: Int, regionProse: Int) -> Bool {
    let node = tree.nodes[index]
    guard !node.isText, letters[index] > 0, node.tag != "body", node.tag != "html" else {
      return false
    }
    if HTMLElements.controls.contains(node.tag) { return true }
    if node.attributes["hidden"] != nil || isDisplayedNowhere(node.attributes["style"]) {
      return true
    }
    guard prose[index] * 10 < regionProse * 3 else { return false }
    let isLinks = linked[index] * 2 > letters[index]
    switch node.tag {
    case "footer", "form": return !holdsNotes(index)
    case "aside": if isLinks { return true }
    default: break
    }
    if let role = node.attributes["role"], HTMLElements.furnitureRoles.contains(role) {
      return true
    }
    guard HTMLElements.blocks.contains(node.tag), HTMLElements.headingLevel(node.tag) == nil else {
      return false
    }
    let words =
      HTMLElements.words(node.attributes["class"])
      + HTMLElements.words(node.attributes["id"])
    return words.contains(where: HTMLElements.furniture.contains) && !holdsNotes(index)
  }

  private func isDisplayedNowhere(_ style: String?) -> Bool {
    guard let style else { return false }
    return style.filter { !$0.isWhitespace }.lowercased().contains("display:none")
  }

  private func holdsNotes(_ index: Int) -> Bool {
    let inner = tree.subtree(index)
    return notesBefore[inner.upperBound] > notesBefore[inner.lowerBound]
  }

  /// Counted once for all: elements within elements would each look through all that they hold.
  private static func notesBefore(_ tree: HTMLTree) -> [Int] {
    var counts = [0]
    counts.reserveCapacity(tree.nodes.count + 1)
    for node in tree.nodes {
      let saysNote = ["class", "role", "epub:type"].contains {
        node.attributes[$0]?.lowercased().contains("note") == true
      }
      counts.append(counts[counts.count - 1] + (saysNote ? 1 : 0))
    }
    return counts
  }
}
