/* find: finds digits. Replace what process() finds, and keep the shape. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "warraq_plugin.h"

WRQ_MANIFEST("{\"id\":\"hello-c\",\"version\":\"0.1.0\",\"license\":\"MIT OR Apache-2.0\",\"sdk\":\"warraq_plugin.h 1.0\","
  "\"panic\":\"none\",\"abi\":{\"major\":1,\"minor\":0},\"components\":[{\"name\":\"find\",\"kind\":\"processor\","
  "\"version\":\"0.1.0\",\"summary\":\"Finds runs of ASCII digits\",\"doc\":\"Runs of at least `min` digits.\","
  "\"options\":[{\"name\":\"min\",\"doc\":\"The shortest run.\",\"default\":1,\"type\":{\"int\":[1,9]}}],\"examples\":["
  "{\"title\":\"Every run\",\"options\":\"\",\"text\":\"عام 1990 و7 أيام\",\"expect\":\"hello-c.find «1990»\\nhello-c.find «7»\"},"
  "{\"title\":\"Only long runs\",\"options\":\"min = 4\",\"text\":\"عام 1990 و7 أيام\",\"expect\":\"hello-c.find «1990»\"}]}]}");

typedef struct { wrq_sym layer; uint64_t min; } find;

static int32_t signature(const wrq_host *h, wrq_str id, wrq_str options, const wrq_json_out *out) {
  static const char json[] = "{\"writes\":[{\"name\":\"hello-c.find\",\"labels\":\"none\"}]}";
  (void)h; (void)options;
  return wrq_str_is(id, "find") ? out->put(out->ctx, wrq_str_of(json, sizeof json - 1)) : WRQ_E_ARG;
}
static int32_t create(const wrq_host *h, wrq_str id, wrq_str options, wrq_str wiring, wrq_component **made) {
  char json[256]; const char *min; find *f;
  (void)wiring;
  if (!wrq_str_is(id, "find")) return WRQ_E_ARG;
  if ((f = malloc(sizeof *f)) == NULL) return WRQ_E_NOMEM;
  snprintf(json, sizeof json, "%.*s", (int)options.len, options.ptr); /* the host has checked the options */
  min = strstr(json, "\"min\":");
  f->min = min ? strtoull(min + 6, NULL, 10) : 1;
  f->layer = h->intern(h, wrq_str_of("hello-c.find", sizeof "hello-c.find" - 1));
  *made = (wrq_component *)f;
  return WRQ_OK;
}
static int32_t open_worker(wrq_component *c, wrq_worker **w) { *w = (wrq_worker *)c; return WRQ_OK; }
static void close_worker(wrq_worker *w) { (void)w; }
static void destroy(wrq_component *c) { free(c); }

static int32_t process(wrq_worker *w, const wrq_batch *batch, wrq_sink *sink) {
  const find *f = (const find *)w;
  for (uint32_t d = 0; d < batch->n_docs; d++) {
    wrq_str text = batch->docs[d]->text;
    for (uint64_t i = 0, j; i < text.len; i = j + 1) {
      for (j = i; j < text.len && text.ptr[j] >= '0' && text.ptr[j] <= '9'; j++) {}
      if (j - i >= f->min) {
        uint32_t start = (uint32_t)i, end = (uint32_t)j;
        wrq_table rows = { .struct_size = sizeof rows, .layer = f->layer, .n = 1, .start = &start, .end = &end };
        if (sink->rows(sink, d, &rows) != WRQ_OK) break; /* the host has noted why */
      }
    }
  }
  return WRQ_OK;
}

static const wrq_life life = { sizeof life, 0, signature, create, open_worker, close_worker, destroy };
static const wrq_processor processor = { sizeof processor, 0, &life, process };
static const void *get_interface(wrq_str id) { return wrq_str_is(id, WRQ_PROCESSOR) ? &processor : NULL; }
static wrq_module module = { sizeof module, WRQ_ABI_MINOR, { NULL, 0 }, get_interface };

int32_t warraq_plugin_open_v1(const wrq_host *host, const wrq_module **out) {
  (void)host;
  module.manifest = WRQ_MANIFEST_STR;
  *out = &module;
  return WRQ_OK;
}
