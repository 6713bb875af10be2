extension CellBuffer {
  /// Lets cells of a row lead to an address.
  ///
  /// The number comes from the address, so that the same cell has the same number in the next frame
  /// wherever else the page leads; two addresses of one screen never share one.
  ///
  /// - Parameters:
  ///   - row: A row of the screen; others are left out.
  ///   - columns: Cell columns; clamped to the screen.
  ///   - address: What ``SpaltText/WebAddress`` knows as one: the terminal opens it unasked.
  public mutating func link(row: Int, columns: Range<Int>, to address: String) {
    guard !address.isEmpty else { return }
    var number = Self.number(of: address)
    while number == 0 || addresses[number].map({ $0 != address }) == true { number &+= 1 }
    addresses[number] = address
    setLink(number, row: row, columns: columns)
  }

  /// The address that cells with this number lead to; `nil` for 0 and for numbers of other screens.
  public func address(ofLink number: UInt32) -> String? { addresses[number] }

  /// FNV-1a of 32 bits.
  ///
  /// Source: draft-eastlake-fnv, 2.
  private static func number(of address: String) -> UInt32 {
    address.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
