/* The smallest host of ABI 1.0: it opens a plugin, runs one processor over texts in one batch and prints what it gives. It is compiled
 * with the header beside it, which never changes, and has no extensions: plugins built with every later SDK for minor 0 must run in it.
 * With HOST_LATER it plays a host of a later minor: larger structs, a layer, a type of column and flags that nobody knows yet.
 *
 *   host PLUGIN COMPONENT OPTIONS WIRING TEXT... */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "warraq_plugin.h"

enum { MOST = 4096 };
static char *names[MOST]; /* by symbol; 0 is none */
static uint32_t n_names = 1;

static const void *extension(const wrq_host *h, wrq_str id) { (void)h; (void)id; return NULL; }
static wrq_sym intern(const wrq_host *h, wrq_str name) {
  (void)h;
  for (uint32_t s = 1; s < n_names; s++) if (wrq_str_is(name, names[s])) return s;
  if (n_names == MOST) return 0;
  names[n_names] = calloc(1, name.len + 1);
  memcpy(names[n_names], name.ptr, name.len);
  return n_names++;
}
static wrq_str symbol(const wrq_host *h, wrq_sym sym) {
  (void)h;
  return sym > 0 && sym < n_names ? wrq_str_of(names[sym], strlen(names[sym])) : wrq_str_of(NULL, 0);
}
static void error(const wrq_host *h, int32_t code, wrq_str message) { (void)h; printf("error %d %.*s\n", code, (int)message.len, message.ptr); }
static const char *name(wrq_sym sym) { return sym < n_names && names[sym] ? names[sym] : "?"; }

static const wrq_doc *documents[16];

static void cell(const wrq_col *col, uint64_t r, const char *text) {
  if (col->validity && !(col->validity[r / 8] >> (r % 8) & 1)) return;
  printf(" %s=", name(col->name));
  if (col->type == WRQ_T_SYM) printf("%s", name(((const uint32_t *)col->values)[r]));
  if (col->type == WRQ_T_BOOL) printf("%d", ((const uint8_t *)col->values)[r]);
  if (col->type == WRQ_T_I64) printf("%lld", (long long)((const int64_t *)col->values)[r]);
  if (col->type == WRQ_T_F64) printf("%g", ((const double *)col->values)[r]);
  if (col->type == WRQ_T_ROW) printf("%u", ((const uint32_t *)col->values)[r]);
  if (col->type == WRQ_T_STR) printf("%.*s", (int)(col->offsets[r + 1] - col->offsets[r]), (const char *)col->values + col->offsets[r]);
  if (col->type == WRQ_T_SPAN) printf("%.*s", (int)(((const uint32_t *)col->values)[2 * r + 1] - ((const uint32_t *)col->values)[2 * r]), text + ((const uint32_t *)col->values)[2 * r]);
}
static int32_t rows(wrq_sink *sink, uint32_t d, const wrq_table *table) {
  const char *text = documents[d]->text.ptr;
  (void)sink;
  for (uint64_t r = 0; r < table->n; r++) {
    printf("%u %s %.*s", d, name(table->layer), (int)(table->end[r] - table->start[r]), text + table->start[r]);
    if (table->label) printf(" %s", name(table->label[r]));
    for (uint32_t c = 0; c < table->n_cols; c++) cell(table->cols[c], r, text);
    printf("\n");
  }
  return WRQ_OK;
}
static int32_t field(wrq_sink *s, uint32_t d, wrq_str key, wrq_str value) {
  (void)s; printf("%u field %.*s=%.*s\n", d, (int)key.len, key.ptr, (int)value.len, value.ptr); return WRQ_OK;
}
static int32_t view(wrq_sink *s, uint32_t d, wrq_sym v, wrq_str text, const wrq_run *runs, uint64_t n) {
  (void)s; (void)runs; printf("%u view %s %.*s (%llu runs)\n", d, name(v), (int)text.len, text.ptr, (unsigned long long)n); return WRQ_OK;
}
static int32_t drop(wrq_sink *s, uint32_t d, wrq_str why) { (void)s; printf("%u drop %.*s\n", d, (int)why.len, why.ptr); return WRQ_OK; }
static void warn(wrq_sink *s, uint32_t d, wrq_str what) { (void)s; printf("%u warn %.*s\n", d, (int)what.len, what.ptr); }
static void fail(wrq_sink *s, uint32_t d, int32_t code, wrq_str what) { (void)s; printf("%u fail %d %.*s\n", d, code, (int)what.len, what.ptr); }
static int32_t stop(const wrq_sink *s) { (void)s; return 0; }
static int32_t put(void *ctx, wrq_str json) { (void)ctx; printf("signature %.*s\n", (int)json.len, json.ptr); return WRQ_OK; }

/* Every struct of a later minor has more at its end. */
#ifdef HOST_LATER
enum { LATER = 64 };
#else
enum { LATER = 0 };
#endif
static void *sized(size_t size) {
  void *made = calloc(1, size + LATER);
  if (made == NULL) abort();
  memset((char *)made + size, 0xA5, LATER);
  *(uint32_t *)made = (uint32_t)size + LATER;
  return made;
}

/* The layer token: what stands between spaces, and with HOST_LATER a column of a type from the future. */
static wrq_table *tokens(wrq_str text, wrq_sym layer) {
  wrq_table *table = sized(sizeof *table);
  uint32_t *start = calloc(text.len + 1, 4), *end = calloc(text.len + 1, 4), *label = calloc(text.len + 1, 4);
  for (uint64_t i = 0, j; i < text.len; i = j + 1) {
    for (j = i; j < text.len && text.ptr[j] != ' '; j++) {}
    if (j == i) continue;
    start[table->n] = (uint32_t)i; end[table->n] = (uint32_t)j; label[table->n++] = intern(NULL, wrq_str_of("word", 4));
  }
  table->layer = layer; table->start = start; table->end = end; table->label = label;
#ifdef HOST_LATER
  wrq_col *col = sized(sizeof *col);
  const wrq_col **list = calloc(1, sizeof *list);
  col->type = 99; col->name = intern(NULL, wrq_str_of("later", 5)); col->values = start; col->values_len = 3;
  list[0] = col; table->cols = list; table->n_cols = 1;
#endif
  return table;
}
static void free_table(const wrq_table *table) {
  free((void *)table->start); free((void *)table->end); free((void *)table->label);
  if (table->n_cols) free((void *)table->cols[0]);
  free((void *)table->cols); free((void *)table);
}

static wrq_doc *document(char *text, wrq_sym token, wrq_sym later) {
  wrq_doc *doc = sized(sizeof *doc);
  const wrq_table **layers = calloc(2, sizeof *layers);
  doc->id = wrq_str_of("a", 1); doc->text = wrq_str_of(text, strlen(text));
#ifdef HOST_LATER
  doc->flags = 0x80000000u;
  layers[doc->n_layers++] = tokens(doc->text, later);
#else
  (void)later;
#endif
  layers[doc->n_layers++] = tokens(doc->text, token);
  doc->layers = layers;
  return doc;
}

static int run(const wrq_host *host, const wrq_processor *p, char **args, int n_texts) {
  const wrq_json_out out = { NULL, put };
  wrq_str id = wrq_str_of(args[0], strlen(args[0])), options = wrq_str_of(args[1], strlen(args[1]));
  wrq_component *component; wrq_worker *worker; int32_t code;
  if ((code = p->life->signature(host, id, options, &out)) != WRQ_OK) return printf("signature failed %d\n", code), 1;
  if ((code = p->life->create(host, id, options, wrq_str_of(args[2], strlen(args[2])), &component)) != WRQ_OK) return printf("create failed %d\n", code), 1;
  if ((code = p->life->open(component, &worker)) != WRQ_OK) return printf("open failed %d\n", code), 1;
  wrq_sym token = intern(host, wrq_str_of("token", 5)), later = intern(host, wrq_str_of("a layer of the future", 21));
  wrq_batch *batch = sized(sizeof *batch); wrq_sink *sink = sized(sizeof *sink);
  sink->rows = rows; sink->field = field; sink->view = view; sink->drop = drop; sink->warn = warn; sink->fail = fail;
  sink->stop = stop; sink->field_json = field;
  for (int d = 0; d < n_texts && d < 16; d++) { documents[d] = document(args[3 + d], token, later); batch->n_docs++; }
  batch->docs = documents;
  code = p->process(worker, batch, sink);
  printf("process %d\n", code);
  p->life->close(worker);
  p->life->destroy(component);
  for (uint32_t d = 0; d < batch->n_docs; d++) {
    for (uint32_t l = 0; l < documents[d]->n_layers; l++) free_table(documents[d]->layers[l]);
    free((void *)documents[d]->layers); free((void *)documents[d]);
  }
  free(batch); free(sink);
  return 0;
}

int main(int argc, char **argv) {
  wrq_host *host = sized(sizeof *host);
  const wrq_module *module = NULL; const wrq_processor *processor;
  int32_t (*entry)(const wrq_host *, const wrq_module **), code;
  void *library = argc > 5 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
  if (library == NULL) return printf("cannot load: %s\n", argc > 5 ? dlerror() : "host PLUGIN COMPONENT OPTIONS WIRING TEXT..."), 2;
  *(void **)&entry = dlsym(library, "warraq_plugin_open_v1");
  host->abi_minor = LATER ? 7 : WRQ_ABI_MINOR; host->name = wrq_str_of("host.c", 6); host->version = wrq_str_of("1", 1);
  host->extension = extension; host->intern = intern; host->symbol = symbol; host->error = error;
  if (entry == NULL || (code = entry(host, &module)) != WRQ_OK || module == NULL) return printf("the entry failed\n"), 1;
  processor = module->get_interface(wrq_str_of(WRQ_PROCESSOR, sizeof WRQ_PROCESSOR - 1));
  code = processor ? run(host, processor, argv + 2, argc - 5) : 1;
  for (uint32_t s = 1; s < n_names; s++) free(names[s]);
  free(host);
  return code;
}
