/* {{component}}: a line for each document. Replace how documents are written, and keep the shape. */
#include <stdio.h>
#include "warraq_plugin.h"

WRQ_MANIFEST("{\"id\":\"{{name}}\",\"version\":\"0.1.0\",\"license\":\"MIT OR Apache-2.0\",\"sdk\":\"warraq_plugin.h 1.0\","
  "\"panic\":\"none\",\"abi\":{\"major\":1,\"minor\":0},\"components\":[{\"name\":\"{{component}}\",\"kind\":\"format\","
  "\"version\":\"0.1.0\",\"summary\":\"Writes a line for each document\",\"doc\":\"The id, a tab, and the number of bytes of the text.\",\"endings\":[\"sizes\"],"
  "\"examples\":[{\"title\":\"Two lines of text\",\"text\":\"وصل القطار.\\nغادر القطار.\",\"expect\":\"test\\t43\"},"
  "{\"title\":\"One line\",\"text\":\"وصل القطار.\",\"expect\":\"test\\t20\"}]}]}");

static int here; /* stands for a component without data */

static int32_t signature(const wrq_host *h, wrq_str id, wrq_str options, const wrq_json_out *out) {
  (void)h; (void)options;
  return wrq_str_is(id, "{{component}}") ? out->put(out->ctx, wrq_str_of("{}", 2)) : WRQ_E_ARG;
}
static int32_t create(const wrq_host *h, wrq_str id, wrq_str options, wrq_str wiring, wrq_component **made) {
  (void)h; (void)options; (void)wiring;
  if (!wrq_str_is(id, "{{component}}")) return WRQ_E_ARG;
  *made = (wrq_component *)&here;
  return WRQ_OK;
}
static int32_t open_worker(wrq_component *c, wrq_worker **w) { *w = (wrq_worker *)c; return WRQ_OK; }
static void close_worker(wrq_worker *w) { (void)w; }
static void destroy(wrq_component *c) { (void)c; }

static int32_t write_documents(wrq_worker *w, const wrq_batch *batch, uint64_t first, const wrq_target *target) {
  (void)w; (void)first;
  for (uint32_t d = 0; d < batch->n_docs; d++) {
    const wrq_doc *doc = batch->docs[d];
    char size[32];
    int n = snprintf(size, sizeof size, "\t%llu\n", (unsigned long long)doc->text.len);
    int32_t code = target->write(target->ctx, doc->id.ptr, doc->id.len);
    if (code == WRQ_OK) code = target->write(target->ctx, size, (uint64_t)n);
    if (code != WRQ_OK) return code;
  }
  return WRQ_OK;
}
static int32_t nothing(wrq_worker *w, const wrq_target *target) { (void)w; (void)target; return WRQ_OK; }

static const wrq_life life = { sizeof life, 0, signature, create, open_worker, close_worker, destroy };
static const wrq_writer writer = { sizeof writer, WRQ_WRITER_PARALLEL, &life, nothing, write_documents, nothing, NULL };
static const void *get_interface(wrq_str id) { return wrq_str_is(id, WRQ_WRITER) ? &writer : NULL; }
static wrq_module module = { sizeof module, WRQ_ABI_MINOR, { NULL, 0 }, get_interface };

int32_t warraq_plugin_open_v1(const wrq_host *host, const wrq_module **out) {
  (void)host;
  module.manifest = WRQ_MANIFEST_STR;
  *out = &module;
  return WRQ_OK;
}
