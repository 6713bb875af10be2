/// What the operations on one note add up to, in whichever archives they were made.
///
/// A function of the set of operations alone: it does not matter in what order, how often or over
/// which archives they came together. Of each field the last writer counts; tags are a set; bodies
/// written without knowledge of each other are both kept; a note goes to the trash only if whoever
/// put it there had seen every change to it.
public struct MergedNote: Equatable, Sendable {
  public var note: Note
  /// Places given by hand, the last one last.
  public var attached: [Selectors]
  /// The operations that no other was made upon: what the next one has to name as its parents.
  public var heads: [String]
  /// The largest clock among the operations.
  public var clock: Int
  /// Whether more than one body had to be kept.
  public var isInConflict: Bool

  /// - Returns: `nil` when no operation adds the note.
  public init?(_ log: [LoggedOperation]) {
    var seen: Set<String> = []
    let log = log.sorted { ($0.clock, $0.operation.id) < ($1.clock, $1.operation.id) }
      .filter { seen.insert($0.operation.id).inserted }
    guard let base = Self.base(of: log) else { return nil }
    let ancestry = Ancestry(log)
    note = base
    attached = []
    heads = ancestry.heads.map { log[$0].operation.id }
    clock = log.last?.clock ?? 0
    isInConflict = false
    for entry in log { take(entry) }
    let bodies = Self.bodies(log, ancestry)
    isInConflict = bodies.count > 1
    note.body = bodies.joined(separator: Self.bodySeparator)
    note.deleted = Self.isDeleted(base, log, ancestry)
    note.revision = Self.revision(base, log)
    note.created = log.compactMap { $0.added?.created }.min() ?? base.created
    note.modified = log.last.map { $0.added?.modified ?? $0.operation.time } ?? base.modified
  }

  /// Stands between bodies of which neither writer knew the other's: a rule in Markdown.
  public static let bodySeparator = "\n\n---\n\n"

  /// The note to begin with: of several that were added under one name, the most worked on.
  private static func base(of log: [LoggedOperation]) -> Note? {
    var base: Note?
    for added in log.compactMap(\.added) where added.revision > base?.revision ?? 0 { base = added }
    guard var base else { return nil }
    base.tags = base.tags.withoutRepeats
    return base
  }

  /// Takes what the last writer decides.
  private mutating func take(_ entry: LoggedOperation) {
    switch entry.operation.change {
    case .add(let added):
      note.tags = (note.tags + added.tags).withoutRepeats
    case .setTags(let tags):
      var before = note.tags
      if case .setTags(let seen)? = entry.inverse { before = seen }
      // What the writer neither put in nor took out is as others have it.
      let kept = tags.filter { note.tags.contains($0) || !before.contains($0) }
      let others = note.tags.filter { !tags.contains($0) && !before.contains($0) }
      note.tags = (kept + others).withoutRepeats
    case .setKind(let kind): note.kind = kind
    case .setColour(let colour): note.colour = colour
    case .setDone(let isDone): note.isDone = isDone
    case .attach(let selectors): attached.append(selectors)
    case .setBody, .delete, .restore: break
    }
  }

  /// The bodies nobody has written over, in the order of their writing.
  private static func bodies(_ log: [LoggedOperation], _ ancestry: Ancestry) -> [String] {
    let writings = log.indices.compactMap { index -> (index: Int, body: String)? in
      switch log[index].operation.change {
      case .add(let added): (index, added.body)
      case .setBody(let body): (index, body)
      default: nil
      }
    }
    var latest = writings.filter { writing in
      !writings.contains { ancestry.isAncestor(writing.index, of: $0.index) }
    }
    // A body that another writer saw and changed is no other opinion, wherever it came back from.
    for writing in latest where latest.count > 1 {
      let rest = latest.filter { $0.index != writing.index }
      let isOutdated = rest.contains { other in
        other.body == writing.body
          || writings.contains {
            $0.body == writing.body && ancestry.isAncestor($0.index, of: other.index)
          }
      }
      if isOutdated { latest = rest }
    }
    return latest.map(\.body)
  }

  /// Whether the note is in the trash: a change its deleter had not seen keeps it out.
  private static func isDeleted(
    _ base: Note, _ log: [LoggedOperation], _ ancestry: Ancestry
  ) -> Bool {
    var last: Int?
    for index in log.indices {
      switch log[index].operation.change {
      case .delete, .restore: last = index
      default: break
      }
    }
    guard let last else { return base.deleted }
    guard case .delete = log[last].operation.change else { return false }
    return log.indices.allSatisfy { index in
      switch log[index].operation.change {
      case .add, .delete, .restore: true
      default:
        ancestry.isAncestor(index, of: last) || ancestry.isAncestor(last, of: index)
      }
    }
  }

  private static func revision(_ base: Note, _ log: [LoggedOperation]) -> Int {
    max(1, base.revision) + log.count - 1
  }
}

extension LoggedOperation {
  /// The note as it was added, for an operation that adds one.
  fileprivate var added: Note? {
    guard case .add(var note) = operation.change else { return nil }
    note.id = operation.note
    note.revision = max(1, note.revision)
    return note
  }
}

/// Which operations the writers of others had seen.
private struct Ancestry {
  /// For each operation, one bit for each before it.
  private var seen: [[UInt64]] = []
  private(set) var heads: [Int] = []
  /// Where every operation was made upon the one before, as nearly always, nothing is counted.
  private let isChain: Bool

  /// The operations in an order in which parents come first.
  init(_ log: [LoggedOperation]) {
    isChain = log.indices.dropFirst().allSatisfy {
      log[$0].parents == [log[$0 - 1].operation.id]
    }
    if isChain {
      heads = log.isEmpty ? [] : [log.count - 1]
      return
    }
    let places = Dictionary(
      uniqueKeysWithValues: log.enumerated().map { ($1.operation.id, $0) })
    var hasChild = [Bool](repeating: false, count: log.count)
    let words = log.count / 64 + 1
    for (index, entry) in log.enumerated() {
      var bits = [UInt64](repeating: 0, count: words)
      for parent in entry.parents.compactMap({ places[$0] }) where parent < index {
        hasChild[parent] = true
        bits[parent / 64] |= 1 << UInt64(parent % 64)
        for word in 0..<words { bits[word] |= seen[parent][word] }
      }
      seen.append(bits)
    }
    heads = log.indices.filter { !hasChild[$0] }
  }

  func isAncestor(_ one: Int, of other: Int) -> Bool {
    guard one < other else { return false }
    return isChain || seen[other][one / 64] & 1 << UInt64(one % 64) != 0
  }
}
