/* A record of the calls that a plugin gets, and of threads that end: each adds a line to the file that the macro CALLS names. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void called(const char *call, int number) {
#ifdef CALLS
  char line[64];
  int length = snprintf(line, sizeof line, "%s %d\n", call, number);
  FILE *file = fopen(CALLS, "a"); /* one write of the whole line, so that threads do not mix */
  if (file) { fwrite(line, 1, (size_t)length, file); fclose(file); }
#else
  (void)call; (void)number;
#endif
}

/* Two destructors of this thread: one of POSIX, whose code an unmapped library would no longer have, and one as C++ and Rust have
 * them, which also runs for the main thread. */
extern int __cxa_thread_atexit_impl(void (*)(void *), void *, void *);
extern char __dso_handle __attribute__((visibility("hidden")));
static pthread_key_t at_end_key;
static pthread_once_t at_end_once = PTHREAD_ONCE_INIT;
static __thread int at_end_set;
static void at_end(void *kept) { called("thread ended", *(int *)kept); free(kept); }
static void at_end_make(void) { pthread_key_create(&at_end_key, at_end); }
static void note_end_of_thread(void) {
  int *first, *second;
  if (at_end_set) return;
  at_end_set = 1;
  first = malloc(sizeof *first); second = malloc(sizeof *second);
  *first = 1; *second = 2;
  pthread_once(&at_end_once, at_end_make);
  pthread_setspecific(at_end_key, first);
  __cxa_thread_atexit_impl(at_end, second, &__dso_handle);
}
