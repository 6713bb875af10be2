#ifndef POSTINGS_H
#define POSTINGS_H

#include "include/FullTextPostings.h"

/* What the files of this target know of each other's values. */

struct full_text_lengths {
  uint32_t *values;
  size_t count;
};

/* More rows than an archive on one machine has; keeps a damaged row number from eating memory. */
enum { most_rows = 1 << 26 };

/* Forms of one word whose rows are counted: the nearest tell how frequent it is. */
enum { most_counted = 16 };

/* Positions looked at in a row for nearness; words standing close do so early or often. */
enum { most_positions = 512 };

/* Bytes that can be read and written behind any list of places, so that most are copied at once. */
enum { places_padding = 16 };

/* Source: the constants of bm25() in SQLite. */
static const double bm25_k1 = 1.2, bm25_b = 0.75;

/* A word's weight by the rows that have it: in more than half of them next to nothing, not less. */
double full_text_weight(double hits, double rows);

struct full_text_rows {
  size_t end;
  uint64_t *bits;
};

/* The places of one form in one row, as the engine wrote them: from `at` to those that came next.
   An ordinary word has one in most rows, so every byte of it is felt. */
typedef struct {
  /* The next form's in this row, counted from 1; 0 after the last. */
  uint32_t next;
  uint32_t at;
} posting;

struct full_text_postings {
  size_t end;
  /* By row: how often the forms stand in it, and its first posting, counted from 1. */
  uint32_t *frequency;
  uint32_t *first;
  /* Rows that have any, as they came; with room for as many as there are postings. */
  uint32_t *rows;
  size_t row_count;
  posting *postings;
  size_t posting_count, posting_room;
  /* With `places_padding` bytes behind them. */
  unsigned char *places;
  size_t places_count, places_room;
  int64_t hits[most_counted];
  int forms;
};

/* What is done with each row of a list: `places` is `size` bytes of it with `places_padding` readable
   ones behind them, or NULL where the table has none. Returns a code of SQLite. */
typedef int (*row_visitor)(
    void *context, int64_t row, const unsigned char *places, size_t size);

int full_text_reader_each(
    full_text_reader *reader, const char *form, size_t count, int is_beginning,
    row_visitor visit, void *context);

/* The rows and the words of the whole table. */
int full_text_reader_totals(full_text_reader *reader, double *rows, double *words);

int full_text_reader_is_stopped(full_text_reader *reader);

/* A number of seven bits a byte, the last of nine bytes with eight; returns the bytes it has.
   Source: the SQLite file format, "varint". */
static inline int read_number(const unsigned char *bytes, uint64_t *number) {
  uint64_t value = 0;
  for (int at = 0; at < 8; at++) {
    value = value << 7 | (bytes[at] & 0x7F);
    if (bytes[at] < 0x80) {
      *number = value;
      return at + 1;
    }
  }
  *number = value << 8 | bytes[8];
  return 9;
}

int full_text_widen(void **values, size_t *room, size_t needed, size_t size);

/* Makes room for so many values of a size; returns 0 without memory. Asked at every row of a list,
   and nearly always there is room. */
static inline int full_text_grow(void **values, size_t *room, size_t needed, size_t size) {
  return needed <= *room || full_text_widen(values, room, needed, size);
}

/* Counts the places in a list of the engine's: numbers of seven bits a byte, the last byte of each
   below 128; a 1 tells that the number after it is a column.
   Source: the SQLite file fts5_index.c, "position lists". */
uint32_t full_text_count_places(const unsigned char *at, size_t size);

#endif
