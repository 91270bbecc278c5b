// warraq_plugin.hpp — exceptions of a C++ plugin become errors.  SPDX-License-Identifier: MIT OR Apache-2.0
// C++17. An exception must not cross the ABI: wrap what a slot of the ABI calls in warraq::guard.
#ifndef WARRAQ_PLUGIN_HPP
#define WARRAQ_PLUGIN_HPP
#include <exception>
#include <new>
#include <string_view>
#include "warraq_plugin.h"

namespace warraq {

inline wrq_str str(std::string_view text) { return wrq_str_of(text.data(), text.size()); }
inline std::string_view view(wrq_str text) { return {text.ptr, static_cast<std::size_t>(text.len)}; }

// Runs `body`, which gives a WRQ_ code; tells `fail(code, message)` about an exception and gives its code.
template <class Body, class Fail>
int32_t guard(Body &&body, Fail &&fail) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc &) {
    fail(WRQ_E_NOMEM, "memory ran out");
    return WRQ_E_NOMEM;
  } catch (const std::exception &error) {
    fail(WRQ_E_DOC, error.what());
    return WRQ_E_DOC;
  } catch (...) {
    fail(WRQ_E_DOC, "an exception that is no std::exception");
    return WRQ_E_DOC;
  }
}

// process() as a function of one document: an exception is that document's error, the others of the batch stay.
template <class Each>
int32_t each(const wrq_batch *batch, wrq_sink *sink, Each &&one) noexcept {
  for (uint32_t i = 0; i < batch->n_docs; i++) {
    guard([&] { one(*batch->docs[i], i); return int32_t{WRQ_OK}; },
          [&](int32_t code, std::string_view message) { sink->fail(sink, i, code, str(message)); });
  }
  return WRQ_OK;
}

// The same for signature, create and open.
template <class Body>
int32_t life(const wrq_host *host, Body &&body) noexcept {
  return guard(body, [&](int32_t code, std::string_view message) {
    host->error(host, code == WRQ_E_DOC ? WRQ_E_CONFIG : code, str(message));
  });
}

}  // namespace warraq
#endif
