internal import SpaltText

extension BlockWriter {
  /// Adds text as a parser decoded it from a stretch of the source.
  ///
  /// - Parameters:
  ///   - text: What the parser made of it.
  ///   - range: Where it stands, its references and stray tags not decoded.
  mutating func markup(_ text: String, at range: Range<Int>) {
    for piece in pieces(of: text, at: range) { add(piece) }
  }

  /// Adds text whose line ends end blocks.
  mutating func preformatted(_ text: String, at range: Range<Int>) {
    for piece in pieces(of: text, at: range) {
      guard piece.text == nil else {
        add(piece)
        continue
      }
      var start = piece.range.lowerBound
      for index in piece.range where source[index] == 0x0A {
        letters(start..<index)
        begin(.paragraph)
        start = index
      }
      letters(start..<piece.range.upperBound)
    }
  }

  /// A stretch of the source that stands as it is, or that stands for something else.
  private struct Piece {
    var range: Range<Int>
    /// What it stands for; empty for a tag, `nil` where it stands as it is.
    var text: String?
  }

  private mutating func add(_ piece: Piece) {
    guard let text = piece.text else {
      letters(piece.range)
      return
    }
    if !text.isEmpty { decoded(text, from: piece.range) }
  }

  private mutating func pieces(of text: String, at range: Range<Int>) -> [Piece] {
    let isLiteral = source[range].elementsEqual(text.utf8)
    if isLiteral { return [Piece(range: range)] }
    let pieces = decode(range, hasTags: !text.utf8.contains(0x3C))
    var rebuilt: [UInt8] = []
    for piece in pieces {
      if let text = piece.text {
        rebuilt.append(contentsOf: text.utf8)
      } else {
        rebuilt.append(contentsOf: source[piece.range].lazy.filter { $0 != 0x0D && $0 != 0 })
      }
    }
    let isSame = rebuilt.elementsEqual(text.utf8.lazy.filter { $0 != 0x0D })
    if isSame { return pieces }
    // What the parser says counts; only the way back is coarse then.
    var place = range.lowerBound
    return text.split(whereSeparator: \.isWhitespace).flatMap { word in
      let end = min(range.upperBound, place + word.utf8.count)
      let own = place..<max(place, end)
      place = own.upperBound
      return [Piece(range: own, text: String(word)), Piece(range: own, text: " ")]
    }
  }

  private mutating func decode(_ range: Range<Int>, hasTags: Bool) -> [Piece] {
    var pieces: [Piece] = []
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      switch source[index] {
      case 0x26:
        guard
          let end = CharacterReferences.end(in: source, at: index, before: range.upperBound)
        else { break }
        let spelled = String(decoding: source[index..<end], as: UTF8.self)
        let text = characters.text(of: spelled)
        guard text != spelled else { break }
        if start < index { pieces.append(Piece(range: start..<index)) }
        pieces.append(Piece(range: index..<end, text: text))
        (start, index) = (end, end)
        continue
      case 0x3C where hasTags:
        if start < index { pieces.append(Piece(range: start..<index)) }
        var end = index
        while end < range.upperBound, source[end] != 0x3E { end += 1 }
        end = min(end + 1, range.upperBound)
        pieces.append(Piece(range: index..<end, text: ""))
        (start, index) = (end, end)
        continue
      default: break
      }
      index += 1
    }
    if start < index { pieces.append(Piece(range: start..<index)) }
    return pieces
  }
}

extension BlockWriter {
  /// Adds a stretch of the source with its character references decoded, as it stands.
  mutating func plainMarkup(_ range: Range<Int>) {
    for piece in decode(range, hasTags: false) { add(piece) }
  }
}
