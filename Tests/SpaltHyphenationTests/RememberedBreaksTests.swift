import Glibc
import SpaltText
import Testing

@testable import SpaltHyphenation

@Suite final class RememberedBreaksTests {
  /// A folder of the test's own.
  let folder: String

  init() {
    var template = Array("/tmp/spalt-breaks-XXXXXX".utf8CString)
    folder = String(cString: mkdtemp(&template))
  }

  deinit {
    for name in ["hyph_sv_SE.words", "hyph_da_DK.words", "patterns.dic"] {
      unlink("\(folder)/\(name)")
    }
    rmdir("\(folder)/new")
    rmdir(folder)
  }

  private func content(of name: String) -> String? {
    guard let file = fopen("\(folder)/\(name)", "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    return String(decoding: bytes.prefix(fread(&bytes, 1, bytes.count, file)), as: UTF8.self)
  }

  private func write(_ text: String, to name: String) {
    guard let file = fopen("\(folder)/\(name)", "w") else { return }
    fputs(text, file)
    fclose(file)
  }

  @Test func `a word met once is known without the patterns the next time`() throws {
    let first = HyphenationPatterns(memory: folder)
    let breaks = first.breaks(in: "utbildning", of: .swedish)
    try #require(!breaks.isEmpty)
    first.remember()

    let file = RememberedBreaks(
      file: "\(folder)/hyph_sv_SE.words", patterns: "/usr/share/hyphen/hyph_sv_SE.dic")
    #expect(file.read().breaks(of: "utbildning") == breaks)
    #expect(HyphenationPatterns(memory: folder).breaks(in: "utbildning", of: .swedish) == breaks)
  }

  @Test func `nothing new writes nothing`() {
    let patterns = HyphenationPatterns(memory: folder)
    patterns.prepare(.danish)
    patterns.settle()
    patterns.remember()
    #expect(content(of: "hyph_da_DK.words") == nil)
  }

  @Test func `words of other patterns are forgotten`() {
    write("a1b\n", to: "patterns.dic")
    let remembered = RememberedBreaks(
      file: "\(folder)/hyph_sv_SE.words", patterns: "\(folder)/patterns.dic")
    remembered.write(["skolan": [3]], besides: .empty)
    #expect(remembered.read().breaks(of: "skolan") == [3])
    write("a1b\nc1d\n", to: "patterns.dic")
    #expect(remembered.read().breaks(of: "skolan") == nil)
  }

  @Test func `words are found among many, and new ones come between`() {
    write("a1b\n", to: "patterns.dic")
    let remembered = RememberedBreaks(
      file: "\(folder)/hyph_sv_SE.words", patterns: "\(folder)/patterns.dic")
    var words: [String: [Int]] = [:]
    for number in 0..<500 { words["ord\(number * 7919 % 1000)å"] = number % 3 == 0 ? [] : [2, 3] }
    remembered.write(words, besides: .empty)
    remembered.write(["ordna": [3], "ä": [], "skola": [3]], besides: remembered.read())
    let table = remembered.read()
    for (word, breaks) in words { #expect(table.breaks(of: word) == breaks, "\(word)") }
    #expect(table.breaks(of: "ordna") == [3])
    #expect(table.breaks(of: "ä") == [])
    #expect(table.breaks(of: "ord") == nil)
    #expect(table.breaks(of: "zebra") == nil)
  }

  @Test(arguments: [
    "", "nonsense", "skolan", "skolan 3,x", "skolan 0", "skolan 99", "skolan -3", "\u{0}",
    "skolan 3,", "skolan ,3", "skolan 99999999999999999999",
  ]) func `a damaged file is as good as none`(line: String) {
    write("a1b\n", to: "patterns.dic")
    let remembered = RememberedBreaks(
      file: "\(folder)/hyph_sv_SE.words", patterns: "\(folder)/patterns.dic")
    remembered.write(["boken": [2]], besides: .empty)
    let heading = content(of: "hyph_sv_SE.words")?.split(separator: "\n").first ?? ""
    write("\(heading)\n\(line)\n", to: "hyph_sv_SE.words")
    #expect(remembered.read().breaks(of: "skolan") == nil)
    #expect(remembered.read().breaks(of: "boken") == nil)
  }

  @Test func `a folder that cannot be written in is no fault`() {
    let remembered = RememberedBreaks(
      file: "/proc/none/hyph_sv_SE.words", patterns: "/usr/share/hyphen/hyph_sv_SE.dic")
    remembered.write(["boken": [2]], besides: .empty)
    #expect(remembered.read().breaks(of: "boken") == nil)
  }
}
