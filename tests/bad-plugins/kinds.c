/* A reader, an unpacker and a format that do one thing wrong each: what their option `mode` or a macro names. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "warraq_plugin.h"
#include "calls.h"

/* the modes that are the defaults */
#ifndef PAGES
#define PAGES "ok"
#endif
#ifndef PARTS
#define PARTS "ok"
#endif
#ifndef LINES
#define LINES "ok"
#endif
#define MODE "\"options\":[{\"name\":\"mode\",\"default\":\"ok\",\"type\":\"string\"}]"
#ifdef ONLY_PARTS
#define OTHERS
#else
#define OTHERS \
  "{\"name\":\"pages\",\"kind\":\"reader\",\"summary\":\"s\"," MODE ",\"examples\":[{\"text\":\"ab\"}]}," \
  "{\"name\":\"lines\",\"kind\":\"format\",\"summary\":\"s\"," MODE ",\"endings\":[\"bad\"],\"examples\":[{\"text\":\"ab\"}]},"
#endif
WRQ_MANIFEST("{\"id\":\"kinds\",\"version\":\"0.1.0\",\"license\":\"MIT\",\"panic\":\"none\",\"abi\":{\"major\":1,\"minor\":0},\"components\":["
  OTHERS "{\"name\":\"parts\",\"kind\":\"unpacker\",\"summary\":\"s\"," MODE ",\"examples\":[{\"text\":\"ab\"}]}]}");

typedef struct { char mode[32]; int number; const wrq_host *host; wrq_sym word, other, n; } component;
typedef struct { component *c; int number; const wrq_istream *in; int begun; } worker;

static int components, workers;
static int next_number(int *counter) { return __atomic_add_fetch(counter, 1, __ATOMIC_SEQ_CST); }
static wrq_str str(const char *text) { return wrq_str_of(text, strlen(text)); }
static int is(const worker *w, const char *mode) { return strcmp(w->c->mode, mode) == 0; }
static int poison(wrq_str text) { return text.len >= 6 && memcmp(text.ptr, "POISON", 6) == 0; }

static int32_t signature(const wrq_host *h, wrq_str id, wrq_str options, const wrq_json_out *out) {
  (void)h; (void)options;
  if (!wrq_str_is(id, "pages")) return out->put(out->ctx, str("{}"));
  return out->put(out->ctx, str("{\"writes\":[{\"name\":\"bad.word\",\"labels\":\"none\",\"columns\":[{\"name\":\"n\",\"type\":\"i64\",\"nullable\":true}]}]}"));
}
static int32_t create(const wrq_host *h, wrq_str id, wrq_str options, wrq_str wiring, wrq_component **made) {
  component *c = calloc(1, sizeof *c);
  const char *mode = memmem(options.ptr, options.len, "\"mode\":\"", 8);
  (void)wiring;
  snprintf(c->mode, sizeof c->mode, "%s", wrq_str_is(id, "pages") ? PAGES : wrq_str_is(id, "parts") ? PARTS : LINES);
  if (mode) snprintf(c->mode, sizeof c->mode, "%.*s", (int)strcspn(mode + 8, "\""), mode + 8);
  c->host = h; c->number = next_number(&components);
  c->word = h->intern(h, str("bad.word")); c->other = h->intern(h, str("bad.other")); c->n = h->intern(h, str("n"));
  called("create", c->number);
  *made = (wrq_component *)c;
  if (strcmp(c->mode, "create fails") == 0) { h->error(h, WRQ_E_CONFIG, str("no model here")); return WRQ_E_CONFIG; }
  return WRQ_OK;
}
static int32_t open_worker(wrq_component *c, wrq_worker **w) {
  worker *made = calloc(1, sizeof *made);
  made->c = (component *)c; made->number = next_number(&workers);
  called("open", made->number);
  *w = (wrq_worker *)made;
  return WRQ_OK;
}
static void close_worker(wrq_worker *w) { called("close", ((worker *)w)->number); free(w); }
static void destroy(wrq_component *c) { called("destroy", ((component *)c)->number); free(c); }

static int32_t broken(const worker *w, const char *why) {
  called("broken", w->number);
  w->c->host->error(w->c->host, WRQ_E_PANIC, str(why));
  return WRQ_E_PANIC;
}
static void overwrite(wrq_str text) { if (text.len > 0) ((char *)(uintptr_t)text.ptr)[text.len / 2] = 'x'; }

/* reader: the item is the document's text, with a row over all of it */
static int32_t read_item(wrq_worker *worker_, const wrq_item *item, const wrq_doc_out *out) {
  worker *w = (worker *)worker_;
  component *c = w->c;
  uint32_t start = 0, end = (uint32_t)item->bytes.len, bytes = end;
  uint64_t room[8] = { 0 };
  int64_t n = 1;
  wrq_col col = { sizeof col, WRQ_T_I64, c->n, 0, &n, 8, NULL, NULL };
  const wrq_col *cols[] = { &col };
  wrq_table table = { sizeof table, c->word, 1, &start, &end, NULL, 1, 0, cols };
  const wrq_table *tables[] = { &table };
  wrq_run run = { 0, 1, bytes, bytes + 9 };
  wrq_str fields[] = { str("topic"), str("ab") }, warnings[] = { str("odd") };
  uint8_t info[] = { WRQ_F_TEXT };
  wrq_new_doc doc = { .struct_size = sizeof doc, .n_layers = bytes > 0, .text = item->bytes, .layers = tables, .fields = fields,
    .n_fields = 1, .field_info = info, .warnings = warnings, .n_warnings = 1 };
  const wrq_new_doc *given = &doc;
  called("read", w->number);
  if (is(w, "threads")) note_end_of_thread();
  if (poison(item->bytes) && is(w, "panic some")) return broken(w, "panicked at kinds.c: poison");
  if (is(w, "write")) overwrite(item->bytes);
  if (is(w, "null document")) given = NULL;
  if (is(w, "short document")) doc.struct_size = 24;
  if (is(w, "misaligned document")) given = (const wrq_new_doc *)((const char *)room + 1);
  if (is(w, "text not utf-8")) doc.text = str("\xff");
  if (is(w, "text null")) doc.text = wrq_str_of(NULL, 5);
  if (is(w, "text without end")) doc.text.len = 1ull << 40;
  if (is(w, "id not utf-8")) doc.id = str("\xfe");
  if (is(w, "runs range")) { doc.runs = &run; doc.n_runs = 1; }
  if (is(w, "runs misaligned")) { doc.runs = (const wrq_run *)((const char *)room + 1); doc.n_runs = 1; }
  if (is(w, "fields null")) doc.fields = NULL;
  if (is(w, "field not utf-8")) fields[1] = str("\xff");
  if (is(w, "field no json")) info[0] = WRQ_F_JSON;
  if (is(w, "layers null")) doc.layers = NULL;
  if (is(w, "table null")) tables[0] = NULL;
  if (is(w, "short table")) table.struct_size = 16;
  if (is(w, "columns null")) table.cols = NULL;
  if (is(w, "starts null")) table.start = NULL;
  if (is(w, "many rows")) table.n = 1ull << 40;
  if (is(w, "foreign layer")) table.layer = c->other;
  if (is(w, "foreign column")) col.name = c->other;
  if (is(w, "range")) end += 1000;
  if (is(w, "inside")) end = 1;
  if (is(w, "reversed")) { start = end; end = 0; }
  if (is(w, "local null")) doc.n_local = 3;
  if (is(w, "warnings null")) doc.warnings = NULL;
  if (is(w, "fail")) { out->fail(out->ctx, WRQ_E_DOC, str("cannot be read")); return WRQ_OK; }
  if (is(w, "nothing")) return WRQ_OK;
  out->document(out->ctx, given);
  /* a good document first, then failure: it may not stay */
  if (is(w, "document then fail")) { c->host->error(c->host, WRQ_E_DOC, str("changed my mind")); return WRQ_E_DOC; }
  if (is(w, "document then panic")) return broken(w, "panicked at kinds.c: afterwards");
  return WRQ_OK;
}

/* unpacker: the stream is one item */
static int32_t begin_stream(wrq_worker *worker_, wrq_str uri, const wrq_istream *in) {
  worker *w = (worker *)worker_;
  (void)uri;
  called("begin", w->number);
  w->in = in;
  if (is(w, "begin fails")) { w->c->host->error(w->c->host, WRQ_E_DOC, str("no archive")); return WRQ_E_DOC; }
  if (is(w, "begin panics")) return broken(w, "panicked at kinds.c: begin");
  return WRQ_OK;
}
static int32_t next(wrq_worker *worker_, const wrq_item_out *out) {
  worker *w = (worker *)worker_;
  char bytes[1 << 16];  /* of this call: tests run side by side */
  uint64_t room[20] = { 0 };
  if (is(w, "more for ever")) return 1;
  if (is(w, "byte by byte")) return w->in->read(w->in->ctx, bytes, 1) == 1;
  int64_t have = w->in->read(w->in->ctx, is(w, "nowhere to read") ? NULL : bytes, sizeof bytes);
  wrq_str fields[] = { str("topic"), str("ab") };
  wrq_item item = { .struct_size = sizeof item, .bytes = { bytes, (uint64_t)(have > 0 ? have : 0) }, .fields = fields, .n_fields = 1 };
  const wrq_item *given = &item;
  called("next", w->number);
  if (is(w, "nowhere to read")) { w->c->host->error(w->c->host, WRQ_E_IO, str(have == 0 ? "nothing to read" : "read nowhere")); return WRQ_E_IO; }
  if (have < 0) return WRQ_E_IO;
  if (have == 0) return 0;
  if (poison(item.bytes) && is(w, "panic some")) return broken(w, "panicked at kinds.c: poison");
  if (is(w, "null item")) given = NULL;
  if (is(w, "short item")) item.struct_size = 8;
  if (is(w, "misaligned item")) given = (const wrq_item *)((const char *)room + 1);
  if (is(w, "bytes without end")) item.bytes.len = 1ull << 40;
  if (is(w, "bytes null")) item.bytes = wrq_str_of(NULL, 5);
  if (is(w, "field not utf-8")) fields[1] = str("\xff");
  if (is(w, "fail")) { out->fail(out->ctx, 3, str("a broken part")); return 1; }
  if (is(w, "fail nothing")) { out->fail_item(out->ctx, NULL, str("a broken item"), 0); return 1; }
  if (is(w, "code")) return -77;
  out->item(out->ctx, given, 0, item.bytes.len);
  if (is(w, "item then panic")) return broken(w, "panicked at kinds.c: afterwards");
  return 1;
}

/* format: the text of each document on a line */
static int32_t begin_target(wrq_worker *worker_, const wrq_target *target) {
  worker *w = (worker *)worker_;
  called("begin", w->number);
  if (is(w, "begin panics")) return broken(w, "panicked at kinds.c: begin");
  return target->write(target->ctx, "<\n", 2);
}
static int32_t write_documents(wrq_worker *worker_, const wrq_batch *batch, uint64_t first, const wrq_target *target) {
  worker *w = (worker *)worker_;
  const wrq_doc *doc = batch->docs[0];
  (void)first;
  called("write", w->number);
  if (poison(doc->text) && is(w, "panic some")) { target->write(target->ctx, "half", 4); return broken(w, "panicked at kinds.c: poison"); }
  if (is(w, "write")) overwrite(doc->text);
  if (is(w, "bytes null")) target->write(target->ctx, NULL, 5);
  if (is(w, "bytes without end")) target->write(target->ctx, "ab", 1ull << 63);
  target->write(target->ctx, doc->text.ptr, doc->text.len);
  if (is(w, "bytes then fail")) { w->c->host->error(w->c->host, WRQ_E_DOC, str("changed my mind")); return WRQ_E_DOC; }
  return target->write(target->ctx, "\n", 1);
}
static int32_t finish_target(wrq_worker *worker_, const wrq_target *target) {
  worker *w = (worker *)worker_;
  called("finish", w->number);
  if (is(w, "finish fails")) return WRQ_E_IO;
  return target->write(target->ctx, ">\n", 2);
}
static int32_t describe(wrq_component *c, wrq_writer_info *info) {
  if (strcmp(((component *)c)->mode, "framing not utf-8") == 0) info->open = info->close = str("\xff");
  return WRQ_OK;
}

static const wrq_life life = { sizeof life, 0, signature, create, open_worker, close_worker, destroy };
static const wrq_reader reader = { sizeof reader, 0, &life, read_item };
static const wrq_unpacker unpacker = { sizeof unpacker, 0, &life, begin_stream, next };
static const wrq_writer writer = { sizeof writer, WRQ_WRITER_PARALLEL, &life, begin_target, write_documents, finish_target, describe };
static const void *get_interface(wrq_str id) {
  if (wrq_str_is(id, WRQ_READER)) return &reader;
  if (wrq_str_is(id, WRQ_UNPACKER)) return &unpacker;
  return wrq_str_is(id, WRQ_WRITER) ? &writer : NULL;
}
static const wrq_module module = { sizeof module, WRQ_ABI_MINOR, { NULL, 0 }, get_interface };

int32_t warraq_plugin_open_v1(const wrq_host *host, const wrq_module **out) {
  (void)host;
  *out = &module;
  return WRQ_OK;
}
