import SpaltScreen
import Testing

@Suite struct KeyTests {
  @Test(arguments: [
    (Key.character("j"), "j"), (.character("å"), "å"), (.character(" "), "Space"),
    (.control("s"), "C-s"), (.control("\\"), "C-\\"), (.pageDown, "PgDn"), (.escape, "Esc"),
    (.backTab, "S-Tab"),
  ])
  func `a key has one name, and the name gives the key back`(key: Key, name: String) {
    #expect(key.name == name)
    #expect(Key(name: name) == key)
  }

  @Test(arguments: ["", "jj", "C-", "C-ab", "Escape"])
  func `a name that is no key gives none`(name: String) {
    #expect(Key(name: name) == nil)
  }
}
