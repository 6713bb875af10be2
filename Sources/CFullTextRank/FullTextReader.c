#include <stdlib.h>
#include <string.h>

#include "Reader.h"

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
    size_t told = full_text_number_at(reader, &reader->at);
    *is_taken_back = told & 1;
    *size = told >> 1;
    *is_there = *size > 0;
    if (reader->at > limit || *size > INT32_MAX) return SQLITE_CORRUPT_VTAB;
    return full_text_take_places(reader, *size, places, is_whole);
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
    int status = full_text_list_goes_on(reader, &goes_on, &is_whole);
    if (status != SQLITE_OK || !goes_on) return status;
    uint64_t step = full_text_number_at(reader, &reader->at);
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

/* The page on which a word stands, if it does, as the table beside the pages tells. */
static int told_page(
    full_text_reader *reader, const unsigned char *word, size_t count, int64_t *page) {
  sqlite3_bind_int64(reader->find, 1, reader->in->number);
  sqlite3_bind_blob(reader->find, 2, word, (int)count, SQLITE_STATIC);
  *page = reader->in->first;
  if (sqlite3_step(reader->find) == SQLITE_ROW) {
    int64_t found = sqlite3_column_int64(reader->find, 0) >> 1;
    /* While parts are put together, the pages of an old one go from the front. */
    if (found > *page) *page = found;
  }
  return sqlite3_reset(reader->find);
}

/* Opens the page on which a word stands, if it does. */
static int find_page(full_text_reader *reader, const unsigned char *word, size_t count) {
  int64_t page = 0;
  int status = told_page(reader, word, count, &page);
  if (status != SQLITE_OK) return status;
  return page > reader->in->last ? SQLITE_CORRUPT_VTAB : full_text_open_page(reader, page);
}

static int visit_part(
    full_text_reader *reader, const unsigned char *word, size_t count, int is_beginning,
    row_visitor visit, void *context) {
  int status = find_page(reader, word, count);
  int was_met = 0, is_later_page = 0;
  while (status == SQLITE_OK) {
    if (!reader->word_at) {
      if (reader->page >= reader->in->last) return SQLITE_OK;
      status = full_text_open_page(reader, reader->page + 1);
      is_later_page = 1;
      continue;
    }
    status = full_text_pass_word(reader);
    if (status != SQLITE_OK) return status;
    size_t shared = reader->word_size < count ? reader->word_size : count;
    int order = memcmp(reader->word, word, shared);
    /* The table that tells which page a word is on would have led to this page, not to one before. */
    if (is_later_page && !was_met && (order < 0 || (order == 0 && reader->word_size <= count)))
      return SQLITE_CORRUPT_VTAB;
    if (order > 0) return SQLITE_OK;
    if (order < 0 || reader->word_size < count) continue;
    if (!is_beginning && reader->word_size > count) return SQLITE_OK;
    was_met = 1;
    status = visit_list(reader, visit, context);
    if (!is_beginning) return status;
  }
  return status;
}

/* Visits the rows of a form in the part at hand. */
static int each_in_part(
    full_text_reader *reader, const char *form, size_t count, int is_beginning,
    row_visitor visit, void *context) {
  unsigned char *word = malloc(count + 1);
  if (!word) return SQLITE_NOMEM;
  word[0] = main_index;
  memcpy(word + 1, form, count);
  /* The engine's tables take letters of ASCII as small ones. */
  for (size_t at = 1; at <= count; at++)
    if (word[at] >= 'A' && word[at] <= 'Z') word[at] += 'a' - 'A';
  int status = visit_part(reader, word, count + 1, is_beginning, visit, context);
  free(word);
  return status;
}

int full_text_reader_each(
    full_text_reader *reader, const char *form, size_t count, int is_beginning,
    row_visitor visit, void *context) {
  if (count >= longest_word) return SQLITE_OK;
  if (reader->gone_count) memset(reader->gone, 0, reader->gone_room * sizeof *reader->gone);
  reader->gone_count = 0;
  int status = SQLITE_OK;
  /* The newest part first, which tells what of older ones no longer holds. */
  for (size_t at = 0; status == SQLITE_OK && at < reader->part_count; at++) {
    reader->in = &reader->parts[at];
    status = each_in_part(reader, form, count, is_beginning, visit, context);
  }
  return status;
}

int full_text_reader_check(full_text_reader *reader) {
  for (size_t at = 0; at < reader->part_count; at++) {
    reader->in = &reader->parts[at];
    for (int64_t page = reader->in->first; page <= reader->in->last; page++) {
      int status = full_text_open_page(reader, page);
      if (status != SQLITE_OK) return status;
      if (!reader->word_at || page == reader->in->first) continue;
      int64_t found = 0;
      status = full_text_pass_word(reader);
      if (status == SQLITE_OK)
        status = told_page(reader, reader->word, reader->word_size, &found);
      if (status != SQLITE_OK) return status;
      if (found != page) return SQLITE_CORRUPT_VTAB;
    }
  }
  return SQLITE_OK;
}

static int list_row(void *context, int64_t row, const unsigned char *places, size_t size) {
  full_text_reader *reader = context;
  (void)places;
  (void)size;
  if (!full_text_grow(
          (void **)&reader->listed, &reader->listed_room, reader->listed_count + 1,
          sizeof *reader->listed))
    return SQLITE_NOMEM;
  reader->listed[reader->listed_count++] = row;
  return SQLITE_OK;
}

size_t full_text_reader_parts(const full_text_reader *reader) { return reader->part_count; }

int full_text_reader_list(
    full_text_reader *reader, size_t part, const char *word, size_t count, const int64_t **rows,
    size_t *found) {
  reader->listed_count = 0;
  int status = SQLITE_OK;
  if (part < reader->part_count && count < longest_word) {
    /* The oldest part is the last, and most often the largest. */
    reader->in = &reader->parts[reader->part_count - 1 - part];
    status = each_in_part(reader, word, count, 0, list_row, reader);
  }
  *rows = reader->listed;
  *found = reader->listed_count;
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
