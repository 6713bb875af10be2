#include "ArchiveGuard.h"

#include <malloc.h>
#include <sqlite3.h>

int spalt_set_defensive(void *connection, int isOn) {
  return sqlite3_db_config((sqlite3 *)connection, SQLITE_DBCONFIG_DEFENSIVE, isOn != 0, (int *)0);
}

void spalt_watch_progress(void *connection, int steps, int (*isReached)(void *), void *context) {
  sqlite3_progress_handler((sqlite3 *)connection, steps, isReached, context);
}

void spalt_return_memory(void) { malloc_trim(0); }

void spalt_share_one_heap(void) { mallopt(M_ARENA_MAX, 1); }

void spalt_keep_large_pieces_apart(void) { mallopt(M_MMAP_THRESHOLD, 256 << 10); }

void spalt_expect_short_life(void) {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
