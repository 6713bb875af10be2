import SpaltImport
import SpaltProcess
import SpaltText

/// The words of PDF files and their places, read by poppler in a process of its own.
enum PageLayouts {
  /// - Throws: ``FormatFailure`` when the program is not there, or cannot read the file;
  ///   ``Interruption/Ending`` at C-c, when the program is ended too.
  static func read(_ bytes: [UInt8], name: String) throws -> [UInt8] {
    let format = "a PDF file"
    do {
      let words = try runProgram(
        "pdftotext", ["-bbox-layout", "-enc", "UTF-8", "-", "-"], input: bytes,
        isCancelled: { Interruption.isAsked })
      return creationDate(bytes) + words
    } catch .missing {
      throw FormatFailure.missing(name: name, format: format, package: "poppler-utils")
    } catch .cancelled {
      throw Interruption.Ending()
    } catch .tooSlow(_, let seconds) {
      throw FormatFailure.tooLarge(name: name, limit: "more than \(seconds) s of work")
    } catch .tooMuch(_, let count) {
      throw FormatFailure.tooLarge(name: name, limit: "more than \(count >> 20) MB of text")
    } catch .ended {
      throw FormatFailure.damaged(name: name, format: format)
    } catch .cannotStart {
      throw FormatFailure.damaged(name: name, format: format)
    }
  }

  /// When the file was made, which `pdftotext` does not say, as one more line of its head.
  private static func creationDate(_ bytes: [UInt8]) -> [UInt8] {
    let facts = try? runProgram(
      "pdfinfo", ["-isodates", "-enc", "UTF-8", "-"], input: bytes, limits: .init(seconds: 10),
      isCancelled: { Interruption.isAsked })
    let key = Array("CreationDate:".utf8)
    let line = facts?.split(separator: 0x0A).first { $0.starts(with: key) }
    guard let date = line?.dropFirst(key.count).filter({ $0 > 0x20 && $0 != 0x22 }) else {
      return []
    }
    return Array("<meta name=\"CreationDate\" content=\"".utf8) + date + Array("\"/>\n".utf8)
  }
}
