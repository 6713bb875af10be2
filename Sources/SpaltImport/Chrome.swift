internal import SpaltText

/// Folds away what a web page puts around its text: skip links, notices, buttons, link lists.
///
/// Only lines that are such furniture word for word are taken, and, where the page opens with one,
/// all before the headline; and, where one opens a list of links at the end, all after it.
func foldAwayChrome(in drafts: inout Drafts) {
  var isChrome = drafts.map { $0.isPlain && isFurniture($0.block.text, $0.words) }
  for index in drafts.indices where drafts[index].isPlain && !isChrome[index] {
    isChrome[index] = isNotice(index, drafts, isChrome) || isRelatedLink(index, drafts, isChrome)
  }
  guard isChrome.contains(true) else { return }
  for index in drafts.indices where isChrome[index] { fold(index, &drafts) }
  if let first = isChrome.firstIndex(of: true), first < 5,
    let headline = headline(in: drafts, isChrome)
  {
    // Prose or speech up there is the text's own, and the line found no headline.
    guard !isText(drafts[..<headline]) else { return }
    for index in 0..<headline where drafts[index].block.kind != .pageNumber {
      fold(index, &drafts)
    }
    if drafts[headline].isPlain, drafts[headline].sign == .none { drafts[headline].sign = .title }
  }
  foldFoot(&drafts, isChrome)
}

/// Whether paragraphs above a headline are prose or speech.
private func isText(_ above: Slice<Drafts>) -> Bool {
  above.count(where: \.isProse) > 2 || above.contains { $0.sign == .dash }
}

/// A notice of cookies beside other furniture: the word alone may be an article's.
private func isNotice(_ index: Int, _ drafts: Drafts, _ isChrome: [Bool]) -> Bool {
  guard drafts[index].words <= 60,
    (index > 0 && isChrome[index - 1])
      || (index + 1 < drafts.count && isChrome[index + 1])
  else { return false }
  return openingWords(of: drafts[index].block.text, 60).contains { word in
    word.hasPrefix("cookie") || word == "kakor" || word == "informasjonskapsler"
  }
}

/// A line that touches the words `Läs också` above it: the name of another article.
private func isRelatedLink(_ index: Int, _ drafts: Drafts, _ isChrome: [Bool]) -> Bool {
  guard index > 0, isChrome[index - 1], drafts[index].touchesPrevious, drafts[index].width <= 120,
    drafts[index].end != .sentence
  else { return false }
  var label = index - 1
  while label > 0, drafts[label].touchesPrevious, isChrome[label - 1] { label -= 1 }
  let plain = openingWords(of: drafts[label].block.text, 3).joined(separator: " ")
  return links.contains(plain)
}

/// `Nyheter Sport Kultur Ekonomi`: a row of names, where a headline has small words too.
func isMenu(_ text: String) -> Bool {
  let words = text.split(separator: " ")
  return words.count > 2
    && words.allSatisfy {
      $0.first?.isUppercase == true && $0.dropFirst().allSatisfy(\.isLowercase)
    }
}

private func fold(_ index: Int, _ drafts: inout Drafts) {
  drafts[index].block.kind = .boilerplate
}

/// The first line that names the text: four words or more, open at the end, above its prose.
private func headline(in drafts: Drafts, _ isChrome: [Bool]) -> Int? {
  drafts.indices.prefix(60).first { index in
    let draft = drafts[index]
    if case .hash(1) = draft.sign { return true }
    guard !isChrome[index], draft.sign == .none, draft.words >= 4, draft.width <= 160,
      draft.start != .lower, draft.end != .colon, draft.end != .comma
    else { return false }
    guard !isMenu(draft.block.text), !isDateline(draft.block.text) else { return false }
    let isOpen =
      draft.end == .letter || draft.end == .digit
      || draft.block.text.unicodeScalars.last == "?"
    // Dates, names and buttons may stand between the headline and its text.
    let below = drafts.indices.dropFirst(index + 1).prefix(20).lazy
      .filter { !isChrome[$0] && !isDateline(drafts[$0].block.text) }
    return isOpen && draft.block.sentences.count == 1
      && below.prefix(6).contains { drafts[$0].isProse }
  }
}

/// `Publicerad 14 mars 2024 kl 06.15`: when a page was put up or changed.
func isDateline(_ text: String) -> Bool {
  let words = openingWords(of: text, 12)
  guard words.count < 12, let first = words.first else { return false }
  return dateWords.contains(first) && words.dropFirst().contains { Int($0) != nil }
}

private let dateWords: Set<String> = [
  "publicerad", "publicerat", "uppdaterad", "senast", "skapad", "publiceret", "udgivet",
  "opdateret",
  "sidst", "publisert", "oppdatert", "sist", "published", "updated", "posted", "veröffentlicht",
  "aktualisiert",
]

/// From the last prose on, once a line of furniture has come, there is only furniture.
private func foldFoot(_ drafts: inout Drafts, _ isChrome: [Bool]) {
  guard let lastProse = drafts.lastIndex(where: { $0.isProse && $0.block.kind != .boilerplate }),
    let foot = drafts.indices.first(where: {
      $0 > lastProse && isChrome[$0] && !interrupts(drafts[$0].block.text)
    })
  else { return }
  // A sentence or a speaker down there: the text goes on below the furniture.
  let goesOn = drafts.indices.dropFirst(foot).contains {
    !isChrome[$0]
      && (drafts[$0].sign == .dash || (drafts[$0].end == .sentence && drafts[$0].width >= 40))
  }
  guard !goesOn else { return }
  for index in foot..<drafts.count
  where drafts[index].block.kind == .paragraph || drafts[index].block.kind == .listItem {
    fold(index, &drafts)
  }
}

/// Furniture that stands in the middle of articles: advertisements and links to others.
private func interrupts(_ text: String) -> Bool {
  let plain = text.lowercased()
  return plain.contains(":")
    || ["annon", "advert", "artik", "saken", "histor", "läs", "læs", "les "]
      .contains { plain.hasPrefix($0) }
}

private func isFurniture(_ text: String, _ words: Int) -> Bool {
  guard words <= 30 else { return false }
  if words <= 5, text.utf8.first.map({ $0 &- 0x30 < 10 }) == true {
    return openingWords(of: text, 1).first.flatMap { Int($0) }
      .map { isReadingTime(text, $0) } ?? false
  }
  if text.hasPrefix("©") { return true }
  let first = openingWords(of: text, 1).first.map { WordKey($0) } ?? WordKey()
  if firstWords.contains(first), isKnown(text, words) { return true }
  return (skipKeys.contains(first) && isSkipLink(text, words)) || isBreadcrumb(text, words)
    || isShareBar(text, words) || (listeningKeys.contains(first) && isListeningTime(text, words))
    || (pictureKeys.contains(first) && isPictureCount(text, words))
}

private func isKnown(_ text: String, _ words: Int) -> Bool {
  let plain = openingWords(of: text, 31).joined(separator: " ")
  if furniture.contains(plain) { return true }
  if links.contains(where: { plain.hasPrefix($0) }) { return text.prefix(12).contains(":") }
  return words <= 9 && openings.contains { plain.hasPrefix($0) }
}

/// `Till innehåll på sidan`, `Hop til hovedindhold`: a way past the page's head.
private func isSkipLink(_ text: String, _ words: Int) -> Bool {
  guard (2...6).contains(words) else { return false }
  let all = openingWords(of: text, 6)
  return all.first.map { skipVerbs.contains($0) } == true
    && all.dropFirst().contains { word in contentWords.contains { word.hasSuffix($0) } }
}

private let skipVerbs: Set<String> = [
  "till", "til", "gå", "hoppa", "spring", "hop", "hopp", "skip", "direkt", "direkte", "zum", "jump",
  "siirry", "hyppää",
]
private let skipKeys = KeySet(skipVerbs)

private let contentWords = [
  "innehåll", "innehållet", "indhold", "indholdet", "innhold", "innholdet", "content", "inhalt",
  "navigation", "navigering", "menyn", "menuen", "sisältöön",
]

/// `Start / Nyheter / Miljö`: three or more short names between signs that lead on.
private func isBreadcrumb(_ text: String, _ words: Int) -> Bool {
  // Three parts and the two signs between them.
  guard (5...14).contains(words), text.utf8.count <= 120 else { return false }
  guard !has(0x3A, within: 120, of: text),
    text.utf8.contains(where: { [0x2F, 0x3E, 0x7C, 0xC2, 0xE2].contains($0) })
  else { return false }
  var parts: [[Substring]] = [[]]
  for word in text.split(separator: " ") {
    if word.count == 1, "/>›»|→".contains(word) {
      parts.append([])
    } else {
      parts[parts.count - 1].append(word)
    }
  }
  return parts.count >= 3
    && parts.allSatisfy { (1...3).contains($0.count) && $0.first?.first?.isUppercase == true }
}

/// `Dela: Facebook Twitter E-post`: two or more places to send a page to, and hardly a word more.
private func isShareBar(_ text: String, _ words: Int) -> Bool {
  guard (2...10).contains(words) else { return false }
  var keys: [WordKey] = []
  appendWords(of: text, to: &keys)
  guard keys.contains(where: shareKeys.contains) else { return false }
  let all = openingWords(of: text, 12)
  let places = all.count { sharePlaces.contains($0) }
  return places >= 2 && places * 3 >= all.count
}

private let shareKeys = KeySet(sharePlaces)

private let sharePlaces: Set<String> = [
  "facebook", "twitter", "linkedin", "instagram", "whatsapp", "messenger", "bluesky", "mastodon",
  "threads", "pinterest", "reddit", "mejl", "mail", "email", "sms", "rss", "youtube", "tiktok",
]

/// `Bild 1 av 3`, `Billede 2/7`.
private func isPictureCount(_ text: String, _ words: Int) -> Bool {
  guard words <= 4 else { return false }
  let all = openingWords(of: text, 5)
  guard let first = all.first,
    pictureWords.contains(first)
  else { return false }
  let rest = all.dropFirst()
  return rest.count { Int($0) != nil } == 2
    && rest.allSatisfy { Int($0) != nil || ["av", "af", "of", "von"].contains($0) }
}

private let pictureWords: Set<String> = [
  "bild", "billede", "bilde", "foto", "photo", "image", "picture",
]

private let pictureKeys = KeySet(pictureWords)

/// `4 min.`, `5 minuters läsning`, `3 min read`.
private func isReadingTime(_ text: String, _ length: Int) -> Bool {
  let rest = openingWords(of: text, 5).dropFirst()
  guard (1...90).contains(length), let unit = rest.first, unit.hasPrefix("min") else {
    return false
  }
  return rest.dropFirst().allSatisfy { word in
    ["läs", "læs", "les", "read"].contains { word.hasPrefix($0) }
  } && text.unicodeScalars.count <= 32
}

/// `Lyssna 3 min`, `Lesetid: 4 minutter`.
private func isListeningTime(_ text: String, _ words: Int) -> Bool {
  guard words <= 4 else { return false }
  let words = openingWords(of: text, 4)
  return words.count == 3 && Int(words[1]) != nil && words[2].hasPrefix("min")
}

private let listeningKeys = KeySet([
  "lyssna", "lyt", "lytt", "listen", "anhören", "lästid", "læsetid", "lesetid", "lesezeit",
])

/// The first words of all furniture: most paragraphs need no closer look.
private let firstWords = KeySet(
  (Array(furniture) + openings + links).compactMap {
    $0.split(separator: " ").first.map(String.init)
  })

/// Whole lines that news sites and authorities' pages set around a text.
private let furniture: Set<String> = [
  // Swedish
  "gå till innehåll", "gå till innehållet", "hoppa till innehåll", "hoppa till innehållet",
  "hoppa till huvudinnehåll", "till innehåll", "till startsidan", "startsida", "meny", "sök",
  "logga in", "prenumerera", "bli prenumerant", "annons", "annonser",
  "artikeln fortsätter under annonsen", "kopiera länk", "kopiera länken",
  "dela", "dela artikeln", "dela på facebook", "dela på twitter", "skriv ut", "spara",
  "spara artikel",
  "kommentera", "kommentarer", "visa kommentarer", "läs mer", "läs också", "läs även", "mest läst",
  "mest lästa", "senaste nytt", "relaterat", "relaterade artiklar", "tipsa oss", "följ oss",
  "nyhetsbrev", "kontakta oss", "om cookies", "cookies", "hantera cookies", "godkänn alla",
  "acceptera alla", "lyssna", "lyssna på artikeln", "tillbaka till toppen", "visa mer", "stäng",
  "rätta artikeln", "rapportera fel", "detta är en låst artikel", "för prenumeranter",
  // Danish and Norwegian
  "spring til indhold", "gå til indhold", "gå til indholdet", "spring over", "hop til indhold",
  "gå til hovedindhold", "menu", "søg", "log ind", "log på", "bliv abonnent", "abonner", "annonce",
  "artiklen fortsætter efter annoncen", "artiklen fortsætter under annoncen", "del", "del artikel",
  "del artiklen", "del på facebook", "kopier link", "gem", "gem artikel", "print", "kommentér",
  "læs mere", "læs også", "mest læste", "seneste nyt", "relaterede artikler", "følg os",
  "nyhedsbrev", "kontakt os", "kontakt", "om os", "accepter alle", "kun nødvendige", "lyt",
  "lyt til artiklen", "til toppen", "vis mere", "luk", "forside", "nyheder", "gå til innhold",
  "hopp til innhold", "hopp til hovedinnhold", "meny", "logg inn", "les også", "les mer",
  "saken fortsetter under annonsen", "personvern", "fikk du med deg disse",
  "artikkelen fortsetter under annonsen",
  // English
  "skip to content", "skip to main content", "menu", "search", "log in", "sign in", "subscribe",
  "advertisement", "share", "share this article", "read more", "read also", "most read", "close",
  "back to top", "accept all", "newsletter", "related articles",
]

/// What a line of furniture may begin with.
private let openings = [
  "följ oss", "følg os", "følg oss", "follow us", "tilmeld dig", "tilmeld nyheds", "anmäl dig till",
  "prenumerera på", "meld deg på", "sign up", "subscribe to", "alla rättigheter",
  "alle rettigheder",
  "alle rettigheter", "all rights reserved", "kommentarer", "kommentarer 1", "mer från", "mere fra",
  "mer fra", "dela på", "del på", "share on", "integritetspolicy", "privatlivspolitik",
  "personuppgifter", "personvernerklæring", "cookiepolitik", "tillgänglighetsredogörelse",
  "tilgængelighedserklæring", "fikk du med", "publisher", "utgivare",
  "dela artikeln", "copyright", "annons ", "ansvarig utgivare", "ansvarlig redaktør",
  "ansvarshavende chefredaktør", "artikeln fortsätter", "artiklen fortsætter",
  "historien fortsætter", "saken fortsetter", "artikkelen fortsetter",
]

/// What stands before a colon and the name of another article.
private let links = [
  "läs vidare", "se också", "se også", "se även", "relaterat", "relateret", "mer om ämnet",
  "läs också", "läs även", "läs mer", "læs også", "læs mere", "les også", "les mer", "read also",
  "read more",
]
