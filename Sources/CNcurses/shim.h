// The parts of wide ncurses that Swift cannot import as they are: attribute
// macros with casts, mutable globals, and cells built from a colour pair above 255.
#ifndef SPALT_CNCURSES_SHIM_H
#define SPALT_CNCURSES_SHIM_H

// Without this the header hides every wide-character function.
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <term.h>
#include <wchar.h>

static const attr_t curses_bold = A_BOLD;
static const attr_t curses_dim = A_DIM;
static const attr_t curses_italic = A_ITALIC;
static const attr_t curses_underline = A_UNDERLINE;
static const attr_t curses_reverse = A_REVERSE;

// The wide characters one cell holds: a letter and its marks.
static const int curses_cell_scalars = CCHARW_MAX;

// Globals of curses change under Swift's feet, so they are read one at a time.
static inline WINDOW *_Nullable curses_standard_window(void) { return stdscr; }
static inline WINDOW *_Nullable curses_current_window(void) { return curscr; }
static inline int curses_color_count(void) { return COLORS; }
static inline int curses_pair_count(void) { return COLOR_PAIRS; }

// `characters` ends with 0. The pair travels in the options: the short one stops at 32767.
static inline int curses_set_cell(cchar_t *_Nonnull cell, const wchar_t *_Nonnull characters,
                                  attr_t attributes, int pair) {
  return setcchar(cell, characters, attributes, 0, &pair);
}

// The cell columns of the C library, by which curses goes; -1 for what it does not know.
static inline int curses_width(wchar_t character) {
  extern int wcwidth(wchar_t);
  return wcwidth(character);
}

// A string capability, or NULL when the terminal lacks it or the name is not a string's.
static inline const char *_Nullable curses_capability(const char *_Nonnull name) {
  const char *bytes = tigetstr(name);
  return bytes == (const char *)-1 ? 0 : bytes;
}

#endif
