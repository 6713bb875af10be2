#include <stdlib.h>
#include <string.h>

#include "Reader.h"

int full_text_widen(void **values, size_t *room, size_t needed, size_t size) {
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

int full_text_read_block(full_text_reader *reader, int64_t number) {
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

/* Takes the next of the places where words begin. */
static int next_word_at(full_text_reader *reader) {
  if (reader->told_at >= reader->size) {
    reader->word_at = 0;
    return SQLITE_OK;
  }
  size_t step = full_text_number_at(reader, &reader->told_at);
  size_t place = reader->word_at + step;
  if (step == 0 || step > reader->end || place < 4 || place >= reader->end)
    return SQLITE_CORRUPT_VTAB;
  reader->word_at = place;
  return SQLITE_OK;
}

int full_text_open_page(full_text_reader *reader, int64_t page) {
  if (full_text_reader_is_stopped(reader)) return SQLITE_INTERRUPT;
  reader->page = page;
  int64_t block = (reader->in->number << 37) + page;
  /* Words asked for in their order often stand on one page. */
  if (block != reader->block) {
    reader->block = 0;
    int status = full_text_read_block(reader, block);
    if (status != SQLITE_OK) return status;
    reader->block = block;
  }
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
int full_text_pass_word(full_text_reader *reader) {
  size_t at = reader->word_at;
  size_t kept = reader->is_first_word ? 0 : full_text_number_at(reader, &at);
  size_t added = full_text_number_at(reader, &at);
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

int full_text_turn_page(full_text_reader *reader, int *goes_on, int *is_whole) {
  *goes_on = 0;
  if (reader->word_at || reader->page >= reader->in->last) return SQLITE_OK;
  int status = full_text_open_page(reader, reader->page + 1);
  if (status != SQLITE_OK) return status;
  if (reader->word_at == reader->at || reader->at == reader->end) return SQLITE_OK;
  *goes_on = *is_whole = 1;
  return SQLITE_OK;
}

int full_text_gather_places(
    full_text_reader *reader, size_t size, const unsigned char **places, int *is_whole) {
  size_t taken = 0;
  while (taken < size) {
    size_t here = reader->end - reader->at;
    if (here > size - taken) here = size - taken;
    if (!full_text_grow((void **)&reader->places, &reader->places_room, taken + here + places_padding, 1))
      return SQLITE_NOMEM;
    memcpy(reader->places + taken, reader->bytes + reader->at, here);
    taken += here;
    reader->at += here;
    if (taken == size) break;
    if (reader->page >= reader->in->last) return SQLITE_CORRUPT_VTAB;
    int status = full_text_open_page(reader, reader->page + 1);
    if (status != SQLITE_OK) return status;
    *is_whole = 1;
  }
  *places = reader->places;
  return SQLITE_OK;
}
