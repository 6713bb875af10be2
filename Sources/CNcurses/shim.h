// The parts of wide ncurses that Swift cannot import as they are: mutable globals and what needs
// a cast.
#ifndef SPALT_CNCURSES_SHIM_H
#define SPALT_CNCURSES_SHIM_H

// Without this the header hides every wide-character function.
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_NOMACROS 1
#include <ncurses.h>
#include <term.h>
#include <wchar.h>

// Globals of curses change under Swift's feet, so they are read one at a time.
static inline WINDOW *_Nullable curses_standard_window(void) { return stdscr; }
static inline WINDOW *_Nullable curses_current_window(void) { return curscr; }

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

// A string capability with two numbers in it, as the library expands it.
static inline const char *_Nullable curses_expanded(const char *_Nonnull string, int first,
                                                    int second) {
  return tiparm(string, first, second);
}

#endif
