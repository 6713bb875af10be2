#define _GNU_SOURCE
#include "CChildProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static void limit(int resource, unsigned long most) {
  struct rlimit limit = {most, most};
  setrlimit(resource, &limit);
}

// Between fork and exec only functions that are safe in a signal handler may be called.
static _Noreturn void become(const char *path, char *const arguments[], char *const environment[],
                             int input, int output, int messages, SpaltChildLimits limits) {
  struct sigaction plain = {.sa_handler = SIG_DFL};
  for (int signal = 1; signal < NSIG; signal++) sigaction(signal, &plain, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  setsid();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // Above 2 first, so that none of the three is overwritten before it is used.
  int given[3] = {input, output, messages};
  for (int place = 0; place < 3; place++) given[place] = fcntl(given[place], F_DUPFD, 3);
  for (int place = 0; place < 3; place++) {
    if (dup2(given[place], place) < 0) _exit(127);
  }
  close_range(3, ~0U, 0);
  limit(RLIMIT_AS, limits.memory);
  limit(RLIMIT_CPU, limits.seconds);
  limit(RLIMIT_FSIZE, limits.file);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
  execve(path, arguments, environment);
  _exit(127);
}

pid_t spalt_child_start(const char *path, char *const arguments[], char *const environment[],
                        int input, int output, int messages, SpaltChildLimits limits) {
  // No handler of ours may run in the child before it has its own.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t child = fork();
  if (child == 0) become(path, arguments, environment, input, output, messages, limits);
  int reason = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = reason;
  return child;
}

int spalt_memory_file(void) { return memfd_create("spalt", MFD_CLOEXEC); }
