/// What a terminal can do and by which bytes, as data.
///
/// The strings are those of its terminfo description without padding, under their terminfo names;
/// whoever owns the terminal reads them, and the painter needs no terminal to work.
///
/// Source: terminfo(5) for every name.
public struct TerminalAbilities: Sendable {
  /// Capability strings by name: `cup`, `el`, `setaf` and so on; those missing are not there.
  public var strings: [String: [UInt8]]
  /// How many colours there are; 0 where there are none or none are wanted.
  public var colors: Int
  /// `bce`: what is erased or scrolled in has the background of the pen.
  public var erasesInColor: Bool
  /// `am` without `xenl`: a letter in the last cell takes the cursor to the next row at once.
  public var wrapsAtOnce: Bool
  /// `msgr`: the cursor can be moved whatever the pen is.
  public var movesInAnyPen: Bool
  /// Whether a line feed leaves the cursor in its column: the terminal's line puts no carriage
  /// return before it.
  public var lineFeedKeepsColumn: Bool
  /// `ncv`: the attributes that cannot be had together with colours, as bits of terminfo.
  public var attributesWithoutColor: Int
  /// `xmc`: changing the pen takes a cell of the screen, so that it is never changed.
  public var penTakesRoom: Bool
  /// Whether letters can lead to an address (OSC 8), or at least are not spoiled by it.
  public var hasLinks: Bool
  /// What begins and ends a frame that is to be shown at once; empty where there is no such thing.
  public var frameStart: [UInt8]
  public var frameEnd: [UInt8]

  public init(
    strings: [String: String], colors: Int = 0, erasesInColor: Bool = false,
    wrapsAtOnce: Bool = false, movesInAnyPen: Bool = true, lineFeedKeepsColumn: Bool = false,
    attributesWithoutColor: Int = 0, penTakesRoom: Bool = false, hasLinks: Bool = false,
    frameStart: String = "", frameEnd: String = ""
  ) {
    self.strings = strings.mapValues { Array($0.utf8) }
    self.colors = colors
    self.erasesInColor = erasesInColor
    self.wrapsAtOnce = wrapsAtOnce
    self.movesInAnyPen = movesInAnyPen
    self.lineFeedKeepsColumn = lineFeedKeepsColumn
    self.attributesWithoutColor = attributesWithoutColor
    self.penTakesRoom = penTakesRoom
    self.hasLinks = hasLinks
    self.frameStart = Array(frameStart.utf8)
    self.frameEnd = Array(frameEnd.utf8)
  }

  /// The names of the capability strings the painter knows what to do with.
  public static let names = [
    "cup", "hpa", "vpa", "cuf", "cuf1", "cub", "cuu", "cud", "csr", "ind", "indn", "ri", "rin",
    "il", "dl", "el", "ech", "clear", "sgr0", "op", "setaf", "setab", "bold", "dim", "sitm",
    "smul", "rev", "ritm", "rmul", "civis", "cnorm", "sc", "rc",
  ]

  /// The attributes the terminal has.
  var attributes: Look.Attributes {
    guard !penTakesRoom, strings["sgr0"] != nil else { return [] }
    return Self.attributeNames.reduce(into: []) { attributes, entry in
      if strings[entry.name] != nil { attributes.insert(entry.attribute) }
    }
  }

  /// The attributes it has together with colours.
  var attributesInColor: Look.Attributes {
    Self.attributeNames.reduce(into: attributes) { attributes, entry in
      if attributesWithoutColor & entry.bit != 0 { attributes.remove(entry.attribute) }
    }
  }

  /// Attributes by what turns them on, and their bit in `ncv`.
  static let attributeNames: [(attribute: Look.Attributes, name: String, bit: Int)] = [
    (.bold, "bold", 32), (.dim, "dim", 16), (.italic, "sitm", 1 << 15),
    (.underline, "smul", 2), (.reverse, "rev", 4),
  ]
}
