import Corpus
import SpaltArchive
import SpaltImport
import SpaltSettings
import SpaltText

/// The archive as a user finds it on first use: made from the texts inside the program.
enum FirstArchive {
  /// Opens the archive at a path; where there is none yet, makes it and puts the first texts in.
  static func open(_ path: String) async throws -> EmbeddedArchive {
    try await EmbeddedArchive.open(path, orMakeWith: texts)
  }

  /// The texts inside the program, repaired.
  private static func texts() throws -> [(document: Document, source: Source)] {
    let catalogue = readCatalogue(EmbeddedCorpus.catalogue, file: "catalogue.toml")
    return try catalogue.value.compactMap { entry in
      guard let bytes = EmbeddedCorpus.bytes(ofFile: entry.file) else { return nil }
      let source = try decode(bytes, name: entry.file)
      let blocks = repair(source).blocks
      return (Document(id: entry.id, metadata: entry.metadata, blocks: blocks), source)
    }
  }
}
