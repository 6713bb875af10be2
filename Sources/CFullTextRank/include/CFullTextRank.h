#ifndef CFULLTEXTRANK_H
#define CFULLTEXTRANK_H

#include <stddef.h>
#include <stdint.h>

/* Ranks the rows of a full-text table by BM25, with the lengths of the rows in a flat array.
   The database's own function looks every length up in a tree, which is most of its time. */

typedef struct full_text_lengths full_text_lengths;

/* An empty array, or NULL without memory. */
full_text_lengths *full_text_lengths_make(void);
void full_text_lengths_free(full_text_lengths *lengths);
void full_text_lengths_clear(full_text_lengths *lengths);

/* Sets the lengths, in tokens, of `count` rows from row `first` on; 0 is an unknown length, which
   is then asked of the table. Returns 0 without memory or when the rows make no sense. */
int full_text_lengths_set(
    full_text_lengths *lengths, int64_t first, const uint32_t *values, size_t count);

/* Makes `text_rank(table, groups, nearness)` known to a connection of SQLite.

   `groups` is a blob with a byte for each phrase of the query: phrases of one group are forms of
   one word and count as one, those of group 255 count nothing. Missing bytes give a phrase a group of its own. With `nearness` other
   than 0 a row is worth up to twice as much when all groups stand close together in it.
   The result is negative, the best row the least, as bm25() has it; without groups and nearness
   it is the result of bm25().

   `lengths` must outlive the connection. Returns a code of SQLite. */
int full_text_rank_register(void *connection, full_text_lengths *lengths);

/* Makes `holds(text, part)` known to a connection of SQLite: whether some bytes stand in a text.

   What instr() tells too, by trying at every byte: of thousands of rows of words that was a sixth
   of the time of a key in a search. Returns a code of SQLite. */
int full_text_holds_register(void *connection);

#include "FullTextPostings.h"

#endif
