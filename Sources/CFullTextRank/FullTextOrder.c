#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "Selection.h"

/* Goes through the places of one form in one row, those of the first column alone. */
typedef struct {
  const unsigned char *at, *end;
  int64_t place;
  size_t word;
} walker;

/* Source: the SQLite file fts5_index.c, "position lists": each place is told by how far it is from
   the last, and 2. */
static void walk(walker *walker) {
  if (walker->at >= walker->end || *walker->at == 1) {
    walker->place = -1;
    return;
  }
  uint64_t step = 0;
  unsigned char few[9] = {0};
  size_t left = (size_t)(walker->end - walker->at);
  const unsigned char *bytes = walker->at;
  if (left < sizeof few) bytes = memcpy(few, walker->at, left);
  walker->at += read_number(bytes, &step);
  walker->place += (int64_t)step - 2;
}

typedef struct {
  walker *walkers;
  size_t walker_count, walker_room;
  int64_t *seen;
  double total_rows, average;
  int nearness;
  const full_text_lengths *lengths;
} ranking;

static int begin_walks(const full_text_selection *selection, ranking *facts, size_t row) {
  facts->walker_count = 0;
  for (size_t word = 0; word < selection->word_count; word++)
    for (int list = 0; list < selection->words[word].list_count; list++) {
      const full_text_postings *forms = selection->words[word].lists[list];
      for (uint32_t at = forms->first[row]; at; at = forms->postings[at - 1].next) {
        if (!full_text_grow(
                (void **)&facts->walkers, &facts->walker_room, facts->walker_count + 1,
                sizeof *facts->walkers))
          return SQLITE_NOMEM;
        const posting *posting = &forms->postings[at - 1];
        walker *walker = &facts->walkers[facts->walker_count++];
        walker->at = forms->places + posting->at;
        walker->end = forms->places + (at < forms->posting_count ? posting[1].at : forms->places_count);
        walker->place = 0;
        walker->word = word;
        walk(walker);
      }
    }
  return SQLITE_OK;
}

/* The fewest words between the first and the last of all words, or -1 when they never meet. */
static int64_t closest(const full_text_selection *selection, ranking *facts) {
  size_t missing = selection->word_count;
  int64_t best = -1;
  for (size_t word = 0; word < selection->word_count; word++) facts->seen[word] = -1;
  for (int step = 0; step < most_positions; step++) {
    walker *first = NULL;
    for (size_t at = 0; at < facts->walker_count; at++) {
      walker *other = &facts->walkers[at];
      if (other->place >= 0 && (!first || other->place < first->place)) first = other;
    }
    if (!first) break;
    int64_t place = first->place, start = place;
    missing -= facts->seen[first->word] < 0;
    facts->seen[first->word] = place;
    walk(first);
    if (missing > 0) continue;
    for (size_t word = 0; word < selection->word_count; word++)
      if (facts->seen[word] < start) start = facts->seen[word];
    int64_t between = place - start - ((int64_t)selection->word_count - 1);
    if (between < 0) between = 0;
    if (best < 0 || between < best) best = between;
    if (best == 0) break;
  }
  return best;
}

static void weigh(full_text_selection *selection, double rows) {
  for (size_t at = 0; at < selection->word_count; at++) {
    selected_word *word = &selection->words[at];
    double hits = 0;
    int counted = 0;
    for (int list = 0; list < word->list_count; list++)
      for (int form = 0; form < word->lists[list]->forms && counted < most_counted; form++)
        if (form < most_counted) {
          hits += (double)word->lists[list]->hits[form];
          counted++;
        }
    /* Where there is one word its weight is the same for all rows. */
    word->weight = full_text_weight(selection->word_count > 1 ? hits : 0, rows);
  }
}

/* BM25 of a row, without nearness; the best is the highest. */
static double score_of(const full_text_selection *selection, const ranking *facts, size_t row) {
  double length = row < facts->lengths->count ? facts->lengths->values[row] : 0;
  if (length == 0) length = facts->average;
  double score = 0, damping = bm25_k1 * (1 - bm25_b + bm25_b * length / facts->average);
  for (size_t alternative = 0; alternative < selection->alternative_count; alternative++) {
    if (!full_text_selection_has_all(selection, alternative, row)) continue;
    size_t end = full_text_selection_end_of(selection, alternative);
    for (size_t at = selection->alternatives[alternative]; at < end; at++) {
      double frequency = selection->words[at].frequency[row];
      score += selection->words[at].weight * (frequency * (bm25_k1 + 1) / (frequency + damping));
    }
  }
  return score;
}

typedef struct {
  double score;
  uint32_t row;
} scored;

/* Whether one comes before another in an answer. */
static int is_better(scored left, scored right) {
  return left.score != right.score ? left.score > right.score : left.row < right.row;
}

/* Restores a heap whose top is the first by `is_better`, or the last where `is_worst_first`. */
static void sift(scored *heap, size_t count, size_t at, int is_worst_first) {
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= count) return;
    if (child + 1 < count && is_better(heap[child + 1], heap[child]) != is_worst_first) child++;
    if (is_better(heap[child], heap[at]) == is_worst_first) return;
    scored moved = heap[at];
    heap[at] = heap[child];
    heap[child] = moved;
    at = child;
  }
}

/* Puts one among the best so far, of which the worst is on top. */
static void offer(scored *best, size_t *count, size_t most, scored one) {
  if (*count < most) {
    best[(*count)++] = one;
    if (*count == most)
      for (size_t at = most / 2 + 1; at-- > 0;) sift(best, most, at, 1);
  } else if (is_better(one, best[0])) {
    best[0] = one;
    sift(best, most, 0, 1);
  }
}

static int compare(const void *left, const void *right) {
  return is_better(*(const scored *)left, *(const scored *)right) ? -1 : 1;
}

/* Takes the rows in the order of their score without nearness, which at most doubles it, until
   no other can be among the best. */
static int choose_by_nearness(
    const full_text_selection *selection, full_text_reader *reader, ranking *facts, scored *all,
    size_t all_count, scored after, scored *best, size_t most, size_t *count) {
  for (size_t at = all_count / 2 + 1; at-- > 0;) sift(all, all_count, at, 0);
  for (size_t left = all_count, turn = 0; left > 0; turn++) {
    if (turn % 1024 == 0 && full_text_reader_is_stopped(reader)) return SQLITE_INTERRUPT;
    scored one = all[0];
    if (*count == most && 2 * one.score < best[0].score) return SQLITE_OK;
    all[0] = all[--left];
    sift(all, left, 0, 0);
    int status = begin_walks(selection, facts, one.row);
    if (status != SQLITE_OK) return status;
    int64_t between = closest(selection, facts);
    if (between >= 0) one.score *= 1 + 1 / (1 + (double)between / 8.0);
    if (is_better(after, one)) offer(best, count, most, one);
  }
  return SQLITE_OK;
}

/* Takes the best rows; where nearness counts, from all of them with their scores without it. */
static int choose(
    const full_text_selection *selection, full_text_reader *reader, ranking *facts, scored after,
    scored *best, size_t most, size_t *count) {
  scored *all = NULL;
  size_t all_count = 0;
  if (facts->nearness) {
    all = malloc(((size_t)full_text_selection_count(selection) + 1) * sizeof *all);
    if (!all) return SQLITE_NOMEM;
  }
  int status = SQLITE_OK;
  for (size_t at = 0; status == SQLITE_OK && at <= selection->rows->end / 64; at++) {
    if (at % 64 == 0 && full_text_reader_is_stopped(reader)) status = SQLITE_INTERRUPT;
    for (uint64_t bits = selection->rows->bits[at]; bits; bits &= bits - 1) {
      size_t row = 64 * at + (size_t)__builtin_ctzll(bits);
      scored one = {.score = score_of(selection, facts, row), .row = (uint32_t)row};
      if (all)
        all[all_count++] = one;
      else if (is_better(after, one))
        offer(best, count, most, one);
    }
  }
  if (all && status == SQLITE_OK)
    status = choose_by_nearness(
        selection, reader, facts, all, all_count, after, best, most, count);
  free(all);
  return status;
}

int full_text_selection_best(
    full_text_selection *selection, full_text_reader *reader, const full_text_lengths *lengths,
    int nearness, double after_score, int64_t after_row, int64_t *rows, double *scores,
    size_t most, size_t *count) {
  ranking facts = {.lengths = lengths, .nearness = nearness && selection->word_count > 1};
  double total_words = 0;
  int status = full_text_reader_totals(reader, &facts.total_rows, &total_words);
  if (status != SQLITE_OK) return status;
  facts.average = facts.total_rows > 0 ? total_words / facts.total_rows : 1;
  if (facts.average <= 0) facts.average = 1;
  weigh(selection, facts.total_rows);
  scored *best = calloc(most + 1, sizeof *best);
  facts.seen = calloc(selection->word_count + 1, sizeof *facts.seen);
  *count = 0;
  if (!best || !facts.seen || most == 0) status = SQLITE_NOMEM;
  scored after = {
      .score = -after_score,
      .row = after_row < 0 ? 0 : after_row > most_rows ? most_rows : (uint32_t)after_row};
  if (status == SQLITE_OK)
    status = choose(selection, reader, &facts, after, best, most, count);
  if (status == SQLITE_OK) qsort(best, *count, sizeof *best, compare);
  for (size_t at = 0; status == SQLITE_OK && at < *count; at++) {
    rows[at] = best[at].row;
    scores[at] = -best[at].score;
  }
  free(best);
  free(facts.seen);
  free(facts.walkers);
  return status;
}
