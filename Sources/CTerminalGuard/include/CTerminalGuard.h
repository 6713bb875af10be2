#ifndef SPALT_CTERMINALGUARD_H
#define SPALT_CTERMINALGUARD_H

/// Remembers the line settings of `descriptor` and arms handlers for fatal signals.
///
/// Call before curses changes the terminal. Returns 0, or -1 with `errno` set.
int terminal_guard_arm(int descriptor);

/// Sets the bytes that leave full-screen mode. At most 511 bytes are kept.
void terminal_guard_set_farewell(const char *bytes);

/// Says whether the terminal is taken at the moment: only then is the farewell written.
///
/// While it is taken, what is written to standard error is held back if it would land on the
/// same terminal, and shown when the terminal is given back: else a message would tear the
/// screen and then vanish with it. At most the first 64 KiB are shown.
void terminal_guard_take(void);
void terminal_guard_give_back(void);

/// Puts the previous handlers back. Call after `endwin`.
void terminal_guard_disarm(void);

/// Gives the calling thread a stack of its own for signal handlers, so that an overflow of the
/// thread's stack reaches the guard. Arming does it for the thread that arms.
void terminal_guard_protect_thread(void);

/// Starts collecting signals; they no longer interrupt anything but wake the returned descriptor.
///
/// SIGPIPE and SIGXFSZ are ignored from here on: both come back as errors from `write`.
/// Returns -1 with `errno` set when there is no descriptor left.
int signal_mailbox_open(void);

/// The number of a signal that came since the last call, or 0. Several of one kind count once.
int signal_mailbox_next(void);

/// Puts the previous handlers back.
void signal_mailbox_close(void);

/// Stops the process group as the terminal driver would on C-z; returns when it is continued.
void signal_mailbox_stop(void);

#endif
