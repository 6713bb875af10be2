import Foundation
import SpaltImport
import SpaltText
import Testing

/// Whole texts with the document expected of each beside them.
///
/// `Texts/NAME.txt` is the source, in which ␠ stands for a space at a line's end, ␉ for a tab, ␌ for
/// a form feed, ⟨SHY⟩ for a soft hyphen and ⟨NBSP⟩ for a no-break space. `Texts/NAME.blocks` has a
/// block a line, then after `+` what the repair says it found.
@Suite struct TextTests {
  @Test(arguments: names)
  func `a text becomes the document beside it`(name: String) throws {
    let text = try source(name)
    let document = Source(name: "text.txt", digest: "", byteCount: text.utf8.count, text: text)
    let findings = repair(document).findings.map { "+ \($0)" }
    let expected = try read(name + ".blocks")
    #expect(([dump(text)] + findings).joined(separator: "\n") + "\n" == expected)
  }

  @Test(arguments: names)
  func `nothing of a text is lost`(name: String) throws {
    #expect(brokenPromise(try source(name)) == nil)
  }

  @Test func `there are texts`() { #expect(names.count > 20) }

  private func source(_ name: String) throws -> String {
    try read(name + ".txt").replacing("␠", with: " ").replacing("␉", with: "\t")
      .replacing("␌", with: "\u{0C}").replacing("⟨SHY⟩", with: "\u{AD}")
      .replacing("⟨NBSP⟩", with: "\u{A0}")
  }

  private func read(_ file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }
}

private let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Texts")

private let names: [String] = {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
  return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
}()
