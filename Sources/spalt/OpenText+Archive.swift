import SpaltArchive
import SpaltReader
import SpaltText

extension OpenText {
  /// A text of the archive, as a reading screen takes it.
  init(_ opening: TextOpening) {
    self.init(
      summary: opening.summary, document: opening.document, notes: opening.notes,
      place: opening.place?.position ?? .start, top: opening.place?.top, drafts: opening.drafts)
  }
}
