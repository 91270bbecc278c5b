/* warraq_plugin_easy.h — a plugin with one component in about twenty lines.  SPDX-License-Identifier: MIT OR Apache-2.0
 * C11 and C++17, header only. All of it is made of warraq_plugin.h, the contract, which says more: an author whose component needs
 * labels, columns, fields, views, several layers, models, or scratch of each worker writes what these macros write by hand.
 *
 * The author writes one function, and names it in WRQ_EASY_PROCESSOR, WRQ_EASY_READER or WRQ_EASY_WRITER. What the macros take in
 * words are string literals, which become JSON as they are spelled: they may hold the escapes \n, \t, \" and \\ and no others. */
#ifndef WARRAQ_PLUGIN_EASY_H
#define WARRAQ_PLUGIN_EASY_H
#include <stdlib.h>
#include <string.h>
#include "warraq_plugin.h"

/* A made component. */
typedef struct { const wrq_host *host; wrq_sym layer; wrq_str options; } wrq_easy;

/* ---- options: an int in a range, and true or false; several are joined by "," */
#define WRQ_EASY_INT(name, doc, otherwise, least, most) \
  "{\"name\":" #name ",\"doc\":" #doc ",\"default\":" #otherwise ",\"type\":{\"int\":[" #least "," #most "]}}"
#define WRQ_EASY_BOOL(name, doc, otherwise) "{\"name\":" #name ",\"doc\":" #doc ",\"default\":" #otherwise ",\"type\":\"bool\"}"

/* The value of an option in this host's JSON; empty where there is none. Names inside of other values do not count. */
static inline wrq_str wrq_easy_option(const wrq_easy *self, const char *name) {
  const char *at = self->options.ptr, *end = at + self->options.len, *from = NULL;
  int depth = 0, found = 0;
  for (; at < end; at++) {
    if (*at == '"') {
      const char *text = ++at;
      while (at < end && *at != '"') at += *at == '\\' ? 2 : 1;
      if (depth == 1 && from == NULL) found = wrq_str_is(wrq_str_of(text, (uint64_t)(at - text)), name);
    } else if (*at == '{' || *at == '[') {
      depth++;
    } else if (*at == ':' && depth == 1) {
      from = at + 1;
    } else if (depth == 1 && (*at == ',' || *at == '}')) {
      if (found && from != NULL) {
        const char *to = at;
        while (from < to && *from == ' ') from++;
        while (from < to && to[-1] == ' ') to--;
        return wrq_str_of(from, (uint64_t)(to - from));
      }
      from = NULL;
      depth -= *at == '}';
    } else if (*at == '}' || *at == ']') {
      depth--;
    }
  }
  return wrq_str_of("", 0);
}
/* The same as a number, for WRQ_EASY_INT; the host has checked that it is one. */
static inline int64_t wrq_easy_int(const wrq_easy *self, const char *name, int64_t otherwise) {
  wrq_str value = wrq_easy_option(self, name);
  int64_t number = 0;
  int minus = value.len > 0 && value.ptr[0] == '-';
  for (uint64_t i = (uint64_t)minus; i < value.len && value.ptr[i] >= '0' && value.ptr[i] <= '9'; i++) {
    int digit = value.ptr[i] - '0';
    number = number * 10 + (minus ? -digit : digit); /* downwards, since the least number has no opposite */
  }
  return value.len == 0 ? otherwise : number;
}
static inline int wrq_easy_bool(const wrq_easy *self, const char *name, int otherwise) {
  wrq_str value = wrq_easy_option(self, name);
  return value.len == 0 ? otherwise : wrq_str_is(value, "true");
}

/* ---- examples, which `warraq plugin check` runs; several are joined by "," */
#define WRQ_EASY_EXAMPLE(title, options, text, expect) \
  "{\"title\":" #title ",\"options\":" #options ",\"text\":" #text ",\"expect\":" #expect "}"

/* ---- what the functions of the three kinds are given, to give results to */
typedef struct { wrq_sink *sink; uint32_t doc, n; wrq_sym layer; uint32_t start[256], end[256]; } wrq_easy_rows;
typedef struct { const wrq_doc_out *out; int32_t code; } wrq_easy_documents;
typedef struct { const wrq_target *target; int32_t code; } wrq_easy_bytes;

static inline void wrq_easy_send(wrq_easy_rows *rows) {
  wrq_table table;
  memset(&table, 0, sizeof table);
  table.struct_size = sizeof table; table.layer = rows->layer; table.n = rows->n; table.start = rows->start; table.end = rows->end;
  if (rows->n > 0) rows->sink->rows(rows->sink, rows->doc, &table); /* what the host refuses it has noted as the document's error */
  rows->n = 0;
}
/* A row over the bytes from start to end of the document's text. */
static inline void wrq_easy_row(wrq_easy_rows *rows, uint64_t start, uint64_t end) {
  if (rows->n == sizeof rows->start / sizeof rows->start[0]) wrq_easy_send(rows);
  rows->start[rows->n] = (uint32_t)start; rows->end[rows->n++] = (uint32_t)end;
}
/* This document fails, and its rows are thrown away. */
static inline void wrq_easy_fail(wrq_easy_rows *rows, const char *why) {
  rows->sink->fail(rows->sink, rows->doc, WRQ_E_DOC, wrq_str_of(why, strlen(why)));
}
/* A document with this text, and the item's id, with #number if it has several. */
static inline void wrq_easy_document(wrq_easy_documents *out, const char *text, uint64_t len) {
  wrq_new_doc document;
  memset(&document, 0, sizeof document);
  document.struct_size = sizeof document; document.text = wrq_str_of(text, len);
  if (out->code == WRQ_OK) out->code = out->out->document(out->out->ctx, &document);
}
/* Bytes of the output. */
static inline void wrq_easy_write(wrq_easy_bytes *out, const char *bytes, uint64_t len) {
  if (out->code == WRQ_OK) out->code = out->target->write(out->target->ctx, bytes, len);
}

/* ---- the rest is for the macros */
static inline int32_t wrq_easy_make(const wrq_host *host, const char *layer, wrq_str options, wrq_component **made) {
  wrq_easy *self = (wrq_easy *)malloc(sizeof *self + options.len);
  if (self == NULL) return WRQ_E_NOMEM;
  if (options.len > 0) memcpy((char *)(self + 1), options.ptr, options.len);
  self->host = host; self->options = wrq_str_of((const char *)(self + 1), options.len);
  self->layer = layer[0] ? host->intern(host, wrq_str_of(layer, strlen(layer))) : 0;
  *made = (wrq_component *)self;
  return WRQ_OK;
}
static inline int32_t wrq_easy_open(wrq_component *c, wrq_worker **w) { *w = (wrq_worker *)c; return WRQ_OK; }
static inline void wrq_easy_close(wrq_worker *w) { (void)w; }
static inline void wrq_easy_destroy(wrq_component *c) { free(c); }

#define WRQ_EASY_BEGIN_(kind, id, version, license, name, summary, about, endings, signature_json, layer_name, options, examples) \
  WRQ_MANIFEST("{\"id\":" #id ",\"version\":" #version ",\"license\":" #license ",\"sdk\":\"warraq_plugin_easy.h 1.0\",\"panic\":\"none\"," \
    "\"abi\":{\"major\":1,\"minor\":0},\"components\":[{\"name\":" #name ",\"kind\":\"" kind "\",\"version\":" #version ",\"summary\":" #summary \
    ",\"doc\":" #about ",\"endings\":[" endings "],\"options\":[" options "],\"examples\":[" examples "]}]}"); \
  static int32_t wrq_easy_signature_(const wrq_host *h, wrq_str component, wrq_str o, const wrq_json_out *out) { \
    (void)h; (void)o; \
    return wrq_str_is(component, name) ? out->put(out->ctx, wrq_str_of(signature_json, sizeof(signature_json) - 1)) : WRQ_E_ARG; \
  } \
  static int32_t wrq_easy_create_(const wrq_host *h, wrq_str component, wrq_str o, wrq_str wiring, wrq_component **made) { \
    (void)wiring; \
    return wrq_str_is(component, name) ? wrq_easy_make(h, layer_name, o, made) : WRQ_E_ARG; \
  } \
  static const wrq_life wrq_easy_life_ = { sizeof(wrq_life), 0, wrq_easy_signature_, wrq_easy_create_, wrq_easy_open, wrq_easy_close, \
    wrq_easy_destroy };
#define WRQ_EASY_END_(kind_id) \
  static const void *wrq_easy_interface_(wrq_str asked) { return wrq_str_is(asked, kind_id) ? &wrq_easy_table_ : NULL; } \
  static wrq_module wrq_easy_module_ = { sizeof(wrq_module), WRQ_ABI_MINOR, { NULL, 0 }, wrq_easy_interface_ }; \
  int32_t warraq_plugin_open_v1(const wrq_host *host, const wrq_module **out) { \
    (void)host; \
    wrq_easy_module_.manifest = WRQ_MANIFEST_STR; \
    *out = &wrq_easy_module_; \
    return WRQ_OK; \
  } \
  WRQ_ASSERT(1, "a semicolon follows")

/* ---- what an author calls; `function` is static void function(const wrq_easy *, …, …) with the types that its call here shows */
#define WRQ_EASY_PROCESSOR(function, id, version, license, name, summary, about, layer_name, options, examples) \
  WRQ_EASY_BEGIN_("processor", id, version, license, name, summary, about, "", "{\"writes\":[{\"name\":\"" layer_name "\",\"labels\":\"none\"}]}", \
    layer_name, options, examples) \
  static int32_t wrq_easy_process_(wrq_worker *w, const wrq_batch *batch, wrq_sink *sink) { \
    wrq_easy_rows rows; \
    rows.sink = sink; rows.layer = ((const wrq_easy *)w)->layer; rows.n = 0; \
    for (rows.doc = 0; rows.doc < batch->n_docs; rows.doc++) { \
      function((const wrq_easy *)w, batch->docs[rows.doc], &rows); \
      wrq_easy_send(&rows); \
    } \
    return WRQ_OK; \
  } \
  static const wrq_processor wrq_easy_table_ = { sizeof(wrq_processor), 0, &wrq_easy_life_, wrq_easy_process_ }; \
  WRQ_EASY_END_(WRQ_PROCESSOR)

#define WRQ_EASY_READER(function, id, version, license, name, summary, about, ending, options, examples) \
  WRQ_EASY_BEGIN_("reader", id, version, license, name, summary, about, #ending, "{}", "", options, examples) \
  static int32_t wrq_easy_read_(wrq_worker *w, const wrq_item *item, const wrq_doc_out *out) { \
    wrq_easy_documents documents = { out, WRQ_OK }; \
    function((const wrq_easy *)w, item, &documents); \
    return documents.code; \
  } \
  static const wrq_reader wrq_easy_table_ = { sizeof(wrq_reader), 0, &wrq_easy_life_, wrq_easy_read_ }; \
  WRQ_EASY_END_(WRQ_READER)

#define WRQ_EASY_WRITER(function, id, version, license, name, summary, about, ending, options, examples) \
  WRQ_EASY_BEGIN_("format", id, version, license, name, summary, about, #ending, "{}", "", options, examples) \
  static int32_t wrq_easy_write_(wrq_worker *w, const wrq_batch *batch, uint64_t first, const wrq_target *target) { \
    wrq_easy_bytes bytes = { target, WRQ_OK }; \
    (void)first; \
    for (uint32_t d = 0; d < batch->n_docs && bytes.code == WRQ_OK; d++) function((const wrq_easy *)w, batch->docs[d], &bytes); \
    return bytes.code; \
  } \
  static int32_t wrq_easy_nothing_(wrq_worker *w, const wrq_target *target) { (void)w; (void)target; return WRQ_OK; } \
  static const wrq_writer wrq_easy_table_ = { sizeof(wrq_writer), WRQ_WRITER_PARALLEL, &wrq_easy_life_, wrq_easy_nothing_, wrq_easy_write_, \
    wrq_easy_nothing_, NULL }; \
  WRQ_EASY_END_(WRQ_WRITER)
#endif
