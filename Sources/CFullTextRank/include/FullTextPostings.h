#ifndef FULLTEXTPOSTINGS_H
#define FULLTEXTPOSTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "CFullTextRank.h"

/* Reads the lists of a full-text table where they lie, a word at a time, and finds and ranks rows
   with them.

   The engine walks all forms of all words side by side, and asks every form at every row; of a
   word with two hundred forms that is two hundred questions a row. Here each list is read once,
   from its start to its end, and can be kept for the next query. */

/* Reads the lists of one table in one view of the database. */
typedef struct full_text_reader full_text_reader;

/* Opens a table of this connection, in a transaction that lasts as long as the reader.

   `is_stopped` is asked every few thousand bytes, and ends the reading with SQLITE_INTERRUPT.
   Sets NULL and returns SQLITE_OK where the engine keeps its lists in a way that is not known here:
   then it has to be asked itself. Returns SQLITE_CORRUPT_VTAB for lists that make no sense. */
int full_text_reader_open(
    void *connection, const char *table, int has_places, int (*is_stopped)(void *), void *context,
    full_text_reader **opened);
void full_text_reader_close(full_text_reader *reader);

/* The parts that the lists lie in, and the rows of a word in one of them, the oldest part first;
   they last until the next call. Meant for lists from which nothing is ever taken back. */
size_t full_text_reader_parts(const full_text_reader *reader);
int full_text_reader_list(
    full_text_reader *reader, size_t part, const char *word, size_t count, const int64_t **rows,
    size_t *found);

/* The rows of the table, as the engine counts them. */
double full_text_reader_rows(const full_text_reader *reader);

/* Reads all pages, and whether each is found by the first word on it. Returns a code of SQLite. */
int full_text_reader_check(full_text_reader *reader);

/* Whether the engine takes some bytes for one word, as they are. */
int full_text_is_word(const char *bytes, size_t count);

/* A set of rows. */
typedef struct full_text_rows full_text_rows;

/* An empty set for rows below a number, or NULL without memory. */
full_text_rows *full_text_rows_make(int64_t end);
void full_text_rows_free(full_text_rows *rows);
void full_text_rows_insert(full_text_rows *rows, int64_t row);

/* Adds the rows that have a word. Returns a code of SQLite. */
int full_text_rows_read(
    full_text_rows *rows, full_text_reader *reader, const char *word, size_t count);

/* In which rows and at what places one of several forms of a word stands. */
typedef struct full_text_postings full_text_postings;

full_text_postings *full_text_postings_make(int64_t end);
void full_text_postings_free(full_text_postings *postings);

/* Adds a form, nearer ones before; or all words that begin with it. Returns a code of SQLite. */
int full_text_postings_read(
    full_text_postings *postings, full_text_reader *reader, const char *form, size_t count,
    int is_beginning);

/* Bytes of memory. */
size_t full_text_postings_size(const full_text_postings *postings);

/* Rows that have all the words of one of several alternatives. */
typedef struct full_text_selection full_text_selection;

full_text_selection *full_text_selection_make(int64_t end);
void full_text_selection_free(full_text_selection *selection);

/* Begins another alternative; then words are added to it. Return 0 without memory. */
int full_text_selection_begin_alternative(full_text_selection *selection);
int full_text_selection_begin_word(full_text_selection *selection);
/* Adds forms to the last word; they must outlive the selection. */
int full_text_selection_add(full_text_selection *selection, const full_text_postings *forms);

/* Finds the rows: all there are when there is no alternative. Returns a code of SQLite. */
int full_text_selection_find(full_text_selection *selection);
/* Leaves out rows that are not in a set; those of another selection; those before a number. */
void full_text_selection_keep(full_text_selection *selection, const full_text_rows *rows);
void full_text_selection_drop(full_text_selection *selection, const full_text_selection *other);
void full_text_selection_drop_before(full_text_selection *selection, int64_t row);

int64_t full_text_selection_count(const full_text_selection *selection);

/* The highest rows below one, highest first; returns how many. */
size_t full_text_selection_newest(
    const full_text_selection *selection, int64_t below, int64_t *rows, size_t most);

/* The rows of least score after a score and a row, as text_rank() would have it for the table of
   the reader; sets how many there are. Returns a code of SQLite. */
int full_text_selection_best(
    full_text_selection *selection, full_text_reader *reader, const full_text_lengths *lengths,
    int nearness, double after_score, int64_t after_row, int64_t *rows, double *scores,
    size_t most, size_t *count);

#endif
