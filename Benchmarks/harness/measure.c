// SPDX-License-Identifier: GPL-3.0-or-later
// Runs one program and writes what it used: `measure REPORT PROGRAM [ARGUMENT...]`. REPORT receives one line: wall,
// user and system seconds, peak resident bytes. The exit code is the program's (128 + signal if it was killed).
// A small program of its own because Linux counts the memory of the process that starts a program into the peak of
// the program; below a Python interpreter every small program would seem to need 10 MB.
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval value) { return (double)value.tv_sec + (double)value.tv_usec * 1e-6; }

int main(int count, char **argument) {
  if (count < 3) {
    fprintf(stderr, "usage: %s REPORT PROGRAM [ARGUMENT...]\n", argument[0]);
    return 64;
  }
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t child = fork();
  if (child < 0) {
    perror("fork");
    return 70;
  }
  if (child == 0) {
    execv(argument[2], argument + 2);
    perror(argument[2]);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) != child) {
    perror("wait4");
    return 70;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);

  double wall = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) * 1e-9;
#ifdef __APPLE__
  long long bytes = usage.ru_maxrss;
#else
  long long bytes = usage.ru_maxrss * 1024LL;
#endif
  FILE *report = fopen(argument[1], "w");
  if (report == NULL) {
    perror(argument[1]);
    return 73;
  }
  fprintf(report, "%.9f %.6f %.6f %lld\n", wall, seconds(usage.ru_utime), seconds(usage.ru_stime), bytes);
  fclose(report);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
