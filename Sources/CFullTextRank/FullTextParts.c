#include <stdlib.h>
#include <string.h>

#include "Reader.h"

/* The way of keeping lists that is known here. Source: FTS5_CURRENT_VERSION. */
enum { known_version = 4 };

/* Reads which parts there are. */
static int read_parts(full_text_reader *reader, int *is_known) {
  enum { parts_block = 10 };
  int status = full_text_read_block(reader, parts_block);
  if (status != SQLITE_OK) return status;
  *is_known = reader->size > 4 && reader->bytes[4] != 0xFF;
  if (!*is_known) return SQLITE_OK;
  size_t at = 4;
  size_t levels = full_text_number_at(reader, &at), count = full_text_number_at(reader, &at);
  full_text_number_at(reader, &at);
  if (levels > most_parts || count > most_parts) return SQLITE_CORRUPT_VTAB;
  reader->parts = calloc(count + 1, sizeof *reader->parts);
  if (!reader->parts) return SQLITE_NOMEM;
  for (size_t level = 0; level < levels; level++) {
    full_text_number_at(reader, &at);
    size_t here = full_text_number_at(reader, &at);
    if (here > count - reader->part_count) return SQLITE_CORRUPT_VTAB;
    /* Small levels are the newer ones; within one the last part is the newest. */
    for (size_t place = reader->part_count + here; place > reader->part_count; place--) {
      part *part = &reader->parts[place - 1];
      part->number = (int64_t)full_text_number_at(reader, &at);
      part->first = (int64_t)full_text_number_at(reader, &at);
      part->last = (int64_t)full_text_number_at(reader, &at);
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
  int status = full_text_read_block(reader, totals_block);
  if (status != SQLITE_OK) return status;
  size_t at = 0;
  if (reader->size) reader->rows = (double)full_text_number_at(reader, &at);
  while (at < reader->size) reader->words += (double)full_text_number_at(reader, &at);
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
  free(reader->listed);
  free(reader->gone);
  free(reader);
}

double full_text_reader_rows(const full_text_reader *reader) { return reader->rows; }

int full_text_reader_totals(full_text_reader *reader, double *rows, double *words) {
  *rows = reader->rows;
  *words = reader->words;
  return SQLITE_OK;
}
