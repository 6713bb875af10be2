#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "Postings.h"

full_text_rows *full_text_rows_make(int64_t end) {
  if (end < 0 || end > most_rows) return NULL;
  full_text_rows *rows = calloc(1, sizeof *rows);
  if (!rows) return NULL;
  rows->end = (size_t)end;
  rows->bits = calloc(rows->end / 64 + 1, sizeof *rows->bits);
  if (rows->bits) return rows;
  free(rows);
  return NULL;
}

void full_text_rows_free(full_text_rows *rows) {
  if (!rows) return;
  free(rows->bits);
  free(rows);
}

void full_text_rows_insert(full_text_rows *rows, int64_t row) {
  if (row >= 0 && (size_t)row < rows->end) rows->bits[row / 64] |= 1ULL << row % 64;
}

static int insert_row(void *context, int64_t row, const unsigned char *places, size_t size) {
  (void)places;
  (void)size;
  full_text_rows_insert(context, row);
  return SQLITE_OK;
}

int full_text_rows_read(
    full_text_rows *rows, full_text_reader *reader, const char *word, size_t count) {
  return full_text_reader_each(reader, word, count, 0, insert_row, rows);
}

full_text_postings *full_text_postings_make(int64_t end) {
  if (end < 0 || end > most_rows) return NULL;
  full_text_postings *postings = calloc(1, sizeof *postings);
  if (!postings) return NULL;
  postings->end = (size_t)end;
  postings->frequency = calloc(postings->end + 1, sizeof *postings->frequency);
  postings->first = calloc(postings->end + 1, sizeof *postings->first);
  if (postings->frequency && postings->first) return postings;
  full_text_postings_free(postings);
  return NULL;
}

void full_text_postings_free(full_text_postings *postings) {
  if (!postings) return;
  free(postings->frequency);
  free(postings->first);
  free(postings->rows);
  free(postings->postings);
  free(postings->places);
  free(postings);
}

size_t full_text_postings_size(const full_text_postings *postings) {
  return sizeof *postings + 2 * postings->end * sizeof *postings->frequency
         + postings->row_room * sizeof *postings->rows
         + postings->posting_room * sizeof *postings->postings + postings->places_room;
}

uint32_t full_text_count_places(const unsigned char *at, size_t size) {
  const unsigned char *end = at + size;
  uint32_t count = 0;
  while (at < end) {
    int is_column = *at == 1;
    if (is_column) at++;
    while (at < end && *at >= 128) at++;
    at++;
    count += !is_column;
  }
  return count;
}

static int add_posting(void *context, int64_t row, const unsigned char *places, size_t size) {
  full_text_postings *into = context;
  /* A row of a text that came after the number of rows was asked for is no part of this view. */
  if ((size_t)row >= into->end) return SQLITE_OK;
  if (!full_text_grow(
          (void **)&into->postings, &into->posting_room, into->posting_count + 1,
          sizeof *into->postings)
      || !full_text_grow(
          (void **)&into->rows, &into->row_room, into->row_count + 1, sizeof *into->rows)
      || !full_text_grow(
          (void **)&into->places, &into->places_room, into->places_count + size, 1)
      || into->posting_count >= UINT32_MAX - 1)
    return SQLITE_NOMEM;
  memcpy(into->places + into->places_count, places, size);
  into->postings[into->posting_count++] =
      (posting){.next = into->first[row], .size = (uint32_t)size, .at = into->places_count};
  into->places_count += size;
  if (!into->first[row]) into->rows[into->row_count++] = (uint32_t)row;
  into->first[row] = (uint32_t)into->posting_count;
  into->frequency[row] += full_text_count_places(places, size);
  if (into->forms < most_counted) into->hits[into->forms]++;
  return SQLITE_OK;
}

int full_text_postings_read(
    full_text_postings *postings, full_text_reader *reader, const char *form, size_t count,
    int is_beginning) {
  size_t before = postings->row_count;
  int status = full_text_reader_each(reader, form, count, is_beginning, add_posting, postings);
  /* Words with one beginning stand in the same rows again; these count once. */
  if (is_beginning && postings->forms < most_counted)
    postings->hits[postings->forms] = (int64_t)(postings->row_count - before);
  postings->forms++;
  return status;
}
