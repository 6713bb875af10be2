public import SpaltText

/// How a text is named in a list of sources.
///
/// Holds what the catalogue knows and nothing else: a field that is not known is left out.
public struct Citation {
  /// The raw value is the word after `:cite`.
  public enum Format: String, CaseIterable, Sendable {
    case plain, bibtex
    case json = "csl-json"
  }

  private let text: TextSummary
  /// The paragraph meant, counted from 1; `nil` for the whole text.
  private let paragraph: Int?

  /// - Parameters:
  ///   - text: What is cited.
  ///   - block: The block meant, counted from 0; `nil` for the whole text.
  public init(of text: TextSummary, block: Int?) {
    self.text = text
    paragraph = block.map { $0 + 1 }
  }

  public func written(as format: Format) -> String {
    switch format {
    case .plain: plain
    case .bibtex: bibTeX
    case .json: json
    }
  }

  private var plain: String {
    let place = paragraph.map { ", \(Words.paragraph($0 - 1))" } ?? ""
    return "\(Words.source(of: text))\(place) [\(text.id.rawValue), \(version)]"
  }

  /// Enough of the digest to tell versions apart.
  private var version: String { String(text.version.prefix(12)) }

  private var isNews: Bool { text.metadata.kind?.contains("news") ?? false }
  private var isChapter: Bool { text.metadata.kind?.contains("chapter") ?? false }

  /// Source: the entry types and fields of BibTeX's standard styles; `date`, `langid` and
  /// `pagination` as in biblatex 3.
  private var bibTeX: String {
    var fields = [("title", Self.braced(text.metadata.title))]
    if let publisher = text.metadata.publisher {
      fields.append((isNews ? "journal" : "publisher", Self.braced(publisher)))
    }
    if let date = text.metadata.date {
      fields.append(("date", Self.braced(date)))
      fields.append(("year", Self.braced(String(date.prefix(4)))))
    }
    if let language = Self.languages[text.metadata.language.rawValue] {
      fields.append(("langid", Self.braced(language)))
    }
    if let paragraph {
      fields.append(("pages", Self.braced("\(paragraph)")))
      fields.append(("pagination", Self.braced("paragraph")))
    }
    fields.append(("note", Self.braced("\(text.id.rawValue), version \(version)")))
    let type = isNews ? "article" : isChapter ? "incollection" : "misc"
    let lines = fields.map { "  \($0) = \($1)" }.joined(separator: ",\n")
    return "@\(type){\(key),\n\(lines)\n}"
  }

  /// A key of plain letters: some programs that read BibTeX know no others there.
  private var key: String {
    let folded = text.id.rawValue.lowercased().flatMap { Self.plainLetters[$0] ?? String($0) }
    let key = String(folded.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    return key.isEmpty ? "text" : key
  }

  private static let plainLetters: [Character: String] = [
    "å": "aa", "ä": "ae", "æ": "ae", "ö": "oe", "ø": "oe", "é": "e", "ü": "ue",
  ]

  private static let languages = [
    "sv": "swedish", "da": "danish", "nb": "norwegian", "nn": "nynorsk", "no": "norwegian",
    "en": "english", "de": "german", "fi": "finnish", "fr": "french", "is": "icelandic",
  ]

  /// A value as it is, whatever TeX would make of its signs.
  private static func braced(_ value: String) -> String {
    var result = "{"
    for character in Sanitizer.line(oneLine(value)) {
      switch character {
      case "\\": result += "\\textbackslash{}"
      // BibTeX counts bare braces, a backslash before them or not.
      case "{": result += "\\textbraceleft{}"
      case "}": result += "\\textbraceright{}"
      case "#", "$", "%", "&", "_": result += "\\\(character)"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      default: result.append(character)
      }
    }
    return result + "}"
  }

  /// Source: the schema of CSL-JSON data, version 1.0.
  private var json: String {
    var members = [
      ("id", Self.string(text.id.rawValue)),
      (
        "type",
        Self.string(isNews ? "article-newspaper" : isChapter ? "chapter" : "document")
      ),
      ("title", Self.string(text.metadata.title)),
    ]
    if let publisher = text.metadata.publisher {
      members.append((isNews ? "container-title" : "publisher", Self.string(publisher)))
    }
    if let date = text.metadata.date {
      let parts = date.split(separator: "-").compactMap { Int($0) }.map(String.init)
      members.append(("issued", "{\"date-parts\":[[\(parts.joined(separator: ","))]]}"))
    }
    if text.metadata.language != .undetermined {
      members.append(("language", Self.string(text.metadata.language.rawValue)))
    }
    if let paragraph {
      members.append(("locator", Self.string("\(paragraph)")))
      members.append(("label", Self.string("paragraph")))
    }
    members.append(("note", Self.string("version \(version)")))
    return "[{\(members.map { "\(Self.string($0)):\($1)" }.joined(separator: ","))}]"
  }

  /// Source: RFC 8259, section 7.
  private static func string(_ text: String) -> String {
    var result = "\""
    for scalar in Sanitizer.line(oneLine(text)).unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
