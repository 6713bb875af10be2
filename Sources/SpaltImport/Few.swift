/// A row of values of which there is most often one, which then needs no memory of its own.
///
/// A list of a megabyte has a quarter of a million items, each with one line and one bullet: two arrays for
/// each take more than a hundred times what they hold of the text.
struct Few<Element> {
  fileprivate enum Storage {
    case none
    case one(Element)
    case several([Element])
  }

  private var storage = Storage.none

  init(_ elements: [Element]) {
    switch elements.count {
    case 0: storage = .none
    case 1: storage = .one(elements[0])
    default: storage = .several(elements)
    }
  }

  mutating func append(_ element: Element) {
    switch storage {
    case .none: storage = .one(element)
    case .one(let first): storage = .several([first, element])
    case .several(var all):
      // Held twice, all would be copied for each.
      storage = .none
      all.append(element)
      storage = .several(all)
    }
  }
}

extension Few: RandomAccessCollection, MutableCollection {
  var startIndex: Int { 0 }

  var endIndex: Int {
    switch storage {
    case .none: 0
    case .one: 1
    case .several(let all): all.count
    }
  }

  subscript(index: Int) -> Element {
    get {
      switch storage {
      case .none: preconditionFailure("no value")
      case .one(let element):
        precondition(index == 0)
        return element
      case .several(let all): return all[index]
      }
    }
    set {
      switch storage {
      case .none: preconditionFailure("no value")
      case .one:
        precondition(index == 0)
        storage = .one(newValue)
      case .several(var all):
        storage = .none
        all[index] = newValue
        storage = .several(all)
      }
    }
  }
}

extension Few: Equatable where Element: Equatable {
  static func == (left: Few, right: Few) -> Bool { left.elementsEqual(right) }
}

extension Few: Sendable where Element: Sendable {}
extension Few.Storage: Sendable where Element: Sendable {}
