#include "CFullTextRank.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "Postings.h"

full_text_lengths *full_text_lengths_make(void) { return calloc(1, sizeof(full_text_lengths)); }

void full_text_lengths_free(full_text_lengths *lengths) {
  if (!lengths) return;
  free(lengths->values);
  free(lengths);
}

void full_text_lengths_clear(full_text_lengths *lengths) {
  free(lengths->values);
  lengths->values = NULL;
  lengths->count = 0;
}

int full_text_lengths_set(
    full_text_lengths *lengths, int64_t first, const uint32_t *values, size_t count) {
  if (first < 0 || first > most_rows || count > (size_t)most_rows) return 0;
  size_t end = (size_t)first + count;
  if (end > lengths->count) {
    uint32_t *grown = realloc(lengths->values, end * sizeof *grown);
    if (!grown) return 0;
    memset(grown + lengths->count, 0, (end - lengths->count) * sizeof *grown);
    lengths->values = grown;
    lengths->count = end;
  }
  memcpy(lengths->values + first, values, count * sizeof *values);
  return 1;
}

/* What holds for all rows of one query. */
typedef struct {
  int phrases;
  int groups;
  double average;
  int *group;
  double *weight;
  double *frequency;
  /* For nearness: where each group was last seen, and where each phrase goes on. */
  int *seen;
  Fts5PhraseIter *walk;
  int *next;
  /* Forms of each group whose rows were counted. */
  int *counted;
  /* Rows in which lists were counted in both ways, and whether these did not agree. */
  int checked, walks;
} query_facts;

/* Marks a phrase of what a row must not hold. */
static const int no_group = 255;

double full_text_weight(double hits, double rows) {
  if (hits > rows) hits = rows;
  double weight = log((rows - hits + 0.5) / (hits + 0.5));
  /* As bm25() has it. */
  return weight <= 0 ? 1e-6 : weight;
}

static int count_row(const Fts5ExtensionApi *api, Fts5Context *context, void *count) {
  (void)api;
  (void)context;
  ++*(sqlite3_int64 *)count;
  return SQLITE_OK;
}

static void free_facts(void *pointer) {
  query_facts *facts = pointer;
  if (!facts) return;
  free(facts->group);
  free(facts->weight);
  free(facts->frequency);
  free(facts->seen);
  free(facts->walk);
  free(facts->next);
  free(facts->counted);
  free(facts);
}

static int make_facts(
    const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_value *groups, query_facts **made) {
  query_facts *facts = calloc(1, sizeof *facts);
  if (!facts) return SQLITE_NOMEM;
  int phrases = api->xPhraseCount(context);
  size_t room = (size_t)phrases + 1;
  facts->phrases = phrases;
  facts->group = calloc(room, sizeof *facts->group);
  facts->weight = calloc(room, sizeof *facts->weight);
  facts->frequency = calloc(room, sizeof *facts->frequency);
  facts->seen = calloc(room, sizeof *facts->seen);
  facts->walk = calloc(room, sizeof *facts->walk);
  facts->next = calloc(room, sizeof *facts->next);
  facts->counted = calloc(room, sizeof *facts->counted);
  sqlite3_int64 rows = 0, tokens = 0;
  int status = SQLITE_NOMEM;
  if (facts->group && facts->weight && facts->frequency && facts->seen && facts->walk
      && facts->next && facts->counted)
    status = api->xRowCount(context, &rows);
  if (status == SQLITE_OK) status = api->xColumnTotalSize(context, -1, &tokens);
  if (status == SQLITE_OK) {
    facts->average = rows > 0 ? (double)tokens / (double)rows : 1;
    if (facts->average <= 0) facts->average = 1;
    const unsigned char *named = groups ? sqlite3_value_blob(groups) : NULL;
    int known = named ? sqlite3_value_bytes(groups) : 0;
    for (int phrase = 0; phrase < phrases; phrase++) {
      int group = phrase < known ? named[phrase] : phrase;
      if (group != no_group && group >= phrases) group = phrase;
      facts->group[phrase] = group;
      if (group == no_group) continue;
      if (group >= facts->groups) facts->groups = group + 1;
    }
  }
  /* Where there is one word its weight is the same for all rows, and not worth counting. */
  int counts = !groups || facts->groups > 1;
  for (int phrase = 0; status == SQLITE_OK && counts && phrase < phrases; phrase++) {
    sqlite3_int64 hits = 0;
    if (facts->group[phrase] == no_group) continue;
    /* The forms of a word are given nearest first; the first ones tell how frequent it is. */
    if (groups && facts->counted[facts->group[phrase]]++ >= most_counted) continue;
    status = api->xQueryPhrase(context, phrase, &hits, count_row);
    facts->weight[facts->group[phrase]] += (double)hits;
  }
  for (int group = 0; group < facts->groups; group++) {
    facts->weight[group] = full_text_weight(facts->weight[group], (double)rows);
  }
  if (status != SQLITE_OK) {
    free_facts(facts);
    return status;
  }
  *made = facts;
  return SQLITE_OK;
}

/* Rows of a query in which the engine's own walk is held against full_text_count_places(). */
static const int most_checked = 8;

static int count_positions(
    const Fts5ExtensionApi *api, Fts5Context *context, query_facts *facts) {
  int checks = facts->checked < most_checked;
  if (checks) facts->checked++;
  for (int phrase = 0; phrase < facts->phrases; phrase++) {
    Fts5PhraseIter walk;
    int column, offset, count = 0;
    if (facts->group[phrase] == no_group) continue;
    int status = api->xPhraseFirst(context, phrase, &walk, &column, &offset);
    if (status != SQLITE_OK) return status;
    if (column < 0) continue;
    size_t left = (size_t)(walk.b - walk.a);
    int counted = facts->walks ? 0 : 1 + (int)full_text_count_places(walk.a, left);
    if (checks || facts->walks) {
      for (; column >= 0; api->xPhraseNext(context, &walk, &column, &offset)) count++;
      /* An engine that keeps its lists otherwise is walked through. */
      if (count != counted) facts->walks = 1;
      counted = count;
    }
    facts->frequency[facts->group[phrase]] += counted;
  }
  return SQLITE_OK;
}

/* The fewest words between the first and the last of all groups, or -1 when they never meet. */
static int closest(const Fts5ExtensionApi *api, Fts5Context *context, query_facts *facts) {
  int missing = 0;
  for (int group = 0; group < facts->groups; group++) facts->seen[group] = -1;
  for (int phrase = 0; phrase < facts->phrases; phrase++) {
    int column, offset;
    facts->next[phrase] = -1;
    if (facts->group[phrase] == no_group) continue;
    if (api->xPhraseFirst(context, phrase, &facts->walk[phrase], &column, &offset) != SQLITE_OK)
      return -1;
    facts->next[phrase] = column == 0 ? offset : -1;
    if (facts->seen[facts->group[phrase]] == -1) {
      facts->seen[facts->group[phrase]] = -2;
      missing++;
    }
  }
  int groups = missing, best = -1;
  for (int step = 0; step < most_positions; step++) {
    int first = -1;
    for (int phrase = 0; phrase < facts->phrases; phrase++)
      if (facts->next[phrase] >= 0 && (first < 0 || facts->next[phrase] < facts->next[first]))
        first = phrase;
    if (first < 0) break;
    /* The engine counts the next place from what it is given. */
    int group = facts->group[first], place = facts->next[first], column = 0, offset = place;
    if (facts->seen[group] < 0) missing--;
    facts->seen[group] = place;
    api->xPhraseNext(context, &facts->walk[first], &column, &offset);
    facts->next[first] = column == 0 ? offset : -1;
    if (missing > 0) continue;
    int start = place;
    for (int other = 0; other < facts->groups; other++)
      if (facts->seen[other] >= 0 && facts->seen[other] < start) start = facts->seen[other];
    int between = place - start - (groups - 1);
    if (between < 0) between = 0;
    if (best < 0 || between < best) best = between;
    if (best == 0) break;
  }
  return best;
}

static void rank(
    const Fts5ExtensionApi *api, Fts5Context *context, sqlite3_context *result, int count,
    sqlite3_value **arguments) {
  query_facts *facts = api->xGetAuxdata(context, 0);
  int status = SQLITE_OK;
  if (!facts) {
    status = make_facts(api, context, count > 0 ? arguments[0] : NULL, &facts);
    if (status == SQLITE_OK) status = api->xSetAuxdata(context, facts, free_facts);
    if (status != SQLITE_OK) {
      sqlite3_result_error_code(result, status);
      return;
    }
  }
  full_text_lengths *lengths = api->xUserData(context);
  sqlite3_int64 row = api->xRowid(context);
  double length = 0;
  if (row >= 0 && (size_t)row < lengths->count) length = lengths->values[row];
  if (length == 0) {
    int tokens = 0;
    status = api->xColumnSize(context, -1, &tokens);
    length = tokens;
  }
  memset(facts->frequency, 0, (size_t)facts->phrases * sizeof *facts->frequency);
  if (status == SQLITE_OK) status = count_positions(api, context, facts);
  if (status != SQLITE_OK) {
    sqlite3_result_error_code(result, status);
    return;
  }
  double score = 0, damping = bm25_k1 * (1 - bm25_b + bm25_b * length / facts->average);
  for (int group = 0; group < facts->groups; group++) {
    double frequency = facts->frequency[group];
    score += facts->weight[group] * (frequency * (bm25_k1 + 1) / (frequency + damping));
  }
  if (facts->groups > 1 && count > 1 && sqlite3_value_int(arguments[1])) {
    int between = closest(api, context, facts);
    if (between >= 0) score *= 1 + 1 / (1 + between / 8.0);
  }
  sqlite3_result_double(result, -score);
}

int full_text_rank_register(void *connection, full_text_lengths *lengths) {
  fts5_api *api = NULL;
  sqlite3_stmt *statement = NULL;
  int status = sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, NULL);
  if (status == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (status != SQLITE_OK) return status;
  if (!api || api->iVersion < 2) return SQLITE_ERROR;
  return api->xCreateFunction(api, "text_rank", lengths, rank, NULL);
}
