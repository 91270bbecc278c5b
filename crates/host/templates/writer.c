/* {{component}}: a line for each document. Replace how documents are written, and keep the shape. */
#include <stdio.h>
#include "warraq_plugin_easy.h"

static void sizes(const wrq_easy *self, const wrq_doc *doc, wrq_easy_bytes *out) {
  uint64_t len = doc->text.len;
  if (wrq_easy_bool(self, "lines", 0)) {
    for (uint64_t i = len = 0; i < doc->text.len; i++) len += doc->text.ptr[i] == '\n' || i + 1 == doc->text.len;
  }
  char size[32];
  int n = snprintf(size, sizeof size, "\t%llu\n", (unsigned long long)len);
  wrq_easy_write(out, doc->id.ptr, doc->id.len);
  wrq_easy_write(out, size, (uint64_t)n);
}

WRQ_EASY_WRITER(sizes, "{{name}}", "0.1.0", "MIT OR Apache-2.0",
  "{{component}}", "Writes a line for each document", "The id, a tab, and how large the text is.", "sizes",
  WRQ_EASY_BOOL("lines", "Whether lines are counted, not bytes.", false),
  WRQ_EASY_EXAMPLE("In bytes", "", "وصل القطار.\nغادر القطار.", "test\t43") ","
  WRQ_EASY_EXAMPLE("In lines", "lines = true", "وصل القطار.\nغادر القطار.", "test\t2"));
