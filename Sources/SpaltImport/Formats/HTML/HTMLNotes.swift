/// The footnotes of a page: where they are called, and the elements that hold them.
struct HTMLNotes {
  /// Calls by the index of their link.
  private(set) var calls: [Int: String] = [:]
  /// The labels of notes by the index of the element that holds them.
  private(set) var labels: [Int: String] = [:]
  /// Nodes of text that only lead back from a note, or repeat its label.
  private(set) var marks: Set<Int> = []

  private static let longestLabel = 5

  init(of tree: HTMLTree) {
    let targets = Self.targets(tree)
    guard !targets.isEmpty else { return }
    var holders: [Int: Int] = [:]
    for (index, node) in tree.nodes.enumerated() where node.tag == "a" {
      guard let target = node.fragment, let place = targets[target], place > index,
        let label = Self.label(tree.words(of: index)), Self.isCall(index, label.isBare, tree)
      else { continue }
      let holder = holders[place] ?? Self.holder(of: place, tree)
      holders[place] = holder
      // Two calls of one note, or two notes in one element: the first names it.
      if labels[holder] == nil { labels[holder] = label.text }
      calls[index] = labels[holder]
    }
    findMarks(targets, tree)
  }

  private static func targets(_ tree: HTMLTree) -> [String: Int] {
    var targets: [String: Int] = [:]
    for (index, node) in tree.nodes.enumerated() where !node.attributes.isEmpty {
      for name in [node.attributes["id"], node.tag == "a" ? node.attributes["name"] : nil] {
        if let name, !name.isEmpty, targets[name] == nil { targets[name] = index }
      }
    }
    return targets
  }

  /// The label in the words of a link, and whether it stands without brackets.
  private static func label(_ words: String) -> (text: String, isBare: Bool)? {
    let bare = words.filter { !"[]()".contains($0) }
    guard (1...longestLabel).contains(bare.count),
      bare.allSatisfy({ $0.isNumber || "*†‡§#".contains($0) })
        || (bare.count == 1 && bare.allSatisfy(\.isLetter))
    else { return nil }
    return (bare, bare == words)
  }

  /// Whether a short link is set as a call: raised, bracketed, or said to be one.
  private static func isCall(_ index: Int, _ isBare: Bool, _ tree: HTMLTree) -> Bool {
    if !isBare { return true }
    let near = [index] + tree.ancestors(of: index).prefix(2)
    let isRaised = (near + tree.subtree(index)).contains { tree.nodes[$0].tag == "sup" }
    return isRaised
      || ["class", "role", "epub:type", "rel"].contains {
        tree.nodes[index].attributes[$0]?.lowercased().contains("note") == true
      }
  }

  /// The block that a target stands for: itself, or the one it begins.
  private static func holder(of place: Int, _ tree: HTMLTree) -> Int {
    if HTMLElements.blocks.contains(tree.nodes[place].tag) { return place }
    return tree.ancestors(of: place).first { HTMLElements.blocks.contains(tree.nodes[$0].tag) }
      ?? place
  }

  /// Links back from a note, and its label where that stands at its head.
  ///
  /// In one pass: notes may lie within each other, and each would look through all that it holds.
  private mutating func findMarks(_ targets: [String: Int], _ tree: HTMLTree) {
    // The innermost note that holds each node, or -1.
    var holders = [Int](repeating: -1, count: tree.nodes.count)
    // Notes whose first words are still to come.
    var waiting: [Int] = []
    for (index, node) in tree.nodes.enumerated() {
      let isHolder = labels[index] != nil
      holders[index] = isHolder ? index : node.parent < 0 ? -1 : holders[node.parent]
      if isHolder { waiting.append(index) }
      if node.tag == "a", holders[index] >= 0, let target = node.fragment,
        let place = targets[target], place < holders[index],
        tree.words(of: index).count <= Self.longestLabel
      {
        marks.formUnion(tree.subtree(index).filter { tree.nodes[$0].isText })
      }
      guard node.isText, !waiting.isEmpty, node.text.contains(where: { !$0.isWhitespace }) else {
        continue
      }
      let bare = node.text.filter { !"[]().:".contains($0) && !$0.isWhitespace }
      for holder in waiting where tree.subtree(holder).contains(index) && labels[holder] == bare {
        marks.insert(index)
      }
      waiting = []
    }
  }
}

extension HTMLTree.Node {
  /// What a link within the page leads to.
  var fragment: String? {
    guard let link = attributes["href"], link.hasPrefix("#"), link.utf8.count > 1 else {
      return nil
    }
    return String(link.dropFirst())
  }
}
