internal import SpaltText

extension ReaderState {
  /// Lists the addresses of the paragraph being read; those of the sentence come first.
  mutating func openLinks() -> [Effect] {
    guard let reading else { return [] }
    let document = reading.text.document
    let block = reading.cursor.block
    let addresses = WebAddress.all(of: document.blocks[block])
    guard !addresses.isEmpty else {
      complain(Words.noLinks)
      return []
    }
    let sentence = reading.currentSentence
    let chosen = addresses.firstIndex { address in
      Position(block: block, offset: address.range.upperBound) > sentence.lowerBound
    }
    screens.append(.links(LinkScreen(addresses: addresses, chosen: chosen ?? 0)))
    return []
  }

  mutating func performInLinks(_ command: Command) -> [Effect] {
    guard case .links(var links) = screen else { return [] }
    let address = links.addresses[links.chosen].text
    switch command {
    case .open:
      _ = popScreen()
      say(Words.visiting(address))
      return [.visit(address)]
    case .copyQuote, .copyCitation:
      say(Words.linkCopied)
      return [.copy(Sanitizer.line(address))]
    default:
      guard let row = listStep(command, from: links.chosen, count: links.addresses.count) else {
        return []
      }
      links.chosen = row
      screen = .links(links)
      return []
    }
  }
}
