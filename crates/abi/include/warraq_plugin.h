/* warraq_plugin.h — Warraq's plugin ABI, major 1.  SPDX-License-Identifier: MIT OR Apache-2.0
 * C11 and C++11.  docs/abi.md says what every rule is for; docs/write-a-plugin.md starts you off.
 *
 * Strings are UTF-8 (ptr, len) and not terminated.  wrq_str and wrq_run are frozen and may stand in arrays by value; every other
 * struct starts with struct_size, grows only at its end, and stands in arrays by pointer: test a later field with WRQ_HAS.
 * Nobody frees what it did not allocate.  What is lent is valid until the call returns; what is given is copied inside the call.
 * [any] any thread, concurrently · [control] one thread at a time per module · [worker] one thread at a time per worker. */
#ifndef WARRAQ_PLUGIN_H
#define WARRAQ_PLUGIN_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#define WRQ_ASSERT(c, m) static_assert(c, m)
#else
#define WRQ_ASSERT(c, m) _Static_assert(c, m)
#endif
#if defined(_WIN32)
#define WRQ_EXPORT __declspec(dllexport)
#else
#define WRQ_EXPORT __attribute__((visibility("default")))
#endif
#define WRQ_ABI_MAJOR 1u
#define WRQ_ABI_MINOR 0u
/* Whether the other side's struct has this field. */
#define WRQ_HAS(s, type, f) ((s)->struct_size >= offsetof(type, f) + sizeof((s)->f))

typedef struct { const char *ptr; uint64_t len; } wrq_str;               /* frozen */
typedef struct { uint32_t at, at_end, from, from_end; } wrq_run;         /* frozen: [at,at_end) of the new text comes from
    [from,from_end) of the old one; between runs both advance byte by byte */
typedef uint32_t wrq_sym; /* a string by number, from wrq_host.intern inside create(); the table is frozen before the first document,
    so that it cannot grow with the data. 0 is none. With the high bit set: wrq_doc.local[sym & 0x7fffffff]. */
#define WRQ_SYM_LOCAL 0x80000000u
enum { WRQ_OK = 0, WRQ_E_ABI = -1, WRQ_E_ARG = -2, WRQ_E_CONFIG = -3, WRQ_E_DOC = -4, WRQ_E_FATAL = -5, WRQ_E_PANIC = -6,
       WRQ_E_CANCELLED = -7, WRQ_E_NOMEM = -8, WRQ_E_UNSUPPORTED = -9, WRQ_E_IO = -10, WRQ_E_LIMIT = -11 };

/* ---- tables: one shape for what is read and what is written, in Arrow's buffer layout */
enum { WRQ_T_SYM = 1 /* u32 */, WRQ_T_BOOL = 2 /* u8, 0 or 1 */, WRQ_T_I64 = 3, WRQ_T_F64 = 4,
       WRQ_T_STR = 5 /* offsets[n + 1] into bytes */, WRQ_T_ROW = 6 /* u32, row of ref_layer */, WRQ_T_SPAN = 7 /* u32 pairs start, end */ };
typedef struct {
  uint32_t struct_size, type; wrq_sym name, ref_layer;
  const void *values; uint64_t values_len;                               /* in bytes */
  const uint32_t *offsets; const uint8_t *validity;                      /* bits, least significant first; NULL: no row is empty */
} wrq_col;
typedef struct {
  uint32_t struct_size; wrq_sym layer; uint64_t n;
  const uint32_t *start, *end; const wrq_sym *label;                     /* label: NULL where the layer has none */
  uint32_t n_cols, reserved; const wrq_col *const *cols;
} wrq_table; /* rows that a call gives: any order, several tables of a layer follow each other; references into layers that the same call
    writes are emission numbers, all others rows as they were read */

/* ---- documents */
enum { WRQ_DOC_VIEW = 1 /* text is the view that the step's key `on` names */ };
enum { WRQ_F_TEXT = 0, WRQ_F_INT = 1, WRQ_F_FLOAT = 2, WRQ_F_BOOL = 3, WRQ_F_JSON = 4 };      /* low half of field_info; not text: JSON */
enum { WRQ_FROM_PIPELINE = 0, WRQ_FROM_READER = 1, WRQ_FROM_STEP = 2, WRQ_FROM_COMMAND = 3 }; /* high half: where the value came from */
typedef struct {
  uint32_t struct_size, flags;
  wrq_str id, text;
  uint32_t n_layers, n_fields;                                           /* of those declared, the ones that this document has;
                                                                            for writers: all that are shown, in head_json's order */
  const wrq_table *const *layers; const wrq_str *fields;                 /* n_fields x { name, value } */
  const uint8_t *field_info;                                             /* n_fields */
  const wrq_str *local; uint64_t n_local;                                /* strings of symbols that only this document has */
  wrq_str record_json;                                                   /* for writers: warnings, status, undecoded, run; or empty */
} wrq_doc;
typedef struct { uint32_t struct_size, n_docs; const wrq_doc *const *docs; } wrq_batch;

typedef struct wrq_sink wrq_sink; /* lives for one call */
struct wrq_sink {
  uint32_t struct_size, reserved; void *ctx;
  int32_t (*rows)(wrq_sink *, uint32_t doc, const wrq_table *);
  int32_t (*field)(wrq_sink *, uint32_t doc, wrq_str name, wrq_str value);
  int32_t (*view)(wrq_sink *, uint32_t doc, wrq_sym view, wrq_str text, const wrq_run *runs, uint64_t n_runs);
  int32_t (*drop)(wrq_sink *, uint32_t doc, wrq_str reason);
  void    (*warn)(wrq_sink *, uint32_t doc, wrq_str message);
  void    (*fail)(wrq_sink *, uint32_t doc, int32_t code, wrq_str message); /* this document only; the others of the batch stay */
  int32_t (*stop)(const wrq_sink *);                                     /* non-zero: return WRQ_E_CANCELLED; ask every 10 ms */
  int32_t (*field_json)(wrq_sink *, uint32_t doc, wrq_str name, wrq_str json); /* numbers, truth values, lists */
};

/* ---- the host */
typedef struct wrq_host wrq_host;
struct wrq_host {
  uint32_t struct_size, abi_minor; void *ctx; wrq_str name, version;
  const void *(*extension)(const wrq_host *, wrq_str id);                /* [any] one of the WRQ_EXT_…; NULL: absent */
  wrq_sym (*intern)(const wrq_host *, wrq_str);                          /* [control] inside create(); 0 outside of it */
  wrq_str (*symbol)(const wrq_host *, wrq_sym);                          /* [any] inside create() and calls with documents;
                                                                            ptr NULL: no symbol of the run */
  void (*error)(const wrq_host *, int32_t code, wrq_str message);        /* [any] why the call that is running fails */
};
#define WRQ_EXT_LOG "warraq.log/1"
enum { WRQ_LOG_ERROR = 1, WRQ_LOG_WARN = 2, WRQ_LOG_INFO = 3, WRQ_LOG_DEBUG = 4 };
typedef struct { uint32_t struct_size, reserved;                         /* [any] document: its id, or empty */
  void (*write)(const wrq_host *, int32_t level, wrq_str document, wrq_str message); } wrq_log;
#define WRQ_EXT_ASSETS "warraq.assets/1"                                 /* inside create(): files that options of kind path name */
typedef struct { uint32_t struct_size, reserved; uint64_t (*count)(const wrq_host *);
  int32_t (*get)(const wrq_host *, uint64_t at, wrq_str *path, wrq_str *bytes); } wrq_assets;
#define WRQ_EXT_CONTEXT "warraq.context/1"                               /* inside signature(): { "inputs": […], "layers": […] } */
typedef struct { uint32_t struct_size, reserved; wrq_str (*json)(const wrq_host *); } wrq_context;
#define WRQ_EXT_ERROR "warraq.error/1"                                   /* error() with { "message", "option": […], "suggestion" } */
typedef struct { uint32_t struct_size, reserved; void (*json)(const wrq_host *, int32_t code, wrq_str json); } wrq_error;

/* ---- components: create once a run (models live here, shared by all workers) -> open once a worker (scratch) */
typedef struct wrq_component wrq_component; typedef struct wrq_worker wrq_worker;
typedef struct { void *ctx; int32_t (*put)(void *ctx, wrq_str json); } wrq_json_out;          /* frozen */
typedef struct {
  uint32_t struct_size, flags;
  /* [control] layers, columns, fields, views read and written under these options; loads no model */
  int32_t (*signature)(const wrq_host *, wrq_str id, wrq_str options_json, const wrq_json_out *);
  /* [control] the host stays valid until destroy; never followed by destroy when it fails */
  int32_t (*create)(const wrq_host *, wrq_str id, wrq_str options_json, wrq_str wiring_json, wrq_component **);
  int32_t (*open)(wrq_component *, wrq_worker **);                       /* [any] */
  void (*close)(wrq_worker *);                                           /* [worker] the only call after WRQ_E_PANIC */
  void (*destroy)(wrq_component *);                                      /* [control] after the last close */
} wrq_life;

#define WRQ_PROCESSOR "warraq.processor/1"
typedef struct {
  uint32_t struct_size, flags; const wrq_life *life;
  int32_t (*process)(wrq_worker *, const wrq_batch *, wrq_sink *);       /* [worker] negative: the whole batch failed */
} wrq_processor;

enum { WRQ_ITEM_PART = 1 /* offset, length and index are known */ };
typedef struct {
  uint32_t struct_size, n_fields; wrq_str uri, media_type, bytes; const wrq_str *fields;
  wrq_str id; uint64_t offset, length, index; const uint8_t *field_info; uint32_t flags, reserved;
} wrq_item;
typedef struct {
  uint32_t struct_size, n_layers; wrq_str id, text;                      /* id empty: the item's, and #number if it has several */
  const wrq_run *runs; uint64_t n_runs;                                  /* text -> item bytes; NULL: not known */
  const wrq_table *const *layers; const wrq_str *fields; uint32_t n_fields, reserved; /* a layer that is given, be it empty, is not made again */
  const uint8_t *field_info; const wrq_str *local; uint64_t n_local;
  const wrq_str *warnings; uint64_t n_warnings, undecoded; wrq_str run_json;
} wrq_new_doc;
typedef struct { uint32_t struct_size, reserved; void *ctx;
  int32_t (*document)(void *ctx, const wrq_new_doc *); void (*fail)(void *ctx, int32_t code, wrq_str message);
  int32_t (*stop)(void *ctx); } wrq_doc_out;
#define WRQ_READER "warraq.reader/1"                                     /* one item -> documents; runs on the workers */
typedef struct {
  uint32_t struct_size, flags; const wrq_life *life;
  int32_t (*read)(wrq_worker *, const wrq_item *, const wrq_doc_out *);  /* [worker] */
} wrq_reader;

typedef struct { uint32_t struct_size, flags; void *ctx;                 /* valid until close; seek, size: NULL on a pipe */
  int64_t (*read)(void *ctx, void *buf, uint64_t cap); int32_t (*seek)(void *ctx, uint64_t at); int64_t (*size)(void *ctx);
  wrq_str id; uint64_t max_item; } wrq_istream;                          /* id of the whole stream; the largest item allowed */
typedef struct { uint32_t struct_size, reserved; void *ctx;
  int32_t (*item)(void *ctx, const wrq_item *, uint64_t offset, uint64_t length);
  void (*fail)(void *ctx, uint64_t offset, wrq_str message);
  void (*fail_item)(void *ctx, const wrq_item *, wrq_str message, int32_t last); } wrq_item_out;
#define WRQ_UNPACKER "warraq.unpacker/1"                                 /* one stream -> items */
typedef struct {
  uint32_t struct_size, flags; const wrq_life *life;
  int32_t (*begin)(wrq_worker *, wrq_str uri, const wrq_istream *);      /* [worker] once a worker */
  int32_t (*next)(wrq_worker *, const wrq_item_out *);                   /* [worker] 1 more, 0 end, negative: the stream is broken */
} wrq_unpacker;

typedef struct { uint32_t struct_size, flags; void *ctx; int32_t (*write)(void *ctx, const void *, uint64_t);
  wrq_str path; wrq_str head_json; } wrq_target;                         /* head_json: layers, settings, pipeline, fingerprint */
enum { WRQ_WRITER_PARALLEL = 1 /* write() runs on the workers, bytes are joined in input order (the default) */,
       WRQ_WRITER_FILE = 2 /* wants target->path (a temporary file) instead of a stream; one thread */,
       WRQ_WRITER_DOCUMENTS = 4 /* begin, write of one document, finish for each document; on the workers */ };
typedef struct { uint32_t struct_size, flags; wrq_str open, between, close, empty; } wrq_writer_info;
#define WRQ_WRITER "warraq.writer/1"
typedef struct {
  uint32_t struct_size, flags; const wrq_life *life;
  int32_t (*begin)(wrq_worker *, const wrq_target *);                    /* [worker] header, once a target; on other workers not at all */
  int32_t (*write)(wrq_worker *, const wrq_batch *, uint64_t first_index, const wrq_target *); /* [worker] */
  int32_t (*finish)(wrq_worker *, const wrq_target *);                   /* [worker] footer, once a target */
  int32_t (*describe)(wrq_component *, wrq_writer_info *);               /* [any] or NULL: flags above, no framing */
} wrq_writer;

/* ---- the module */
typedef struct {
  uint32_t struct_size, abi_minor; wrq_str manifest;
  const void *(*get_interface)(wrq_str id);                              /* [any] one of the four, or NULL */
} wrq_module;
WRQ_EXPORT int32_t warraq_plugin_open_v1(const wrq_host *, const wrq_module **);               /* [control] once */

/* The manifest lies in a section of its own, so that it is read without running anything. */
#if defined(__APPLE__)
#define WRQ_MANIFEST_SECTION "__DATA,__wrq_manifest"
#else
#define WRQ_MANIFEST_SECTION ".wrq_manifest"
#endif
#define WRQ_MANIFEST(json) __attribute__((section(WRQ_MANIFEST_SECTION), used)) static const struct { \
  char magic[8]; uint32_t len; char text[sizeof(json)]; } wrq_manifest_ = { {'W','R','Q','M','A','N','I','1'}, sizeof(json) - 1, json }
#define WRQ_MANIFEST_STR wrq_str_of(wrq_manifest_.text, wrq_manifest_.len)

static inline wrq_str wrq_str_of(const char *ptr, uint64_t len) { wrq_str s; s.ptr = ptr; s.len = len; return s; }
static inline int wrq_str_is(wrq_str s, const char *text) {
  uint64_t i = 0;
  while (i < s.len && text[i] != 0 && s.ptr[i] == text[i]) i++;
  return i == s.len && text[i] == 0;
}

WRQ_ASSERT(sizeof(void *) == 8 && sizeof(wrq_str) == 16 && sizeof(wrq_run) == 16, "64-bit only in v1");
WRQ_ASSERT(sizeof(wrq_col) == 48 && sizeof(wrq_table) == 56 && sizeof(wrq_doc) == 104 && sizeof(wrq_batch) == 16, "layout");
WRQ_ASSERT(sizeof(wrq_sink) == 80 && sizeof(wrq_host) == 80 && sizeof(wrq_life) == 48 && sizeof(wrq_processor) == 24, "layout");
WRQ_ASSERT(sizeof(wrq_item) == 120 && sizeof(wrq_new_doc) == 144 && sizeof(wrq_doc_out) == 40 && sizeof(wrq_reader) == 24, "layout");
WRQ_ASSERT(sizeof(wrq_istream) == 64 && sizeof(wrq_item_out) == 40 && sizeof(wrq_unpacker) == 32, "layout");
WRQ_ASSERT(sizeof(wrq_target) == 56 && sizeof(wrq_writer_info) == 72 && sizeof(wrq_writer) == 48 && sizeof(wrq_module) == 32, "layout");
#ifdef __cplusplus
}
#endif
#endif
