extension MarginLayout {
  /// The lines of notes as last wrapped and the rows they start on, by the note's index: a frame
  /// shows the same ones as the frame before.
  final class Memory {
    private var known: [(note: PlacedNote, width: Int, most: Int, lines: [MarginLine])?] = []

    func lines(of placed: PlacedNote, index: Int, width: Int, most: Int = .max) -> [MarginLine] {
      if index >= known.count {
        known += Array(repeating: nil, count: index + 1 - known.count)
      }
      if let last = known[index], last.width == width, last.most == most, last.note == placed {
        // Notes are made anew when any is; the same one is told from others at once.
        known[index]?.note = placed
        return last.lines
      }
      let lines = MarginLayout.lines(of: placed, index: index, width: width, most: most)
      known[index] = (placed, width, most, lines)
      return lines
    }

    // MARK: Rows

    private var layout: TextLayout?
    private var notes: [PlacedNote] = []
    /// The rows that notes start on, and how many each is below the note before it.
    private var starts: [RowAddress?] = []
    private var distances: [Int?] = []

    /// Begins a frame: what is known of rows holds for the same notes on the same layout.
    func begin(_ layout: TextLayout, _ notes: [PlacedNote]) {
      let isSame =
        layout === self.layout && notes.count == self.notes.count
        && notes.indices.allSatisfy { notes[$0] === self.notes[$0] }
      guard !isSame else { return }
      self.layout = layout
      self.notes = notes
      starts = Array(repeating: nil, count: notes.count)
      distances = Array(repeating: nil, count: notes.count)
    }

    func start(of index: Int, _ find: () -> RowAddress) -> RowAddress {
      if let known = starts[index] { return known }
      let start = find()
      starts[index] = start
      return start
    }

    func distance(above index: Int, _ measure: () -> Int) -> Int {
      if let known = distances[index] { return known }
      let distance = measure()
      distances[index] = distance
      return distance
    }

    func knownDistance(above index: Int) -> Int? {
      distances.indices.contains(index) ? distances[index] : nil
    }
  }
}
