/* {{component}}: every line of an item is a document. Replace how items are read, and keep the shape. */
#include "warraq_plugin.h"

WRQ_MANIFEST("{\"id\":\"{{name}}\",\"version\":\"0.1.0\",\"license\":\"MIT OR Apache-2.0\",\"sdk\":\"warraq_plugin.h 1.0\","
  "\"panic\":\"none\",\"abi\":{\"major\":1,\"minor\":0},\"components\":[{\"name\":\"{{component}}\",\"kind\":\"reader\","
  "\"version\":\"0.1.0\",\"summary\":\"Reads every line as a document\",\"doc\":\"Blank lines are passed over.\",\"endings\":[\"lines\"],"
  "\"examples\":[{\"title\":\"Two lines, two documents\",\"text\":\"وصل القطار.\\nغادر القطار.\","
  "\"expect\":\"«وصل القطار.»\\n«غادر القطار.»\"},{\"title\":\"One line\",\"text\":\"وصل القطار.\",\"expect\":\"«وصل القطار.»\"}]}]}");

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

static int32_t read_item(wrq_worker *w, const wrq_item *item, const wrq_doc_out *out) {
  const char *from = item->bytes.ptr, *end = from + item->bytes.len, *to;
  (void)w;
  for (; from < end; from = to + 1) {
    for (to = from; to < end && *to != '\n'; to++) {}
    wrq_new_doc document = { .struct_size = sizeof document, .text = { from, (uint64_t)(to - from) } };
    if (to > from && out->document(out->ctx, &document) != WRQ_OK) return WRQ_E_DOC; /* the host has noted why */
  }
  return WRQ_OK;
}

static const wrq_life life = { sizeof life, 0, signature, create, open_worker, close_worker, destroy };
static const wrq_reader reader = { sizeof reader, 0, &life, read_item };
static const void *get_interface(wrq_str id) { return wrq_str_is(id, WRQ_READER) ? &reader : NULL; }
static wrq_module module = { sizeof module, WRQ_ABI_MINOR, { NULL, 0 }, get_interface };

int32_t warraq_plugin_open_v1(const wrq_host *host, const wrq_module **out) {
  (void)host;
  module.manifest = WRQ_MANIFEST_STR;
  *out = &module;
  return WRQ_OK;
}
