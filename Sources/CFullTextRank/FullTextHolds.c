#define _GNU_SOURCE

#include "CFullTextRank.h"

#include <sqlite3.h>
#include <string.h>

static void holds(sqlite3_context *context, int count, sqlite3_value **values) {
  (void)count;
  const void *text = sqlite3_value_text(values[0]);
  const void *part = sqlite3_value_text(values[1]);
  if (!text || !part) return;
  const void *found = memmem(
      text, (size_t)sqlite3_value_bytes(values[0]), part, (size_t)sqlite3_value_bytes(values[1]));
  sqlite3_result_int(context, found != NULL);
}

int full_text_holds_register(void *connection) {
  return sqlite3_create_function_v2(
      connection, "holds", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, holds,
      NULL, NULL, NULL);
}
