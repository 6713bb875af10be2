internal import GRDB
internal import SpaltText

/// The index in one view of the archive, with what is remembered of it.
struct IndexView {
  let database: Database
  let memory: SearchMemory
  let lengths: TextLengths
  let languages: [Language]
  let generation: Int
  let stop: Stop
  /// `nil` where the engine itself has to be asked.
  let lists: TextLists?
  /// The same for the term list.
  let keys: TermKeyLists?

  /// Where asked to, lists are read where they lie when they can be.
  init(
    _ archive: EmbeddedArchive, until stop: Stop, readsLists: Bool, _ database: Database
  ) throws {
    (memory, lengths) = (archive.memory, archive.lengths)
    (self.database, self.stop) = (database, stop)
    try IndexSoundness.checkEnds(database)
    languages = try TermList.languages(database)
    generation = try IndexRecord.fetch(database)?.generation ?? 0
    let rows = 1 + (try Int64.fetchOne(database, sql: "SELECT max(id) FROM text") ?? 0)
    memory.prepare(generation, rows: rows)
    lists = readsLists ? try TextLists(rows: rows, memory, until: stop, database) : nil
    keys = readsLists ? try TermKeyLists(until: stop, database) : nil
  }
}
