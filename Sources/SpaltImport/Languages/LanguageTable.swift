/// How rare three letters in a row, and words, are in each language.
///
/// Entries stand apart by white space, each with eight capitals behind it, one a column. `A` is
/// the language in which it is most frequent; each next letter is rarer by a factor of e to the
/// power 0.4. An underline stands for the edge of a word.
///
/// Source: counted in the word frequencies of wordfreq 3.1 (Robyn Speer, data under
/// CC BY-SA 4.0, which these two files share), every word of at least eight in ten million. It has
/// no Nynorsk: that column is the Bokmål list put into Nynorsk word for word by apertium-nno-nob. The
/// column of other languages has the greatest of nineteen of them (Dutch, Icelandic, French, Polish
/// and others), rarer by a factor of e. Kept are the 3,000 rows of letters that tell most, and the 5,000
/// words that tell most beyond their letters, with four times the weight on telling the Scandinavian
/// languages apart.
enum LanguageTable {
  /// The languages of the columns but the last.
  static let languages = ["sv", "da", "nb", "nn", "en", "de", "fi"]
  /// The column of other languages.
  static let others = 7

  static var letters: [UInt8] { PackageResources.letters_txt }
  static var words: [UInt8] { PackageResources.words_txt }
}
