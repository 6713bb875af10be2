#ifndef READER_H
#define READER_H

#include <sqlite3.h>

#include "Postings.h"

/* Source: the SQLite file fts5_index.c, "Structure of the %_data table". Parts of the index are
   numbered, each has pages from `first` to `last`; on a page are words in order, and behind each
   its list of rows, which may go on over pages. At the end of a page is where words begin on it. */

/* Every word of the index itself begins with it, those of its index of beginnings otherwise. */
static const unsigned char main_index = '0';
enum { longest_word = 1 << 16, most_parts = 2000, page_padding = places_padding };

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

  /* Rows that were asked for by themselves. */
  int64_t *listed;
  size_t listed_count, listed_room;

  /* The page at hand: its words and lists end at `end`, what follows tells where words begin. */
  const part *in;
  int64_t page, block;
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

/* Reads a row of the table that holds the pages. */
int full_text_read_block(full_text_reader *reader, int64_t number);

/* Reads a number of the page, which has zeros behind its end, and steps over it. */
static inline size_t full_text_number_at(const full_text_reader *reader, size_t *at) {
  uint64_t number = 0;
  if (*at < reader->size) *at += (size_t)read_number(reader->bytes + *at, &number);
  return (size_t)number;
}

int full_text_open_page(full_text_reader *reader, int64_t page);

/* Reads the next word of the page, which has one, and stands behind it. */
int full_text_pass_word(full_text_reader *reader);

/* Goes on with a list on the next page, if it does, where rows are written whole again. */
int full_text_turn_page(full_text_reader *reader, int *goes_on, int *is_whole);

/* Whether the list goes on. */
static inline int full_text_list_goes_on(full_text_reader *reader, int *goes_on, int *is_whole) {
  size_t limit = reader->word_at ? reader->word_at : reader->end;
  if (reader->at > limit) return SQLITE_CORRUPT_VTAB;
  *goes_on = 1;
  return reader->at < limit ? SQLITE_OK : full_text_turn_page(reader, goes_on, is_whole);
}

/* Puts together the places of a row that go on over pages. */
int full_text_gather_places(
    full_text_reader *reader, size_t size, const unsigned char **places, int *is_whole);

/* The places of a row. */
static inline int full_text_take_places(
    full_text_reader *reader, size_t size, const unsigned char **places, int *is_whole) {
  if (reader->at + size > reader->end)
    return full_text_gather_places(reader, size, places, is_whole);
  *places = reader->bytes + reader->at;
  reader->at += size;
  return SQLITE_OK;
}

#endif
