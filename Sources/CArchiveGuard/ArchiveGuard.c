#include "ArchiveGuard.h"

#include <malloc.h>
#include <sqlite3.h>

int spalt_set_defensive(void *connection, int isOn) {
  return sqlite3_db_config((sqlite3 *)connection, SQLITE_DBCONFIG_DEFENSIVE, isOn != 0, (int *)0);
}

void spalt_return_memory(void) { malloc_trim(0); }
