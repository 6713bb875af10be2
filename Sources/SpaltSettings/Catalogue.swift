public import SpaltText

/// One text of a catalogue.
public struct CatalogueEntry: Equatable, Sendable {
  public var id: TextID
  public var metadata: Metadata
  /// The name of the file beside the catalogue.
  public var file: String
  /// SHA-256 of the file's bytes, as 64 lower-case hexadecimal digits.
  public var sha256: String

  public init(id: TextID, metadata: Metadata, file: String, sha256: String) {
    self.id = id
    self.metadata = metadata
    self.file = file
    self.sha256 = sha256
  }
}

/// Reads a catalogue: a `[[text]]` for each text, with `id`, `title`, `file` and `sha256`, and
/// where they are known `publisher`, `language`, `date`, `kind` and `rights`.
///
/// An entry that lacks one of the first four is left out.
public func readCatalogue(_ bytes: [UInt8], file name: String) -> Reading<[CatalogueEntry]> {
  let file: TOMLFile
  do throws(TOMLFile.Refusal) {
    file = try TOMLFile(bytes, name: name)
  } catch {
    return Reading([], [error.diagnostic])
  }
  var reading = Reading<[CatalogueEntry]>([], file.problems)
  for key in file.root.keys.sorted() where key != "text" {
    reading.diagnostics.append(
      file.warning([key], "a catalogue has no `\(key)`; it has a [[text]] for each text"))
  }
  guard let texts = file.root["text"]?.value else { return reading }
  guard case .array(let entries) = texts else {
    reading.diagnostics.append(file.error(["text"], "texts must be written as [[text]]"))
    return reading
  }
  for (number, entry) in entries.enumerated() {
    read(entry.value, number, of: file, into: &reading)
  }
  return reading
}

private let required = ["id", "title", "file", "sha256"]
private let optional = ["publisher", "language", "date", "kind", "rights"]

private func read(
  _ value: TOMLValue, _ number: Int, of file: TOMLFile,
  into reading: inout Reading<[CatalogueEntry]>
) {
  guard case .table(let table) = value else {
    reading.diagnostics.append(file.error(["text"], element: number, "a text must be a table"))
    return
  }
  var fields: [String: String] = [:]
  for (key, node) in table.sorted(by: { $0.key < $1.key }) {
    let value = node.value
    let path = ["text", key]
    guard (required + optional).contains(key) else {
      reading.diagnostics.append(
        file.warning(path, element: number, "a text has no `\(key)`"))
      continue
    }
    guard case .string(let text) = value else {
      reading.diagnostics.append(
        file.error(path, element: number, "`\(key)` must be text, and this is \(value.kind)"))
      continue
    }
    fields[key] = text
  }
  guard let id = fields["id"], let title = fields["title"], let name = fields["file"],
    let sha256 = fields["sha256"]
  else {
    let missing = required.filter { fields[$0] == nil }.joined(separator: ", ")
    reading.diagnostics.append(
      file.error(["text"], element: number, "the text is left out: it lacks \(missing)"))
    return
  }
  let metadata = Metadata(
    title: title, publisher: fields["publisher"],
    language: fields["language"].map(Language.init(rawValue:)) ?? .undetermined,
    date: fields["date"], kind: fields["kind"], rights: fields["rights"])
  reading.value.append(
    CatalogueEntry(id: TextID(id), metadata: metadata, file: name, sha256: sha256.lowercased()))
}
