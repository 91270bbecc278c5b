/* A plugin of ABI 1.0 with a component of each kind. It is compiled with the header beside it, which never changes, and must load
 * in every later host. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "warraq_plugin.h"

WRQ_MANIFEST("{\"id\":\"old\",\"version\":\"1.0.0\",\"license\":\"MIT OR Apache-2.0\",\"panic\":\"none\",\"abi\":{\"major\":1,\"minor\":0},\"components\":["
  "{\"name\":\"lengths\",\"kind\":\"processor\",\"summary\":\"the lengths of tokens\",\"options\":[{\"name\":\"least\",\"default\":1,\"type\":{\"int\":[1,99]}}]},"
  "{\"name\":\"halves\",\"kind\":\"reader\",\"summary\":\"two documents from an item\"},"
  "{\"name\":\"blocks\",\"kind\":\"unpacker\",\"summary\":\"items of four bytes\"},"
  "{\"name\":\"starts\",\"kind\":\"format\",\"summary\":\"where tokens start\"}]}");

typedef struct { const wrq_host *host; wrq_sym token, row, length, parity, even, odd, view; int least; } component;
typedef struct { component *c; const wrq_istream *in; uint64_t at; } worker;

static wrq_str str(const char *text) { return wrq_str_of(text, strlen(text)); }

static int32_t signature(const wrq_host *h, wrq_str id, wrq_str options, const wrq_json_out *out) {
  (void)h; (void)options;
  if (!wrq_str_is(id, "lengths")) return out->put(out->ctx, str("{}"));
  return out->put(out->ctx, str("{\"reads\":[{\"layer\":\"token\",\"required\":false}],\"writes\":[{\"name\":\"old.row\",\"labels\":\"none\",\"columns\":["
    "{\"name\":\"length\",\"type\":\"i64\"},{\"name\":\"parity\",\"type\":\"sym\",\"nullable\":true}]}],"
    "\"views\":[\"old.view\"],\"fields_out\":[{\"name\":\"old_count\"}]}"));
}
static int32_t create(const wrq_host *h, wrq_str id, wrq_str options, wrq_str wiring, wrq_component **made) {
  component *c = calloc(1, sizeof *c);
  char json[256]; const char *least;
  (void)id; (void)wiring;
  if (c == NULL) return WRQ_E_NOMEM;
  snprintf(json, sizeof json, "%.*s", (int)options.len, options.ptr);
  least = strstr(json, "\"least\":");
  c->least = least ? atoi(least + 8) : 1;
  c->host = h; c->token = h->intern(h, str("token")); c->row = h->intern(h, str("old.row"));
  c->length = h->intern(h, str("length")); c->parity = h->intern(h, str("parity"));
  c->even = h->intern(h, str("even")); c->odd = h->intern(h, str("odd")); c->view = h->intern(h, str("old.view"));
  if (!c->token || !c->row || !c->length || !c->parity || !c->even || !c->odd || !c->view) {
    free(c);
    h->error(h, WRQ_E_NOMEM, str("the host gave no symbol"));
    return WRQ_E_NOMEM;
  }
  *made = (wrq_component *)c;
  return WRQ_OK;
}
static int32_t open_worker(wrq_component *c, wrq_worker **w) {
  worker *made = calloc(1, sizeof *made);
  if (made == NULL) return WRQ_E_NOMEM;
  made->c = (component *)c; *w = (wrq_worker *)made;
  return WRQ_OK;
}
static void close_worker(wrq_worker *w) { free(w); }
static void destroy(wrq_component *c) { free(c); }

/* processor: a row for each token that is long enough, a field, a view that is the text itself, a warning; «stop» fails */
static int32_t process(wrq_worker *w, const wrq_batch *batch, wrq_sink *sink) {
  component *c = ((worker *)w)->c;
  for (uint32_t d = 0; d < batch->n_docs; d++) {
    const wrq_doc *doc = batch->docs[d];
    char count[32]; uint64_t rows = 0;
    if (doc->text.len >= 4 && memcmp(doc->text.ptr, "stop", 4) == 0) { sink->fail(sink, d, WRQ_E_DOC, str("told to stop")); continue; }
    for (uint32_t l = 0; l < doc->n_layers; l++) {
      const wrq_table *table = doc->layers[l];
      if (table->layer != c->token) continue;
      for (uint64_t r = 0; r < table->n; r++) {
        int64_t length = (int64_t)table->end[r] - table->start[r];
        wrq_sym parity = length % 2 ? c->odd : c->even;
        uint8_t valid = (uint8_t)(length < 9);
        wrq_col columns[2] = { { sizeof(wrq_col), WRQ_T_I64, c->length, 0, &length, 8, NULL, NULL },
                               { sizeof(wrq_col), WRQ_T_SYM, c->parity, 0, &parity, 4, NULL, &valid } };
        const wrq_col *list[2] = { &columns[0], &columns[1] };
        wrq_table row = { sizeof row, c->row, 1, &table->start[r], &table->end[r], NULL, 2, 0, list };
        if (length < c->least) continue;
        if (sink->rows(sink, d, &row) != WRQ_OK) break;
        rows++;
      }
    }
    snprintf(count, sizeof count, "%llu", (unsigned long long)rows);
    sink->field(sink, d, str("old_count"), str(count));
    sink->view(sink, d, c->view, doc->text, NULL, 0);
    if (rows == 0) sink->warn(sink, d, str("no rows"));
  }
  return WRQ_OK;
}

/* reader: the text before and after the first «|» */
static int32_t read_item(wrq_worker *w, const wrq_item *item, const wrq_doc_out *out) {
  const char *bar = memchr(item->bytes.ptr, '|', item->bytes.len);
  uint64_t at = bar ? (uint64_t)(bar - item->bytes.ptr) : item->bytes.len;
  wrq_new_doc first = { .struct_size = sizeof first, .text = { item->bytes.ptr, at } };
  (void)w;
  if (out->document(out->ctx, &first) != WRQ_OK) return WRQ_E_DOC;
  if (bar) {
    wrq_new_doc second = { .struct_size = sizeof second, .id = str("second"), .text = { bar + 1, item->bytes.len - at - 1 } };
    return out->document(out->ctx, &second) == WRQ_OK ? WRQ_OK : WRQ_E_DOC;
  }
  return WRQ_OK;
}

/* unpacker: items of four bytes */
static int32_t begin_stream(wrq_worker *w, wrq_str uri, const wrq_istream *in) { (void)uri; ((worker *)w)->in = in; return WRQ_OK; }
static int32_t next(wrq_worker *w, const wrq_item_out *out) {
  worker *at = (worker *)w;
  char bytes[4]; uint64_t have = 0; int64_t n = 0;
  while (have < 4 && (n = at->in->read(at->in->ctx, bytes + have, 4 - have)) > 0) have += (uint64_t)n;
  if (n < 0) return WRQ_E_IO;
  if (have == 0) return 0;
  wrq_item item = { .struct_size = sizeof item, .bytes = { bytes, have } };
  out->item(out->ctx, &item, at->at, have);
  at->at += have;
  return 1;
}

/* writer: the id of each document and where its first layer's rows start */
static int32_t nothing(wrq_worker *w, const wrq_target *target) { (void)w; (void)target; return WRQ_OK; }
static int32_t write_documents(wrq_worker *w, const wrq_batch *batch, uint64_t first, const wrq_target *target) {
  (void)w; (void)first;
  for (uint32_t d = 0; d < batch->n_docs; d++) {
    const wrq_doc *doc = batch->docs[d];
    target->write(target->ctx, doc->id.ptr, doc->id.len);
    for (uint64_t r = 0; doc->n_layers > 0 && r < doc->layers[0]->n; r++) {
      char number[32];
      int n = snprintf(number, sizeof number, " %u", doc->layers[0]->start[r]);
      target->write(target->ctx, number, (uint64_t)n);
    }
    target->write(target->ctx, "\n", 1);
  }
  return WRQ_OK;
}

static const wrq_life life = { sizeof life, 0, signature, create, open_worker, close_worker, destroy };
static const wrq_processor processor = { sizeof processor, 0, &life, process };
static const wrq_reader reader = { sizeof reader, 0, &life, read_item };
static const wrq_unpacker unpacker = { sizeof unpacker, 0, &life, begin_stream, next };
static const wrq_writer writer = { sizeof writer, WRQ_WRITER_PARALLEL, &life, nothing, write_documents, nothing, NULL };
static const void *get_interface(wrq_str id) {
  if (wrq_str_is(id, WRQ_PROCESSOR)) return &processor;
  if (wrq_str_is(id, WRQ_READER)) return &reader;
  if (wrq_str_is(id, WRQ_UNPACKER)) return &unpacker;
  return wrq_str_is(id, WRQ_WRITER) ? &writer : NULL;
}
static wrq_module module = { sizeof module, WRQ_ABI_MINOR, { NULL, 0 }, get_interface };

int32_t warraq_plugin_open_v1(const wrq_host *host, const wrq_module **out) {
  if (host->struct_size < sizeof *host) return WRQ_E_ABI;
  module.manifest = WRQ_MANIFEST_STR;
  *out = &module;
  return WRQ_OK;
}
