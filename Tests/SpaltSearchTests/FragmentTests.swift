import SpaltSearch
import Testing

@Suite struct FragmentTests {
  @Test func `words that share five letters share a fragment of them`() {
    let words = [
      "forskningsfinansiering", "läroplansfrågorna", "sundhedsvæsenet", "överenskommelserna",
      "abababababab", "20000000",
    ]
    for word in words {
      let letters = Array(word)
      for start in 0...letters.count - 5 {
        for length in 5...letters.count - start {
          let part = String(letters[start..<start + length])
          let own = Set(fragments(of: part))
          #expect(!own.isEmpty && own.isSubset(of: fragments(of: word)), "\(part) in \(word)")
        }
      }
    }
  }

  @Test func `fewer letters have none`() {
    #expect(fragments(of: "jävs") == [])
    #expect(fragments(of: "") == [])
    #expect(fragments(of: "läran").count == 1)
  }
}
