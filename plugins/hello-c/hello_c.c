/* find: finds digits. Replace what find() finds, and keep the shape. */
#include "warraq_plugin_easy.h"

static void find(const wrq_easy *self, const wrq_doc *doc, wrq_easy_rows *rows) {
  const char *text = doc->text.ptr;
  uint64_t len = doc->text.len, min = (uint64_t)wrq_easy_int(self, "min", 1);
  for (uint64_t i = 0, j; i < len; i = j + 1) {
    for (j = i; j < len && text[j] >= '0' && text[j] <= '9'; j++) {}
    if (j - i >= min) wrq_easy_row(rows, i, j);
  }
}

WRQ_EASY_PROCESSOR(find, "hello-c", "0.1.0", "MIT OR Apache-2.0",
  "find", "Finds runs of ASCII digits", "Runs of at least `min` digits.", "hello-c.find",
  WRQ_EASY_INT("min", "The shortest run.", 1, 1, 9),
  WRQ_EASY_EXAMPLE("Every run", "", "عام 1990 و7 أيام", "hello-c.find «1990»\nhello-c.find «7»") ","
  WRQ_EASY_EXAMPLE("Only long runs", "min = 4", "عام 1990 و7 أيام", "hello-c.find «1990»"));
