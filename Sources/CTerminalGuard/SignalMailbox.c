#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "CTerminalGuard.h"

static const int collected[] = {SIGTERM, SIGHUP,  SIGINT,  SIGQUIT, SIGTSTP, SIGCONT,
                                SIGWINCH, SIGUSR1, SIGUSR2, SIGALRM};
static const int ignored[] = {SIGPIPE, SIGXFSZ};
enum { collected_count = sizeof collected / sizeof collected[0] };
enum { ignored_count = sizeof ignored / sizeof ignored[0] };

static struct sigaction before_collected[collected_count];
static struct sigaction before_ignored[ignored_count];
static int wake[2] = {-1, -1};
static atomic_int pending[collected_count];

// A flag a signal, and one byte to wake whoever polls. A flag alone could be set between the
// look at it and the wait; a byte a signal could fill the pipe.
static void collect(int signal_number) {
  int saved_errno = errno;
  for (int i = 0; i < collected_count; i++) {
    if (collected[i] != signal_number) continue;
    if (!atomic_exchange(&pending[i], 1)) {
      ssize_t written = write(wake[1], "", 1);
      (void)written;
    }
  }
  errno = saved_errno;
}

static void install(int index) {
  struct sigaction action = {.sa_handler = collect, .sa_flags = SA_RESTART | SA_ONSTACK};
  sigfillset(&action.sa_mask);
  sigaction(collected[index], &action, NULL);
}

int signal_mailbox_open(void) {
  if (wake[0] >= 0) return wake[0];
  if (pipe2(wake, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
  for (int i = 0; i < collected_count; i++) {
    atomic_store(&pending[i], 0);
    sigaction(collected[i], NULL, &before_collected[i]);
    // `nohup` and background jobs set signals to be ignored, and mean it.
    int is_kept = before_collected[i].sa_handler == SIG_IGN &&
                  (collected[i] == SIGHUP || collected[i] == SIGINT || collected[i] == SIGQUIT);
    if (!is_kept) install(i);
  }
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  sigemptyset(&ignore.sa_mask);
  for (int i = 0; i < ignored_count; i++) sigaction(ignored[i], &ignore, &before_ignored[i]);
  return wake[0];
}

int signal_mailbox_next(void) {
  if (wake[0] < 0) return 0;
  char drain[64];
  while (read(wake[0], drain, sizeof drain) > 0) continue;
  for (int i = 0; i < collected_count; i++) {
    if (atomic_exchange(&pending[i], 0)) return collected[i];
  }
  return 0;
}

void signal_mailbox_close(void) {
  if (wake[0] < 0) return;
  for (int i = 0; i < collected_count; i++) sigaction(collected[i], &before_collected[i], NULL);
  for (int i = 0; i < ignored_count; i++) sigaction(ignored[i], &before_ignored[i], NULL);
  close(wake[0]);
  close(wake[1]);
  wake[0] = wake[1] = -1;
}

void signal_mailbox_stop(void) {
  struct sigaction before, action = {.sa_handler = SIG_IGN};
  sigemptyset(&action.sa_mask);
  // First the others of the group (a shell that waits for us must stop too), then this thread:
  // a signal to the process might be taken by another thread after we went on.
  sigaction(SIGTSTP, &action, &before);
  kill(0, SIGTSTP);
  action.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &action, NULL);
  // Threads of the concurrency runtime block signals, and this may be one of them.
  sigset_t stop, mask;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, &mask);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &before, NULL);
  // Whoever asked to stop knows that we are continued; only an unasked CONT is news.
  for (int i = 0; i < collected_count; i++) {
    if (collected[i] == SIGCONT) atomic_store(&pending[i], 0);
  }
}
