import Glibc
import SpaltArchive
import SpaltNotes
import SpaltReader
import SpaltText

/// Writes down what is being typed and where the reader is, soon but not at every key.
///
/// A draft is on the disk at most two seconds after its first unsaved letter, sooner when the
/// typing pauses, and before the program ends, stops or hands the terminal over.
struct Keeper {
  private let errands: Errands
  private var draft: UnsavedNote?
  private var draftSeen: UnsavedNote?
  private var place: KeptPlace?
  private var placeSeen: KeptPlace?
  /// When the first change not yet kept was seen, in milliseconds.
  private var since: UInt64?
  private var latest: UInt64 = 0

  /// Source: the promise that a draft is written at least every two seconds.
  private static let longest: UInt64 = 2000
  private static let pause: UInt64 = 400

  init(errands: Errands) { self.errands = errands }

  /// Milliseconds until something has to be kept; -1 when nothing waits.
  var timeout: Int32 {
    guard let since else { return -1 }
    let due = min(since + Self.longest, latest + Self.pause)
    let now = Clock.monotonic
    return due > now ? Int32(due - now) : 0
  }

  /// Sees what the reader is doing now.
  mutating func look(at state: ReaderState) {
    if let note = state.unsavedNote, note != draftSeen {
      draftSeen = note
      draft = note
      touch()
    }
    if let now = state.place, now != placeSeen {
      // Where a text is opened is where it was left: nothing to keep.
      let isNew = placeSeen?.text != now.text
      placeSeen = now
      if !isNew { keep(now) }
    }
  }

  mutating func keep(_ note: UnsavedNote) {
    draft = note
    draftSeen = note
    touch()
  }

  mutating func keep(_ place: KeptPlace) {
    self.place = place
    touch()
  }

  /// Forgets a draft that was saved or thrown away, on the disk too.
  mutating func drop(_ subject: Draft.Subject) {
    if draft?.subject == subject { draft = nil }
    draftSeen = nil
    errands.drop(subject)
  }

  private mutating func touch() {
    latest = Clock.monotonic
    if since == nil { since = latest }
  }

  mutating func keepWhatIsDue() async {
    if since != nil, timeout == 0 { await keepEverything() }
  }

  /// Writes what waits and returns when it is on the disk, or has failed to get there.
  mutating func keepEverything() async {
    since = nil
    if let draft {
      await errands.keep(draft)
      self.draft = nil
    }
    if let place {
      await errands.keep(
        ReadingPlace(position: place.position, read: place.read, top: place.top), in: place.text)
      self.place = nil
    }
    await errands.finishDropping()
  }
}
