#ifndef SELECTION_H
#define SELECTION_H

#include "Postings.h"

/* Forms of one word, in lists of their own: a word's nearest forms, those a little farther, ... */
enum { most_lists = 8 };

typedef struct {
  const full_text_postings *lists[most_lists];
  int list_count;
  /* By row; the list's own where there is one. */
  const uint32_t *frequency;
  uint32_t *summed;
  /* The rows that have any, with repetitions. */
  size_t row_count;
  double weight;
} selected_word;

struct full_text_selection {
  full_text_rows *rows;
  selected_word *words;
  size_t word_count, word_room;
  /* For each alternative, the first of its words. */
  size_t *alternatives;
  size_t alternative_count, alternative_room;
};

/* The word after the last one of an alternative. */
static inline size_t full_text_selection_end_of(
    const full_text_selection *selection, size_t alternative) {
  return alternative + 1 < selection->alternative_count ? selection->alternatives[alternative + 1]
                                                        : selection->word_count;
}

/* Whether a row has all words of an alternative. */
static inline int full_text_selection_has_all(
    const full_text_selection *selection, size_t alternative, size_t row) {
  size_t end = full_text_selection_end_of(selection, alternative);
  for (size_t word = selection->alternatives[alternative]; word < end; word++)
    if (!selection->words[word].frequency[row]) return 0;
  return 1;
}

#endif
