#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "CTerminalGuard.h"

// A Swift trap is SIGILL on x86-64 and SIGTRAP on arm64.
static const int fatal_signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV,
                                    SIGBUS, SIGFPE,  SIGSYS,  SIGXCPU};
enum { fatal_count = sizeof fatal_signals / sizeof fatal_signals[0] };
enum { alternate_stack_size = 64 * 1024, most_held = 64 * 1024 };

static struct sigaction previous[fatal_count];
static struct termios cooked;
static char farewell[512];
static volatile sig_atomic_t farewell_length;
static volatile sig_atomic_t terminal = -1;
// 1 while the screen is ours. Exchanged, so that two threads that fault give it back once.
static atomic_int taken;
static volatile sig_atomic_t real_messages = -1;
static volatile sig_atomic_t held_messages = -1;

// From here to `restore_and_raise` only async-signal-safe calls. `endwin` is not one of them.

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void show_held_messages(void) {
  if (real_messages < 0 || held_messages < 0) return;
  dup2(real_messages, STDERR_FILENO);
  char bytes[512];
  off_t offset = 0;
  while (offset < most_held) {
    ssize_t count = pread(held_messages, bytes, sizeof bytes, offset);
    if (count <= 0) return;
    write_all(STDERR_FILENO, bytes, (size_t)count);
    offset += count;
  }
}

static void restore_and_raise(int signal_number) {
  int saved_errno = errno;
  if (atomic_exchange(&taken, 0) && terminal >= 0) {
    write_all(terminal, farewell, (size_t)farewell_length);
    tcsetattr(terminal, TCSANOW, &cooked);
    show_held_messages();
  }
  // Not the handler that was there before: Swift's own would ask questions on the terminal.
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigemptyset(&action.sa_mask);
  sigaction(signal_number, &action, NULL);
  errno = saved_errno;
  raise(signal_number);
}

void terminal_guard_protect_thread(void) {
  stack_t now;
  if (sigaltstack(NULL, &now) == 0 && !(now.ss_flags & SS_DISABLE) &&
      now.ss_size >= alternate_stack_size) {
    return;
  }
  // Never freed: it belongs to the thread for as long as there is one.
  stack_t stack = {.ss_sp = malloc(alternate_stack_size), .ss_size = alternate_stack_size};
  if (stack.ss_sp) sigaltstack(&stack, NULL);
}

int terminal_guard_arm(int descriptor) {
  if (tcgetattr(descriptor, &cooked) != 0) return -1;
  terminal = descriptor;
  terminal_guard_protect_thread();
  struct sigaction action = {.sa_handler = restore_and_raise, .sa_flags = SA_ONSTACK | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal_signals[i], &action, &previous[i]);
  return 0;
}

void terminal_guard_set_farewell(const char *bytes) {
  size_t length = strnlen(bytes, sizeof farewell - 1);
  farewell_length = 0;
  memcpy(farewell, bytes, length);
  farewell_length = (sig_atomic_t)length;
}


void terminal_guard_take(void) {
  if (atomic_exchange(&taken, 1) || !isatty(STDERR_FILENO)) return;
  int held = memfd_create("held messages", MFD_CLOEXEC);
  int real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
  if (held < 0 || real < 0 || dup2(held, STDERR_FILENO) < 0) {
    if (held >= 0) close(held);
    if (real >= 0) close(real);
    return;
  }
  held_messages = held;
  real_messages = real;
}

void terminal_guard_give_back(void) {
  if (!atomic_exchange(&taken, 0)) return;
  show_held_messages();
  if (held_messages >= 0) close(held_messages);
  if (real_messages >= 0) close(real_messages);
  held_messages = -1;
  real_messages = -1;
}

void terminal_guard_disarm(void) {
  if (terminal < 0) return;
  terminal_guard_give_back();
  for (int i = 0; i < fatal_count; i++) sigaction(fatal_signals[i], &previous[i], NULL);
  terminal = -1;
}
