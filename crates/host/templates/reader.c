/* {{component}}: every line of an item is a document. Replace how items are read, and keep the shape. */
#include "warraq_plugin_easy.h"

static void lines(const wrq_easy *self, const wrq_item *item, wrq_easy_documents *out) {
  const char *from = item->bytes.ptr, *end = from + item->bytes.len, *to;
  int64_t shortest = wrq_easy_int(self, "shortest", 1);
  for (; from < end; from = to + 1) {
    for (to = from; to < end && *to != '\n'; to++) {}
    if (to - from >= shortest) wrq_easy_document(out, from, (uint64_t)(to - from));
  }
}

WRQ_EASY_READER(lines, "{{name}}", "0.1.0", "MIT OR Apache-2.0",
  "{{component}}", "Reads every line as a document", "Lines of less than `shortest` bytes are passed over.", "lines",
  WRQ_EASY_INT("shortest", "The shortest line, in bytes.", 1, 1, 1000000),
  WRQ_EASY_EXAMPLE("Two lines, two documents", "", "وصل القطار.\nغادر القطار.", "«وصل القطار.»\n«غادر القطار.»") ","
  WRQ_EASY_EXAMPLE("Short ones are passed over", "shortest = 10", "نعم\nوصل القطار.", "«وصل القطار.»"));
