/// The lines of a paragraph, each with all the words it has room for.
func wrapped(_ text: String, width: Int, indent: Int = 0) -> [String] {
  var lines = [blanks(indent)]
  for word in text.split(separator: " ") {
    let last = lines[lines.count - 1]
    let isEmpty = last.allSatisfy { $0 == " " }
    if !isEmpty, last.count + 1 + word.count > width {
      lines.append(String(word))
    } else {
      lines[lines.count - 1] += (isEmpty ? "" : " ") + word
    }
  }
  return lines
}

func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

extension String {
  func padding(_ width: Int) -> String { self + blanks(max(1, width - count)) }
}

/// A text of a few paragraphs, to be set in lines.
struct Story {
  var texts: [String]

  var paragraphs: [String] { texts.map { "paragraph: " + $0 } }
  var sentences: [String] { texts.flatMap { $0.split(separator: ". ").map { $0 + "." } } }

  /// The lines of all paragraphs, parted by blank ones or set in.
  func lines(width: Int, indent: Int = 0) -> [String] {
    var lines: [String] = []
    for text in texts {
      if indent == 0, !lines.isEmpty { lines.append("") }
      lines += wrapped(text, width: width, indent: indent)
    }
    return lines
  }

  func pages(width: Int, rows: Int) -> [(left: [String], right: [String])] {
    let lines = lines(width: width)
    return stride(from: 0, to: lines.count, by: 2 * rows).map { start in
      (Array(lines[start...].prefix(rows)), Array(lines[start...].dropFirst(rows).prefix(rows)))
    }
  }
}

func story(_ language: String) -> Story { Story(texts: stories[language] ?? []) }

let stories: [String: [String]] = [
  "sv": [
    """
    Kommunen har länge arbetat med att göra det lättare att cykla i staden. Det har gett resultat som \
    märks i hela regionen, och fler människor än någonsin tar sig till arbetet på egen hand. Trafiken \
    har blivit lugnare. En ny bro över ån väntas stå klar till hösten, om vädret tillåter.
    """,
    """
    Många boende är nöjda, men några klagar på bullret från bygget. Politikerna säger att kostnaden är \
    rimlig med tanke på hur många som får nytta av den. Lärarna berättar att barnen kommer piggare \
    till lektionerna. Nästa år ska en uppföljning göras av alla vägar som byggts.
    """,
    """
    I rapporten beskrivs också hur skolorna har påverkats av de nya vägarna. Det är ännu för tidigt \
    att säga om vinsterna består, skriver utredaren. Ändå vill hon inte vänta med att dela ut beröm \
    till dem som vågade börja. Utan dem hade ingenting hänt på många år till.
    """,
  ],
  "da": [
    """
    Havnen har altid været byens hjerte, og den, der går langs kajen en tidlig morgen, kan stadig høre \
    det slå. Fiskerne kommer ind med deres kasser. De råber til hinanden over vandet, mens mågerne \
    venter på deres del. Klokken otte er det hele forbi, og der bliver stille igen.
    """,
    """
    I gamle dage lå her mere end hundrede både. Nu er der ni tilbage, og de fleste af dem sejler kun om \
    sommeren. Kommunen vil gerne bygge boliger på den gamle grund. Det er der mange, der har en mening \
    om, for udsigten er god og prisen er høj.
    """,
    """
    Borgmesteren siger, at der bliver plads til alle, når bare man taler sammen om tingene. Det tror \
    fiskerne ikke på. De har hørt det samme før, og dengang endte det med en parkeringsplads. Så nu \
    venter de og ser tiden an, som de altid har gjort.
    """,
  ],
  "en": [
    """
    The mill at the end of the lane has not turned for sixty years, but the people of the village still \
    speak of it as if it might begin again tomorrow. Its wheel is gone. The stream that drove it was \
    led away to the new works, and only in wet winters does any water find the old bed.
    """,
    """
    A young couple from the town bought the house last spring. They mean to live there with their two \
    children, and to bake bread in the room where the flour was kept. Nobody thought it would come to \
    anything. Then one day in May there was smoke from the chimney, and the smell of rye.
    """,
    """
    By the end of the summer a queue had formed at the door on every Saturday morning. Some came for \
    the bread and some for the talk. What they paid was never much, yet it was enough to mend the roof \
    before the first storms of the autumn blew in from the sea.
    """,
  ],
]
