#define _GNU_SOURCE

#include "ArchiveGuard.h"

#include <malloc.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int spalt_set_defensive(void *connection, int isOn) {
  return sqlite3_db_config((sqlite3 *)connection, SQLITE_DBCONFIG_DEFENSIVE, isOn != 0, (int *)0);
}

void spalt_watch_progress(void *connection, int steps, int (*isReached)(void *), void *context) {
  sqlite3_progress_handler((sqlite3 *)connection, steps, isReached, context);
}

void spalt_return_memory(void) { malloc_trim(0); }

void spalt_share_one_heap(void) { mallopt(M_ARENA_MAX, 1); }

void spalt_keep_large_pieces_apart(void) { mallopt(M_MMAP_THRESHOLD, 256 << 10); }

/* Has the heap grow for the first time, and that by large pages of two megabytes, each of which comes
   with one fault where small ones come with five hundred. Where the system gives none nothing
   changes. */
static void spalt_take_large_pages(void) {
  const uintptr_t page = 2 << 20;
  uintptr_t start = ((uintptr_t)sbrk(0) + page - 1) & ~(page - 1);
  /* Kept from being left out by the compiler. */
  void *volatile grown = malloc(256 << 10);
  uintptr_t end = (uintptr_t)sbrk(0) & ~(page - 1);
  if (end > start) madvise((void *)start, end - start, MADV_HUGEPAGE);
  free(grown);
}

void spalt_expect_short_life(void) {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, 8 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  spalt_take_large_pages();
}
