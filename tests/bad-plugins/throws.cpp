// A C++ plugin whose documents and options say what it throws; the wrapper makes errors of it.
#include <cstring>
#include <stdexcept>
#include <string>
#include "warraq_plugin.hpp"

WRQ_MANIFEST("{\"id\":\"throws\",\"version\":\"0.1.0\",\"panic\":\"none\",\"abi\":{\"major\":1,\"minor\":0},\"components\":[{\"name\":\"words\","
  "\"kind\":\"processor\",\"summary\":\"throws\",\"options\":[{\"name\":\"refuse\",\"default\":false,\"type\":\"bool\"}]}]}");

namespace {

struct component { wrq_sym layer; };

int32_t signature(const wrq_host *host, wrq_str, wrq_str, const wrq_json_out *out) {
  return warraq::life(host, [&] { return out->put(out->ctx, warraq::str("{\"writes\":[{\"name\":\"throws.row\",\"labels\":\"none\"}]}")); });
}
int32_t create(const wrq_host *host, wrq_str, wrq_str options, wrq_str, wrq_component **made) {
  return warraq::life(host, [&] {
    if (warraq::view(options).find("true") != std::string_view::npos) throw std::invalid_argument("the option says no");
    *made = reinterpret_cast<wrq_component *>(new component{host->intern(host, warraq::str("throws.row"))});
    return int32_t{WRQ_OK};
  });
}
int32_t open_worker(wrq_component *made, wrq_worker **worker) { *worker = reinterpret_cast<wrq_worker *>(made); return WRQ_OK; }
void close_worker(wrq_worker *) {}
void destroy(wrq_component *made) { delete reinterpret_cast<component *>(made); }

int32_t process(wrq_worker *worker, const wrq_batch *batch, wrq_sink *sink) {
  const auto *c = reinterpret_cast<const component *>(worker);
  return warraq::each(batch, sink, [&](const wrq_doc &doc, uint32_t at) {
    uint32_t start = 0, end = static_cast<uint32_t>(doc.text.len);
    wrq_table table{};
    table.struct_size = sizeof table; table.layer = c->layer; table.n = 1; table.start = &start; table.end = &end;
    sink->rows(sink, at, &table);
    const std::string text(warraq::view(doc.text));
    if (text == "std") throw std::runtime_error("thrown on " + text);
    if (text == "memory") throw std::bad_alloc();
    if (text == "int") throw 7;
  });
}

const wrq_life life = {sizeof life, 0, signature, create, open_worker, close_worker, destroy};
const wrq_processor processor = {sizeof processor, 0, &life, process};
const void *get_interface(wrq_str id) { return wrq_str_is(id, WRQ_PROCESSOR) ? &processor : nullptr; }
const wrq_module module = {sizeof module, WRQ_ABI_MINOR, {nullptr, 0}, get_interface};

}  // namespace

extern "C" int32_t warraq_plugin_open_v1(const wrq_host *, const wrq_module **out) {
  *out = &module;
  return WRQ_OK;
}
