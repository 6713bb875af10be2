#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "Selection.h"

full_text_selection *full_text_selection_make(int64_t end) {
  full_text_selection *selection = calloc(1, sizeof *selection);
  if (!selection) return NULL;
  selection->rows = full_text_rows_make(end);
  if (selection->rows) return selection;
  free(selection);
  return NULL;
}

void full_text_selection_free(full_text_selection *selection) {
  if (!selection) return;
  for (size_t word = 0; word < selection->word_count; word++) free(selection->words[word].summed);
  full_text_rows_free(selection->rows);
  free(selection->words);
  free(selection->alternatives);
  free(selection);
}

int full_text_selection_begin_alternative(full_text_selection *selection) {
  if (!full_text_grow(
          (void **)&selection->alternatives, &selection->alternative_room,
          selection->alternative_count + 1, sizeof *selection->alternatives))
    return 0;
  selection->alternatives[selection->alternative_count++] = selection->word_count;
  return 1;
}

int full_text_selection_begin_word(full_text_selection *selection) {
  if (!full_text_grow(
          (void **)&selection->words, &selection->word_room, selection->word_count + 1,
          sizeof *selection->words))
    return 0;
  memset(&selection->words[selection->word_count++], 0, sizeof *selection->words);
  return 1;
}

int full_text_selection_add(full_text_selection *selection, const full_text_postings *forms) {
  selected_word *word = &selection->words[selection->word_count - 1];
  if (word->list_count == most_lists || forms->end != selection->rows->end) return 0;
  word->lists[word->list_count++] = forms;
  return 1;
}

/* Adds up how often the forms of a word stand in each row. */
static int sum_up(selected_word *word, size_t end) {
  word->row_count = 0;
  for (int list = 0; list < word->list_count; list++)
    word->row_count += word->lists[list]->row_count;
  if (word->list_count == 1) {
    word->frequency = word->lists[0]->frequency;
    return 1;
  }
  word->frequency = word->summed = calloc(end + 1, sizeof *word->summed);
  if (!word->summed) return 0;
  for (int list = 0; list < word->list_count; list++) {
    const full_text_postings *forms = word->lists[list];
    for (size_t at = 0; at < forms->row_count; at++)
      word->summed[forms->rows[at]] += forms->frequency[forms->rows[at]];
  }
  return 1;
}

int full_text_selection_find(full_text_selection *selection) {
  if (selection->alternative_count == 0) {
    memset(
        selection->rows->bits, 0xFF,
        (selection->rows->end / 64 + 1) * sizeof *selection->rows->bits);
    for (size_t row = selection->rows->end; row % 64 || row == selection->rows->end; row++)
      selection->rows->bits[row / 64] &= ~(1ULL << row % 64);
    return SQLITE_OK;
  }
  for (size_t word = 0; word < selection->word_count; word++)
    if (!sum_up(&selection->words[word], selection->rows->end)) return SQLITE_NOMEM;
  for (size_t alternative = 0; alternative < selection->alternative_count; alternative++) {
    /* The rarest word leads; the others are looked up by row. */
    const selected_word *rarest = NULL;
    size_t end = full_text_selection_end_of(selection, alternative);
    for (size_t word = selection->alternatives[alternative]; word < end; word++)
      if (!rarest || selection->words[word].row_count < rarest->row_count)
        rarest = &selection->words[word];
    for (int list = 0; rarest && list < rarest->list_count; list++)
      for (size_t at = 0; at < rarest->lists[list]->row_count; at++) {
        size_t row = rarest->lists[list]->rows[at];
        if (full_text_selection_has_all(selection, alternative, row))
          full_text_rows_insert(selection->rows, (int64_t)row);
      }
  }
  return SQLITE_OK;
}

void full_text_selection_keep(full_text_selection *selection, const full_text_rows *rows) {
  for (size_t at = 0; at <= selection->rows->end / 64; at++)
    selection->rows->bits[at] &= at <= rows->end / 64 ? rows->bits[at] : 0;
}

void full_text_selection_drop(full_text_selection *selection, const full_text_selection *other) {
  for (size_t at = 0; at <= selection->rows->end / 64; at++)
    if (at <= other->rows->end / 64) selection->rows->bits[at] &= ~other->rows->bits[at];
}

void full_text_selection_drop_before(full_text_selection *selection, int64_t row) {
  for (int64_t at = 0; at < row && (size_t)at < selection->rows->end; at++)
    selection->rows->bits[at / 64] &= ~(1ULL << at % 64);
}

int64_t full_text_selection_count(const full_text_selection *selection) {
  int64_t count = 0;
  for (size_t at = 0; at <= selection->rows->end / 64; at++)
    count += __builtin_popcountll(selection->rows->bits[at]);
  return count;
}

size_t full_text_selection_newest(
    const full_text_selection *selection, int64_t below, int64_t *rows, size_t most) {
  size_t count = 0;
  int64_t start = below < (int64_t)selection->rows->end ? below : (int64_t)selection->rows->end;
  for (int64_t row = start - 1; row >= 0 && count < most; row--) {
    uint64_t bits = selection->rows->bits[row / 64];
    if (!bits) {
      row -= row % 64;
      continue;
    }
    if (bits >> row % 64 & 1) rows[count++] = row;
  }
  return count;
}
