#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "Postings.h"

/* Source: the SQLite file fts5_index.c, "Structure of the %_data table". Parts of the index are
   numbered, each has pages from `first` to `last`; on a page are words in order, and behind each
   its list of rows, which may go on over pages. At the end of a page is where words begin on it. */

/* The way of keeping lists that is known here. Source: FTS5_CURRENT_VERSION. */
enum { known_version = 4 };
/* Every word of the index itself begins with it, those of its index of beginnings otherwise. */
static const unsigned char main_index = '0';
enum { longest_word = 1 << 16, most_parts = 2000, page_padding = 16 };

typedef struct {
  int64_t number, first, last;
} part;

struct full_text_reader {
  sqlite3 *connection;
  char *data;
  int has_places;
  int (*is_stopped)(void *);
  void *context;
  sqlite3_blob *blob;
  sqlite3_stmt *find;
  part *parts;
  size_t part_count;
  double rows, words;

  /* The page at hand: its words and lists end at `end`, what follows tells where words begin. */
  const part *in;
  int64_t page;
  unsigned char *bytes;
  size_t size, room, end;
  /* Where the next word begins, 0 for none; where the one after it is told. */
  size_t word_at, told_at;
  int is_first_word;
  size_t at;
  /* The last word that was passed. */
  unsigned char *word;
  size_t word_size, word_room;
  /* A list of places that goes on over a page. */
  unsigned char *places;
  size_t places_room;
  /* Rows of words that a later part of the index has taken back, by a hash; 0 is an empty place. */
  uint64_t *gone;
  size_t gone_count, gone_room;
};

int full_text_grow(void **values, size_t *room, size_t needed, size_t size) {
  if (needed <= *room) return 1;
  size_t wider = *room ? *room : 64;
  while (wider < needed) wider *= 2;
  void *grown = realloc(*values, wider * size);
  if (!grown) return 0;
  *values = grown;
  *room = wider;
  return 1;
}

int full_text_reader_is_stopped(full_text_reader *reader) {
  return reader->is_stopped && reader->is_stopped(reader->context);
}

static int read_block(full_text_reader *reader, int64_t number) {
  int status =
      reader->blob
      ? sqlite3_blob_reopen(reader->blob, number)
      : sqlite3_blob_open(
            reader->connection, "main", reader->data, "block", number, 0, &reader->blob);
  /* Lists whose parts are not there are damaged; that a row is missing is no error of the file. */
  if (status == SQLITE_ERROR) return SQLITE_CORRUPT_VTAB;
  if (status != SQLITE_OK) return status;
  reader->size = (size_t)sqlite3_blob_bytes(reader->blob);
  if (!full_text_grow(
          (void **)&reader->bytes, &reader->room, reader->size + page_padding, 1))
    return SQLITE_NOMEM;
  memset(reader->bytes + reader->size, 0, page_padding);
  return sqlite3_blob_read(reader->blob, reader->bytes, (int)reader->size, 0);
}

static size_t number_at(const full_text_reader *reader, size_t *at) {
  uint64_t number = 0;
  if (*at < reader->size) *at += (size_t)read_number(reader->bytes + *at, &number);
  return (size_t)number;
}

/* Takes the next of the places where words begin. */
static int next_word_at(full_text_reader *reader) {
  if (reader->told_at >= reader->size) {
    reader->word_at = 0;
    return SQLITE_OK;
  }
  size_t step = number_at(reader, &reader->told_at);
  size_t place = reader->word_at + step;
  if (step == 0 || step > reader->end || place < 4 || place >= reader->end)
    return SQLITE_CORRUPT_VTAB;
  reader->word_at = place;
  return SQLITE_OK;
}

static int open_page(full_text_reader *reader, int64_t page) {
  if (full_text_reader_is_stopped(reader)) return SQLITE_INTERRUPT;
  reader->page = page;
  int status = read_block(reader, (reader->in->number << 37) + page);
  if (status != SQLITE_OK) return status;
  if (reader->size < 4) return SQLITE_CORRUPT_VTAB;
  reader->end = (size_t)reader->bytes[2] << 8 | reader->bytes[3];
  if (reader->end < 4 || reader->end > reader->size) return SQLITE_CORRUPT_VTAB;
  reader->at = 4;
  reader->told_at = reader->end;
  reader->word_at = 0;
  reader->is_first_word = 1;
  return next_word_at(reader);
}

/* Reads the next word of the page, which has one, and stands behind it. */
static int pass_word(full_text_reader *reader) {
  size_t at = reader->word_at;
  size_t kept = reader->is_first_word ? 0 : number_at(reader, &at);
  size_t added = number_at(reader, &at);
  if (kept > reader->word_size || added > longest_word || at + added > reader->end)
    return SQLITE_CORRUPT_VTAB;
  if (!full_text_grow((void **)&reader->word, &reader->word_room, kept + added, 1))
    return SQLITE_NOMEM;
  memcpy(reader->word + kept, reader->bytes + at, added);
  reader->word_size = kept + added;
  reader->at = at + added;
  reader->is_first_word = 0;
  return next_word_at(reader);
}

/* Whether the list goes on; turns the page at its end, where rows are written whole again. */
static int list_goes_on(full_text_reader *reader, int *goes_on, int *is_whole) {
  *goes_on = 0;
  size_t limit = reader->word_at ? reader->word_at : reader->end;
  if (reader->at > limit) return SQLITE_CORRUPT_VTAB;
  if (reader->at == limit) {
    if (reader->word_at || reader->page >= reader->in->last) return SQLITE_OK;
    int status = open_page(reader, reader->page + 1);
    if (status != SQLITE_OK) return status;
    if (reader->word_at == reader->at || reader->at == reader->end) return SQLITE_OK;
    *is_whole = 1;
  }
  *goes_on = 1;
  return SQLITE_OK;
}

/* The places of a row, which may go on over pages. */
static int take_places(
    full_text_reader *reader, size_t size, const unsigned char **places, int *is_whole) {
  if (reader->at + size <= reader->end) {
    *places = reader->bytes + reader->at;
    reader->at += size;
    return SQLITE_OK;
  }
  size_t taken = 0;
  while (taken < size) {
    size_t here = reader->end - reader->at;
    if (here > size - taken) here = size - taken;
    if (!full_text_grow((void **)&reader->places, &reader->places_room, taken + here, 1))
      return SQLITE_NOMEM;
    memcpy(reader->places + taken, reader->bytes + reader->at, here);
    taken += here;
    reader->at += here;
    if (taken == size) break;
    if (reader->page >= reader->in->last) return SQLITE_CORRUPT_VTAB;
    int status = open_page(reader, reader->page + 1);
    if (status != SQLITE_OK) return status;
    *is_whole = 1;
  }
  *places = reader->places;
  return SQLITE_OK;
}

/* Source: the hash FNV-1a of 64 bits (Fowler, Noll and Vo). */
static uint64_t hash_of_word(const full_text_reader *reader) {
  uint64_t hash = 0xCBF29CE484222325;
  for (size_t at = 0; at < reader->word_size; at++)
    hash = (hash ^ reader->word[at]) * 0x100000001B3;
  return hash;
}

/* Where a hash is among the rows taken back, or would be. */
static size_t gone_place(const full_text_reader *reader, uint64_t hash) {
  size_t place = (size_t)(hash ^ hash >> 29) & (reader->gone_room - 1);
  while (reader->gone[place] && reader->gone[place] != hash)
    place = (place + 1) & (reader->gone_room - 1);
  return place;
}

static int insert_gone(full_text_reader *reader, uint64_t hash) {
  if (2 * reader->gone_count >= reader->gone_room) {
    uint64_t *old = reader->gone;
    size_t old_room = reader->gone_room;
    reader->gone_room = old_room ? 2 * old_room : 256;
    reader->gone = calloc(reader->gone_room, sizeof *reader->gone);
    if (!reader->gone) {
      free(old);
      reader->gone_room = reader->gone_count = 0;
      return SQLITE_NOMEM;
    }
    for (size_t at = 0; at < old_room; at++)
      if (old[at]) reader->gone[gone_place(reader, old[at])] = old[at];
    free(old);
  }
  size_t place = gone_place(reader, hash);
  reader->gone_count += !reader->gone[place];
  reader->gone[place] = hash;
  return SQLITE_OK;
}

static uint64_t mixed(uint64_t word, int64_t row) {
  uint64_t hash = (word ^ (uint64_t)row) * 0x9E3779B97F4A7C15;
  return hash ? hash : 1;
}

/* Whether a row was taken back by a part that came later. */
static int is_gone(const full_text_reader *reader, uint64_t word, int64_t row) {
  return reader->gone_count && reader->gone[gone_place(reader, mixed(word, row))];
}

/* What a row of a list says besides its number: that it is taken back, and its places. */
static int read_row(
    full_text_reader *reader, int *is_taken_back, int *is_there, const unsigned char **places,
    size_t *size, int *is_whole) {
  size_t limit = reader->word_at ? reader->word_at : reader->end;
  *places = NULL;
  *size = 0;
  if (reader->has_places) {
    if (reader->at >= limit) return SQLITE_CORRUPT_VTAB;
    size_t told = number_at(reader, &reader->at);
    *is_taken_back = told & 1;
    *size = told >> 1;
    *is_there = *size > 0;
    if (reader->at > limit || *size > INT32_MAX) return SQLITE_CORRUPT_VTAB;
    return take_places(reader, *size, places, is_whole);
  }
  *is_taken_back = reader->at < limit && reader->bytes[reader->at] == 0;
  reader->at += (size_t)*is_taken_back;
  *is_there = !*is_taken_back;
  if (*is_taken_back && reader->at < limit && reader->bytes[reader->at] == 0) {
    *is_there = 1;
    reader->at++;
  }
  return SQLITE_OK;
}

/* Visits the rows of the word that was passed. */
static int visit_list(full_text_reader *reader, row_visitor visit, void *context) {
  uint64_t word = hash_of_word(reader);
  int64_t row = 0;
  int is_whole = 1;
  for (;;) {
    int goes_on = 0;
    int status = list_goes_on(reader, &goes_on, &is_whole);
    if (status != SQLITE_OK || !goes_on) return status;
    uint64_t step = number_at(reader, &reader->at);
    if (step >= most_rows) return SQLITE_CORRUPT_VTAB;
    row = is_whole ? (int64_t)step : row + (int64_t)step;
    if (row >= most_rows) return SQLITE_CORRUPT_VTAB;
    is_whole = 0;
    const unsigned char *places;
    size_t size;
    int is_taken_back = 0, is_there = 0, was_gone = is_gone(reader, word, row);
    status = read_row(reader, &is_taken_back, &is_there, &places, &size, &is_whole);
    if (status == SQLITE_OK && is_there && !was_gone) status = visit(context, row, places, size);
    if (status == SQLITE_OK && is_taken_back) status = insert_gone(reader, mixed(word, row));
    if (status != SQLITE_OK) return status;
  }
}

/* Opens the page on which a word stands, if it does. */
static int find_page(full_text_reader *reader, const unsigned char *word, size_t count) {
  sqlite3_bind_int64(reader->find, 1, reader->in->number);
  sqlite3_bind_blob(reader->find, 2, word, (int)count, SQLITE_STATIC);
  int64_t page = reader->in->first;
  if (sqlite3_step(reader->find) == SQLITE_ROW) {
    int64_t found = sqlite3_column_int64(reader->find, 0) >> 1;
    /* While parts are put together, the pages of an old one go from the front. */
    if (found > page) page = found;
  }
  int status = sqlite3_reset(reader->find);
  if (status != SQLITE_OK) return status;
  return page > reader->in->last ? SQLITE_CORRUPT_VTAB : open_page(reader, page);
}

static int visit_part(
    full_text_reader *reader, const unsigned char *word, size_t count, int is_beginning,
    row_visitor visit, void *context) {
  int status = find_page(reader, word, count);
  while (status == SQLITE_OK) {
    if (!reader->word_at) {
      if (reader->page >= reader->in->last) return SQLITE_OK;
      status = open_page(reader, reader->page + 1);
      continue;
    }
    status = pass_word(reader);
    if (status != SQLITE_OK) return status;
    size_t shared = reader->word_size < count ? reader->word_size : count;
    int order = memcmp(reader->word, word, shared);
    if (order > 0) return SQLITE_OK;
    if (order < 0 || reader->word_size < count) continue;
    if (!is_beginning && reader->word_size > count) return SQLITE_OK;
    status = visit_list(reader, visit, context);
    if (!is_beginning) return status;
  }
  return status;
}

int full_text_reader_each(
    full_text_reader *reader, const char *form, size_t count, int is_beginning,
    row_visitor visit, void *context) {
  if (count >= longest_word) return SQLITE_OK;
  unsigned char *word = malloc(count + 1);
  if (!word) return SQLITE_NOMEM;
  word[0] = main_index;
  memcpy(word + 1, form, count);
  /* The engine's tables take letters of ASCII as small ones. */
  for (size_t at = 1; at <= count; at++)
    if (word[at] >= 'A' && word[at] <= 'Z') word[at] += 'a' - 'A';
  if (reader->gone_count) memset(reader->gone, 0, reader->gone_room * sizeof *reader->gone);
  reader->gone_count = 0;
  int status = SQLITE_OK;
  /* The newest part first, which tells what of older ones no longer holds. */
  for (size_t at = 0; status == SQLITE_OK && at < reader->part_count; at++) {
    reader->in = &reader->parts[at];
    status = visit_part(reader, word, count + 1, is_beginning, visit, context);
  }
  free(word);
  return status;
}

int full_text_is_word(const char *bytes, size_t count) {
  for (size_t at = 0; at < count; at++) {
    unsigned char byte = (unsigned char)bytes[at];
    int is_letter = byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')
                    || (byte >= '0' && byte <= '9');
    /* Those that the tables of the index are told to keep in words. */
    if (!is_letter && (byte == 0 || !strchr("',:%=~", byte))) return 0;
  }
  return count > 0;
}

/* Reads which parts there are. */
static int read_parts(full_text_reader *reader, int *is_known) {
  enum { parts_block = 10 };
  int status = read_block(reader, parts_block);
  if (status != SQLITE_OK) return status;
  *is_known = reader->size > 4 && reader->bytes[4] != 0xFF;
  if (!*is_known) return SQLITE_OK;
  size_t at = 4;
  size_t levels = number_at(reader, &at), count = number_at(reader, &at);
  number_at(reader, &at);
  if (levels > most_parts || count > most_parts) return SQLITE_CORRUPT_VTAB;
  reader->parts = calloc(count + 1, sizeof *reader->parts);
  if (!reader->parts) return SQLITE_NOMEM;
  for (size_t level = 0; level < levels; level++) {
    number_at(reader, &at);
    size_t here = number_at(reader, &at);
    if (here > count - reader->part_count) return SQLITE_CORRUPT_VTAB;
    /* Small levels are the newer ones; within one the last part is the newest. */
    for (size_t place = reader->part_count + here; place > reader->part_count; place--) {
      part *part = &reader->parts[place - 1];
      part->number = (int64_t)number_at(reader, &at);
      part->first = (int64_t)number_at(reader, &at);
      part->last = (int64_t)number_at(reader, &at);
      if (part->number > 0xFFFF || part->first > part->last || part->last > INT32_MAX)
        return SQLITE_CORRUPT_VTAB;
    }
    reader->part_count += here;
  }
  /* A part of which nothing is left has no pages. */
  size_t kept = 0;
  for (size_t each = 0; each < reader->part_count; each++)
    if (reader->parts[each].last > 0) reader->parts[kept++] = reader->parts[each];
  reader->part_count = kept;
  return SQLITE_OK;
}

static int read_totals(full_text_reader *reader) {
  enum { totals_block = 1 };
  int status = read_block(reader, totals_block);
  if (status != SQLITE_OK) return status;
  size_t at = 0;
  if (reader->size) reader->rows = (double)number_at(reader, &at);
  while (at < reader->size) reader->words += (double)number_at(reader, &at);
  return SQLITE_OK;
}

static int prepare(
    full_text_reader *reader, const char *table, const char *shape, sqlite3_stmt **made) {
  char *text = sqlite3_mprintf(shape, table);
  if (!text) return SQLITE_NOMEM;
  int status = sqlite3_prepare_v2(reader->connection, text, -1, made, NULL);
  sqlite3_free(text);
  return status;
}

static int read_version(full_text_reader *reader, const char *table, int *is_known) {
  sqlite3_stmt *asked = NULL;
  int status = prepare(reader, table, "SELECT v FROM \"%w_config\" WHERE k = 'version'", &asked);
  if (status != SQLITE_OK) return status;
  *is_known = sqlite3_step(asked) == SQLITE_ROW && sqlite3_column_int(asked, 0) == known_version;
  return sqlite3_finalize(asked);
}

int full_text_reader_open(
    void *connection, const char *table, int has_places, int (*is_stopped)(void *), void *context,
    full_text_reader **opened) {
  *opened = NULL;
  full_text_reader *reader = calloc(1, sizeof *reader);
  if (!reader) return SQLITE_NOMEM;
  reader->connection = connection;
  reader->has_places = has_places;
  reader->is_stopped = is_stopped;
  reader->context = context;
  reader->data = sqlite3_mprintf("%s_data", table);
  int is_known = 0;
  int status = reader->data ? read_version(reader, table, &is_known) : SQLITE_NOMEM;
  if (status == SQLITE_OK && is_known) status = read_parts(reader, &is_known);
  if (status == SQLITE_OK && is_known) status = read_totals(reader);
  if (status == SQLITE_OK && is_known)
    status = prepare(
        reader, table,
        "SELECT pgno FROM \"%w_idx\" WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1",
        &reader->find);
  if (status == SQLITE_OK && is_known) {
    *opened = reader;
  } else {
    full_text_reader_close(reader);
  }
  return status;
}

void full_text_reader_close(full_text_reader *reader) {
  if (!reader) return;
  sqlite3_blob_close(reader->blob);
  sqlite3_finalize(reader->find);
  sqlite3_free(reader->data);
  free(reader->parts);
  free(reader->bytes);
  free(reader->word);
  free(reader->places);
  free(reader->gone);
  free(reader);
}

int full_text_reader_totals(full_text_reader *reader, double *rows, double *words) {
  *rows = reader->rows;
  *words = reader->words;
  return SQLITE_OK;
}
