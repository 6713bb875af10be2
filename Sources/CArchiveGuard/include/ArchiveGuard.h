#ifndef SPALT_ARCHIVE_GUARD_H
#define SPALT_ARCHIVE_GUARD_H

/// Sets whether a database connection refuses statements that could damage the file on purpose.
///
/// A function of its own because the one of SQLite takes any number of arguments, which Swift
/// cannot call.
///
/// @param connection A `sqlite3 *`.
/// @param isOn Not 0 for refusing.
/// @return SQLite's result code, 0 when all is well.
int spalt_set_defensive(void *connection, int isOn);

/// Has a database connection ask from time to time whether to give up the statement that is running.
///
/// @param connection A `sqlite3 *`.
/// @param steps Instructions of the database's machine between two askings; 0 for never.
/// @param isReached Not 0 for giving up; called on the thread that runs the statement.
/// @param context What it is given.
void spalt_watch_progress(void *connection, int steps, int (*isReached)(void *), void *context);

/// Gives memory that is free within the process back to the system; takes some milliseconds.
void spalt_return_memory(void);

/// From now on large pieces of memory go back to the system as soon as they are free.
///
/// Unless told, the C library keeps ever larger ones (Source: mallopt(3), M_MMAP_THRESHOLD).
void spalt_keep_large_pieces_apart(void);

/// From now on all threads take memory from one heap.
///
/// Unless told, each gets one of its own, which grows a page at a time with a call of the system
/// each (Source: mallopt(3), M_ARENA_MAX).
void spalt_share_one_heap(void);

/// For a program that answers one question and ends: memory is asked of the system in few large
/// pieces, the first of them in large pages, and not given back, and the database keeps no count of it. Before the first connection.
///
/// Unless told, a second thread gets its memory a page of the system at a time, each of them a
/// call and a fault.
void spalt_expect_short_life(void);

#endif
