/* A plugin that does one thing wrong: at compile time by a macro, or at run time by its option `mode`. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "warraq_plugin.h"
#include "calls.h"

#ifndef ABI
#define ABI "{\"major\":1,\"minor\":0}"
#endif
#ifndef PANIC
#define PANIC "none"
#endif
#ifndef TARGET
#define TARGET ""
#endif
#ifndef MODULE_SIZE
#define MODULE_SIZE sizeof(wrq_module)
#endif
#ifndef LIFE_SIZE
#define LIFE_SIZE sizeof(wrq_life)
#endif

#ifdef DAMAGED
#define JSON "{\"id\":\"bad\",\"abi\":"
#else
#define JSON "{\"id\":\"bad\",\"version\":\"0.3.0\",\"license\":\"MIT\",\"panic\":\"" PANIC "\",\"target\":\"" TARGET "\",\"abi\":" ABI \
  ",\"components\":[{\"name\":\"rows\",\"kind\":\"processor\",\"version\":\"1\",\"summary\":\"s\"," \
  "\"options\":[{\"name\":\"mode\",\"default\":\"ok\",\"type\":\"string\"},{\"name\":\"size\",\"default\":1,\"type\":{\"int\":[1,9]}}]," \
  "\"examples\":[{\"text\":\"ab\",\"expect\":\"bad.row «ab» n=1 x=0.5 s=one b t=t p=«ab» r=0\"}]}]}"
#endif
#ifndef NO_MANIFEST
WRQ_MANIFEST(JSON);
#endif

#ifdef CONSTRUCTOR
__attribute__((constructor)) static void ran(void) { FILE *f = fopen(CONSTRUCTOR, "w"); if (f) fclose(f); }
#endif
#ifdef EARLY
__attribute__((constructor)) static void early(void) { setlocale(LC_ALL, "C.UTF-8"); }
#endif
#ifdef MISSING
extern void a_function_that_nobody_has(void);
void *keep_it(void) { return (void *)a_function_that_nobody_has; }
#endif

typedef struct {
  char mode[32]; int told, number; const wrq_host *host;
  wrq_sym row, one, n, x, s, b, t, p, r, other, view;
} component;
typedef struct { component *c; int number; } worker;

static int components, workers; /* made so far, for the record of calls */
static int next_number(int *counter) { return __atomic_add_fetch(counter, 1, __ATOMIC_SEQ_CST); }

static wrq_str str(const char *text) { return wrq_str_of(text, strlen(text)); }

static int32_t signature(const wrq_host *h, wrq_str id, wrq_str options, const wrq_json_out *out) {
  (void)options;
  called("signature", 0);
  if (!wrq_str_is(id, "rows")) return WRQ_E_ARG;
  if (h->extension(h, str("warraq.nothing/1")) != NULL || h->extension(h, str("warraq.log/1x")) != NULL) return WRQ_E_ABI;
  return out->put(out->ctx, str("{\"reads\":[{\"layer\":\"token\",\"required\":false}],\"writes\":[{\"name\":\"bad.row\",\"labels\":\"none\","
    "\"columns\":[{\"name\":\"n\",\"type\":\"i64\",\"nullable\":true},{\"name\":\"x\",\"type\":\"f64\",\"nullable\":true},"
    "{\"name\":\"s\",\"type\":\"sym\",\"nullable\":true},{\"name\":\"b\",\"type\":\"bool\",\"nullable\":true},"
    "{\"name\":\"t\",\"type\":\"text\",\"nullable\":true},{\"name\":\"p\",\"type\":\"span\",\"nullable\":true},"
    "{\"name\":\"r\",\"type\":{\"row\":\"bad.row\"},\"nullable\":true}]}],\"views\":[\"bad.view\"],"
    "\"fields_in\":[\"published\"],\"fields_out\":[{\"name\":\"topic\"}],\"drops\":true}"));
}
static int32_t create(const wrq_host *h, wrq_str id, wrq_str options, wrq_str wiring, wrq_component **made) {
  const char *mode, *end; component *c; char json[512];
  (void)wiring;
  if (!wrq_str_is(id, "rows")) return WRQ_E_ARG;
  c = calloc(1, sizeof *c);
  c->number = next_number(&components);
  snprintf(json, sizeof json, "%.*s", (int)options.len, options.ptr);
  mode = strstr(json, "\"mode\":\"");
  snprintf(c->mode, sizeof c->mode, "ok");
  if (mode && (end = strchr(mode + 8, '"')) != NULL) snprintf(c->mode, sizeof c->mode, "%.*s", (int)(end - mode - 8), mode + 8);
  called("create", c->number);
  c->host = h;
  /* it says that it failed, and leaves a pointer that works nevertheless: nobody may use it */
  if (!strcmp(c->mode, "create fails")) { *made = (wrq_component *)c; h->error(h, WRQ_E_CONFIG, str("no model here")); return WRQ_E_CONFIG; }
  if (!strcmp(c->mode, "create nothing")) { free(c); return WRQ_OK; }
  c->row = h->intern(h, str("bad.row")); c->one = h->intern(h, str("one")); c->other = h->intern(h, str("bad.other"));
  c->n = h->intern(h, str("n")); c->x = h->intern(h, str("x")); c->s = h->intern(h, str("s")); c->b = h->intern(h, str("b"));
  c->t = h->intern(h, str("t")); c->p = h->intern(h, str("p")); c->r = h->intern(h, str("r")); c->view = h->intern(h, str("bad.view"));
  *made = (wrq_component *)c;
  return WRQ_OK;
}
static int is(const component *c, const char *mode) { return strcmp(c->mode, mode) == 0; }

static int32_t open_worker(wrq_component *made, wrq_worker **w) {
  component *c = (component *)made;
  worker *opened = calloc(1, sizeof *opened);
  opened->c = c; opened->number = next_number(&workers);
  called("open", opened->number);
  *w = (wrq_worker *)opened;
  if (is(c, "open fails")) { c->host->error(c->host, WRQ_E_FATAL, str("no room for a worker")); return WRQ_E_FATAL; }
  if (is(c, "threads")) note_end_of_thread();
  return WRQ_OK;
}
static void close_worker(wrq_worker *w) { called("close", ((worker *)w)->number); free(w); }
static void destroy(wrq_component *c) { called("destroy", ((component *)c)->number); free(c); }

/* Warns of everything that it finds: layers with their columns, fields. */
static void look(const component *c, const wrq_doc *doc, uint32_t d, wrq_sink *sink) {
  char said[512];
  for (uint32_t l = 0; l < doc->n_layers; l++) {
    const wrq_table *table = doc->layers[l];
    wrq_str name = c->host->symbol(c->host, table->layer);
    int n = snprintf(said, sizeof said, "layer %.*s, %d rows:", (int)name.len, name.ptr, (int)table->n);
    for (uint32_t k = 0; k < table->n_cols; k++) {
      name = c->host->symbol(c->host, table->cols[k]->name);
      n += snprintf(said + n, sizeof said - (size_t)n, " %.*s", (int)name.len, name.ptr);
    }
    sink->warn(sink, d, str(said));
  }
  for (uint32_t f = 0; f < doc->n_fields; f++) {
    wrq_str name = doc->fields[2 * f], value = doc->fields[2 * f + 1];
    snprintf(said, sizeof said, "field %.*s: %.*s", (int)name.len, name.ptr, (int)value.len, value.ptr);
    sink->warn(sink, d, str(said));
  }
}

static void handled(int number) { (void)number; _exit(7); }

static int32_t one(component *c, const wrq_doc *doc, uint32_t d, wrq_sink *sink) {
  uint32_t start = 0, end = (uint32_t)doc->text.len, ref = 0, span[2] = { 0, end }, offsets[2] = { 0, 1 };
  wrq_sym s = c->one; int64_t n = 1; double x = 0.5; uint8_t b = 1; const char *text = "t";
  static char shifted[64];
  if (doc->text.len == 0) return WRQ_OK;
  if (is(c, "empty")) end = start;
  if (is(c, "reversed")) { start = end; end = 0; }
  if (is(c, "range")) end += 1000;
  if (is(c, "inside")) start = c->told ? end - 1 : 1;
  if (is(c, "nan")) x = NAN;
  if (is(c, "symbol")) s = 0x7ffffff0u;
  if (is(c, "local")) s = WRQ_SYM_LOCAL | 7u;
  if (is(c, "dangling")) ref = 77;
  if (is(c, "bool")) b = 9;
  if (is(c, "span column")) span[1] = end + 5000;
  if (is(c, "not utf-8")) text = "\xff";
  if (is(c, "offsets")) offsets[1] = 4000000000u;
  wrq_col cols[] = {
    { sizeof(wrq_col), WRQ_T_I64, c->n, 0, &n, 8, NULL, NULL }, { sizeof(wrq_col), WRQ_T_F64, c->x, 0, &x, 8, NULL, NULL },
    { sizeof(wrq_col), WRQ_T_SYM, c->s, 0, &s, 4, NULL, NULL }, { sizeof(wrq_col), WRQ_T_BOOL, c->b, 0, &b, 1, NULL, NULL },
    { sizeof(wrq_col), WRQ_T_STR, c->t, 0, text, 1, offsets, NULL }, { sizeof(wrq_col), WRQ_T_SPAN, c->p, 0, span, 8, NULL, NULL },
    { sizeof(wrq_col), WRQ_T_ROW, c->r, c->row, &ref, 4, NULL, NULL } };
  const wrq_col *list[] = { &cols[0], &cols[1], &cols[2], &cols[3], &cols[4], &cols[5], &cols[6] };
  wrq_table table = { sizeof table, c->row, 1, &start, &end, NULL, 7, 0, list };
  if (is(c, "null column")) list[3] = NULL;
  if (is(c, "unknown type")) cols[0].type = 99;
  if (is(c, "wrong type")) cols[0].type = WRQ_T_F64;
  if (is(c, "length")) cols[0].values_len = 4096;
  if (is(c, "null values")) cols[0].values = NULL;
  if (is(c, "misaligned")) cols[0].values = shifted + 1;
  if (is(c, "short table")) table.struct_size = 16;
  if (is(c, "short column")) cols[2].struct_size = 8;
  if (is(c, "many rows")) table.n = 1ull << 40;
  if (is(c, "foreign layer")) table.layer = c->other;
  if (is(c, "foreign column")) cols[1].name = c->other;
  if (is(c, "foreign document")) return sink->rows(sink, d + 1000000, &table);
  if (is(c, "foreign field")) return sink->field(sink, d, str("title"), str("x"));
  if (is(c, "field")) sink->field(sink, d, str("topic"), str("ab"));
  if (is(c, "runs")) { wrq_run run = { 5, 4, 3, 2 }; return sink->view(sink, d, c->view, str("x"), &run, 1); }
  if (is(c, "million")) {
    uint32_t *starts = calloc(1000000, sizeof *starts), *ends = calloc(1000000, sizeof *ends);
    for (int i = 0; i < 1000000; i++) ends[i] = end;
    wrq_table all = { sizeof all, c->row, 1000000, starts, ends, NULL, 0, 0, NULL };
    int32_t code = sink->rows(sink, d, &all);
    free(starts); free(ends);
    return code;
  }
  if (is(c, "drop")) return sink->drop(sink, d, str("boring"));
  if (is(c, "warn")) sink->warn(sink, d, str("odd"));
  if (is(c, "look")) look(c, doc, d, sink);
  if (is(c, "slow")) nanosleep(&(struct timespec){ 0, 5000000 }, NULL);
  if (is(c, "write")) ((char *)(uintptr_t)doc->text.ptr)[doc->text.len / 2] = 'x';
  if (is(c, "crash")) { volatile int *nowhere = NULL; *nowhere = 1; }
  if (is(c, "stdout")) { printf("here I am\n"); fflush(stdout); }
  if (is(c, "chdir") && chdir("/") != 0) return WRQ_E_IO;
  if (is(c, "setenv")) setenv("BAD", "1", 1);
  if (is(c, "umask")) umask(0777);
  if (is(c, "locale")) setlocale(LC_NUMERIC, "C.UTF-8");
  if (is(c, "signal")) signal(SIGUSR1, handled);
  if (is(c, "handler")) signal(SIGSEGV, handled); /* Rust's runtime has one */
  if (is(c, "ignore")) signal(SIGTERM, SIG_IGN);
  if (is(c, "block")) { sigset_t set; sigemptyset(&set); sigaddset(&set, SIGTERM); sigprocmask(SIG_BLOCK, &set, NULL); }
  if (is(c, "random")) { static int calls; n = calls++; }
  if (is(c, "leak") && !open("/dev/null", 0)) return WRQ_E_IO;
  if (is(c, "log")) {
    const wrq_log *log = (const wrq_log *)c->host->extension(c->host, str(WRQ_EXT_LOG));
    log->write(c->host, WRQ_LOG_WARN, doc->id, str("look at this"));
  }
  if (is(c, "sulk")) { static int refused; n = refused ? 2 : 1; refused |= sink->rows(sink, d, &table) != WRQ_OK; return WRQ_OK; }
  sink->rows(sink, d, &table);
  /* good rows first, then failure: none may stay */
  if (is(c, "rows then fail")) sink->fail(sink, d, WRQ_E_DOC, str("changed my mind"));
  return WRQ_OK;
}

/* From here on, nothing but close may be called on the worker. */
static int32_t broken(wrq_worker *w, const char *why) {
  const component *c = ((worker *)w)->c;
  called("broken", ((worker *)w)->number);
  c->host->error(c->host, WRQ_E_PANIC, str(why));
  return WRQ_E_PANIC;
}

static int32_t process(wrq_worker *w, const wrq_batch *batch, wrq_sink *sink) {
  component *c = ((worker *)w)->c;
  called("process", ((worker *)w)->number);
  for (uint32_t d = 0; d < batch->n_docs; d++) {
    const wrq_doc *doc = batch->docs[d];
    /* «DO mode.» at the beginning of a document tells what to do with it */
    if (is(c, "as told") && doc->text.len > 3 && memcmp(doc->text.ptr, "DO ", 3) == 0) {
      component told = *c;
      const char *dot = memchr(doc->text.ptr, '.', doc->text.len);
      snprintf(told.mode, sizeof told.mode, "%.*s", (int)(dot - doc->text.ptr - 3), doc->text.ptr + 3);
      told.told = 1;
      if (is(&told, "error")) { sink->fail(sink, d, WRQ_E_DOC, str("told to fail")); continue; }
      if (is(&told, "panic")) return broken(w, "panicked at bad.c: told to");
      one(&told, doc, d, sink);
      continue;
    }
    int poison = doc->text.len >= 6 && memcmp(doc->text.ptr, "POISON", 6) == 0;
    if (poison && is(c, "fail some")) { sink->fail(sink, d, WRQ_E_DOC, str("poisoned")); continue; }
    if (poison && is(c, "panic some")) return broken(w, "panicked at bad.c: poison");
    if (is(c, "fatal")) return WRQ_E_FATAL;
    one(c, doc, d, sink);
  }
  return WRQ_OK;
}

static const wrq_life life = { LIFE_SIZE, 0, signature, create, open_worker, close_worker, destroy };
static const wrq_processor processor = { sizeof processor, 0, &life, process };
static const void *get_interface(wrq_str id) { return wrq_str_is(id, WRQ_PROCESSOR) ? &processor : NULL; }
static struct { wrq_module module; char later[256]; } big = { { MODULE_SIZE, 0, { NULL, 0 }, get_interface }, { 0 } };

#ifndef NO_EXPORT
int32_t warraq_plugin_open_v1(const wrq_host *host, const wrq_module **out) {
  (void)host;
  *out = &big.module;
  return WRQ_OK;
}
#endif
