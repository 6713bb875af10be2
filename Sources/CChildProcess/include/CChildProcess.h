// Starting a program under limits, which posix_spawn cannot set.
#ifndef SPALT_CHILD_PROCESS_H
#define SPALT_CHILD_PROCESS_H

#include <sys/types.h>

typedef struct {
  // Address space, in bytes.
  unsigned long memory;
  // Processor time, in seconds.
  unsigned long seconds;
  // The largest file it may write, in bytes.
  unsigned long file;
} SpaltChildLimits;

// Starts a program by its path in a session of its own, under limits.
//
// Its signals are the default ones, and it keeps no descriptor of ours but the three given. A
// program that cannot be started ends with 127.
//
// Returns its number, or -1 with errno.
pid_t spalt_child_start(const char *path, char *const arguments[], char *const environment[],
                        int input, int output, int messages, SpaltChildLimits limits);

// A file in memory without a name, or -1 with errno.
int spalt_memory_file(void);

#endif
