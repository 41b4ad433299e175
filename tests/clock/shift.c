/* Moves the wall clock of a program, and of the programs it starts, by SHIFT seconds:

     cc -shared -fPIC -o shift.so tests/clock/shift.c
     SHIFT=86400 LD_PRELOAD=$PWD/shift.so quizapp stats

   SHIFT may also be the path of a file with that number, from "/" on. It is read at every look at the clock, so that
   the clock of a running program can be moved. Monotonic clocks and the times of files stay as they are, so waiting
   takes as long as ever.

   It asks the kernel itself: what it stands in for is in libc, which may look at the clock before this is set up. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const char *path;
static time_t fixed;

/* Only here, as reading the environment while another thread changes it is not safe. */
__attribute__((constructor)) static void read_environment(void) {
  const char *given = getenv("SHIFT");
  if (given && *given == '/')
    path = given;
  else if (given)
    fixed = strtoll(given, NULL, 10);
}

static time_t shift(void) {
  if (!path) return fixed;
  char text[32] = "";
  int before = errno, file = open(path, O_RDONLY | O_CLOEXEC);
  if (file >= 0) {
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    text[length > 0 ? length : 0] = '\0';
  }
  errno = before;
  return strtoll(text, NULL, 10);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  if (syscall(SYS_clock_gettime, clock, now)) return -1;
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) now->tv_sec += shift();
  return 0;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  (void)zone; /* obsolete: Linux knows none */
  struct timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *now) {
  struct timespec precise;
  clock_gettime(CLOCK_REALTIME, &precise);
  if (now) *now = precise.tv_sec;
  return precise.tv_sec;
}
