/* Two plugins are made of this with another ANSWER each: both export the same function under the same name, and ask it. */
#include "warraq_plugin_easy.h"

#ifndef ANSWER
#error "say what this plugin answers"
#endif
/* Not inlined and not known before it runs: it is looked up, as a function of another library would be. */
static volatile uint64_t answer = ANSWER;
WRQ_EXPORT __attribute__((noinline)) uint64_t the_answer(void);
uint64_t the_answer(void) { return answer; }

/* As many rows as the answer says, over the first bytes of a text. */
static void ask(const wrq_easy *self, const wrq_doc *doc, wrq_easy_rows *rows) {
  (void)self;
  for (uint64_t i = 0; i < the_answer() && i < doc->text.len; i++) wrq_easy_row(rows, i, i + 1);
}

WRQ_EASY_PROCESSOR(ask, "local", "0.1.0", "MIT", "ask", "Asks a function of its own", "", "local.row", "", "");
