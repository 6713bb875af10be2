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
         + postings->posting_room * (sizeof *postings->rows + sizeof *postings->postings)
         + postings->places_room;
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

/* The same of a list with padding behind it, eight bytes at a time: the first of them the least. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "lists are counted by little-endian words");
static uint32_t count_padded_places(const unsigned char *at, size_t size) {
  const uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
  uint32_t count = 0;
  for (size_t done = 0; done < size; done += sizeof(uint64_t)) {
    uint64_t bytes;
    memcpy(&bytes, at + done, sizeof bytes);
    /* What is behind the list is made to look like the inside of a number. */
    if (size - done < sizeof bytes) bytes |= highs & (UINT64_MAX << 8 * (size - done));
    uint64_t without_ones = bytes ^ ones;
    /* Any byte that is 1. Source: Hacker's Delight (2nd ed.), 6-1, finding a byte that is 0. */
    if ((without_ones - ones) & ~without_ones & highs) return full_text_count_places(at, size);
    count += (uint32_t)__builtin_popcountll(~bytes & highs);
  }
  return count;
}

static int make_room(full_text_postings *into, size_t size) {
  if (into->posting_count >= UINT32_MAX - 1 || into->places_count + size + places_padding >= UINT32_MAX)
    return SQLITE_NOMEM;
  size_t room = into->posting_room, needed = into->posting_count + 1;
  if (!full_text_grow((void **)&into->rows, &room, needed, sizeof *into->rows)
      || !full_text_grow(
          (void **)&into->postings, &into->posting_room, needed, sizeof *into->postings)
      || !full_text_grow(
          (void **)&into->places, &into->places_room,
          into->places_count + size + places_padding, 1))
    return SQLITE_NOMEM;
  return SQLITE_OK;
}

static int add_posting(void *context, int64_t row, const unsigned char *places, size_t size) {
  full_text_postings *into = context;
  /* A row of a text that came after the number of rows was asked for is no part of this view. */
  if ((size_t)row >= into->end) return SQLITE_OK;
  if (into->posting_count == into->posting_room
      || into->places_count + size + places_padding > into->places_room) {
    int status = make_room(into, size);
    if (status != SQLITE_OK) return status;
  }
  unsigned char *copy = into->places + into->places_count;
  /* A length known beforehand is one instruction. */
  if (size > places_padding)
    memcpy(copy, places, size);
  else if (places)
    memcpy(copy, places, places_padding);
  into->frequency[row] += count_padded_places(copy, size);
  uint32_t *first = &into->first[row];
  if (!*first) into->rows[into->row_count++] = (uint32_t)row;
  into->postings[into->posting_count++] =
      (posting){.next = *first, .at = (uint32_t)into->places_count};
  *first = (uint32_t)into->posting_count;
  into->places_count += size;
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
