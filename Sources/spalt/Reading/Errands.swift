import SpaltArchive
import SpaltNotes
import SpaltReader
import SpaltSearch
import SpaltText
import SpaltThreads
import Synchronization

/// Runs the reader's effects on the archive, beside the loop, and brings the answers back.
final class Errands: Sendable {
  private let archive: EmbeddedArchive
  private let mailbox: Mailbox<Event>
  /// The search under way; a new one takes its place.
  private let search = Mutex<Task<Void, Never>?>(nil)
  private let counting = Mutex<Task<Void, Never>?>(nil)
  private let looking = Mutex<Task<Void, Never>?>(nil)
  private let dropping = Mutex<Task<Void, Never>?>(nil)
  private let running = Mutex(0)

  /// Whether every answer has been sent.
  var isIdle: Bool { running.withLock { $0 == 0 } }

  init(archive: EmbeddedArchive, mailbox: Mailbox<Event>) {
    self.archive = archive
    self.mailbox = mailbox
  }

  /// Starts what an effect asks; the answer comes through the mailbox.
  func run(_ effect: Effect) {
    switch effect {
    case .listTexts: answer { .textsListed(TextList(try await $0.texts())) }
    case .listText(let id): answer { .textListed(try await $0.summary(of: id)) }
    case .listNotes:
      answer { .notesListed(try await $0.notes(of: nil, includingTrash: true)) }
    case .open(let id, let number):
      answer {
        .opened(OpenText(try await $0.opening(of: id)), number: number)
      } orElse: {
        .openFailed(number: number, reason: $0)
      }
    case .preview(let id): answer { .previewed(id, try await $0.text(id).document) }
    case .loadSource(let id):
      answer {
        .sourceLoaded(id, try await $0.source(of: id, version: nil).text)
      } orElse: {
        .sourceFailed(reason: $0)
      }
    case .search(let number, let request): start(number, request)
    case .countHits(let number, let request, let withFacets):
      count(number, request, withFacets: withFacets)
    case .completeIndex(let anew): completeIndex(anew: anew)
    case .listQueries:
      answer {
        let queries = try await $0.queries()
        return .queriesListed(recent: queries.recent, saved: queries.saved)
      }
    case .keepQuery(let query, let isSaved): keep(query, isSaved: isSaved)
    case .addNote(let number, let note): save(number) { try await $0.add(note) }
    case .changeNote(let number, let id, let expected, let changes, let purpose):
      save(number) { archive in
        let operations = NoteOperation.together(
          changes, to: id, expecting: expected, purpose: purpose)
        guard let receipt = try await archive.append(operations).last else {
          throw ArchiveError.noSuchNote(id)
        }
        return receipt
      }
    case .loadHistory:
      answer {
        let log = try await $0.undoable(limit: 100)
        return .historyLoaded(
          done: log.done.map { NoteStep(note: $0.note, changes: $0.changes) },
          undone: log.undone.map { NoteStep(note: $0.note, changes: $0.changes) })
      }
    case .listVersions(let id):
      answer {
        .versionsListed(
          id,
          try await $0.versions(of: id).map {
            .init(
              version: $0.version, sourceName: $0.sourceName, words: $0.words, notes: $0.notes,
              isAtHand: $0.isAtHand)
          })
      }
    case .openVersion(let id, let version, let number):
      answer {
        var text = OpenText(try await $0.opening(of: id, version: version))
        text.isFormer = true
        return .opened(text, number: number)
      } orElse: {
        .openFailed(number: number, reason: $0)
      }
    default: break
    }
  }

  /// Asks the desktop to show an address; what goes wrong is told.
  func visit(_ address: String) {
    let mailbox = mailbox
    detached {
      if let failure = OutsideBrowser.visit(address) { mailbox.send(.failure(failure)) }
    }
  }

  /// Starts a task that ``isIdle`` knows of.
  @discardableResult
  private func detached(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    running.withLock { $0 += 1 }
    return WorkerThreads.shared.start {
      await work()
      self.running.withLock { $0 -= 1 }
    }
  }

  private func answer(
    _ work: @escaping @Sendable (EmbeddedArchive) async throws -> Event,
    orElse failure: @escaping @Sendable (String) -> Event = { .failure($0) }
  ) {
    let (archive, mailbox) = (archive, mailbox)
    detached {
      do {
        mailbox.send(try await work(archive))
      } catch {
        mailbox.send(failure("\(error)"))
      }
    }
  }

  private func start(_ number: Int, _ request: SearchRequest) {
    let (archive, mailbox) = (archive, mailbox)
    counting.withLock { $0?.cancel() }
    search.withLock { running in
      // Whatever the earlier search would say is late.
      running?.cancel()
      running = detached {
        do {
          mailbox.send(.searchFinished(number: number, try await archive.search(request)))
        } catch ArchiveError.cancelled where Task.isCancelled {
          return
        } catch ArchiveError.damagedIndex {
          mailbox.send(.indexDamaged(number: number))
        } catch {
          mailbox.send(.searchFailed(number: number, reason: "\(error)"))
        }
      }
    }
  }

  /// Counts what was found; the next search ends it, and a failure is nobody's concern.
  private func count(_ number: Int, _ request: SearchRequest, withFacets: Bool) {
    let (archive, mailbox) = (archive, mailbox)
    counting.withLock { running in
      running?.cancel()
      running = detached {
        guard let counts = try? await archive.count(request, withFacets: withFacets) else { return }
        mailbox.send(.hitsCounted(number: number, counts))
      }
    }
  }

  private func completeIndex(anew: Bool) {
    let (archive, mailbox) = (archive, mailbox)
    WorkerThreads.shared.start {
      let tell = { @Sendable (state: IndexState) in mailbox.send(.indexed(state)) }
      do {
        if anew {
          try await archive.reindex(progress: tell)
        } else {
          try await archive.completeIndex(progress: tell)
        }
        mailbox.send(.indexed(.complete))
      } catch {
        mailbox.send(.indexingFailed(reason: "The search index is not complete. \(error)"))
      }
    }
  }

  private func keep(_ query: String, isSaved: Bool) {
    // An archive that can only be read remembers no queries.
    guard !archive.isReadOnly else { return }
    let (archive, mailbox) = (archive, mailbox)
    WorkerThreads.shared.start {
      do {
        try await archive.keep(query: query, isSaved: isSaved)
      } catch {
        mailbox.send(.failure("The query is not kept. \(error)"))
      }
    }
  }

  private func save(
    _ number: Int, _ work: @escaping @Sendable (EmbeddedArchive) async throws -> NoteReceipt
  ) {
    let (archive, mailbox) = (archive, mailbox)
    detached {
      do {
        switch try await work(archive) {
        case .accepted(let note), .duplicate(let note):
          mailbox.send(.saved(number: number, note))
        case .conflict(let note): mailbox.send(.conflict(number: number, note))
        }
      } catch {
        mailbox.send(.saveFailed(number: number, reason: "Not saved. \(error)"))
      }
    }
  }

  // MARK: Other programs

  /// Tells the reader when another program has changed the archive since the last look.
  func lookForOthersChanges() {
    let (archive, mailbox) = (archive, mailbox)
    looking.withLock { running in
      running?.cancel()
      running = WorkerThreads.shared.start {
        if await archive.hasChangedElsewhere() { mailbox.send(.archiveChanged) }
      }
    }
  }

  // MARK: Drafts and places

  /// Writes a draft; a failure is told, and the words stay in the sheet.
  func keep(_ note: UnsavedNote) async {
    do {
      try await archive.save(Draft(subject: note.subject, body: note.body, time: Clock.now))
    } catch {
      mailbox.send(.failure("The draft is not kept. \(error)"))
    }
  }

  func keep(_ place: ReadingPlace, in text: TextID) async {
    // An archive that can only be read keeps no places, and says so when it is opened.
    guard !archive.isReadOnly else { return }
    do {
      try await archive.setPlace(place, of: text)
    } catch {
      mailbox.send(.failure("Your place is not kept. \(error)"))
    }
  }

  func drop(_ subject: Draft.Subject) {
    let (archive, mailbox) = (archive, mailbox)
    dropping.withLock { running in
      let earlier = running
      running = WorkerThreads.shared.start {
        await earlier?.value
        do {
          try await archive.discardDraft(of: subject)
        } catch {
          mailbox.send(.failure("The draft is still there. \(error)"))
        }
      }
    }
  }

  func finishDropping() async {
    await dropping.withLock { $0 }?.value
  }
}
