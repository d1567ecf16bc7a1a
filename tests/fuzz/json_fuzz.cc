// Any text as JSON: what the core's reader accepts is what the library's own parser does.
#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/json_visitor.h"
#include "fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(data, data + size);
  std::size_t visits = 0;
  const bool is_read = tms::visit_json(text, [&](std::string_view, const tms::JsonValue&) { ++visits; });
  tms::require(!is_read || visits > 0, "a value is visited");
  const auto opened = std::count_if(text.begin(), text.end(), [](char c) { return c == '[' || c == '{'; });
  const bool may_be_too_deep = std::cmp_greater(opened, tms::kMaxJsonDepth);
  if (may_be_too_deep || text.find('\0') != std::string::npos) return 0;  // the core takes less, on purpose
  tms::require(is_read == nlohmann::json::accept(text), "the library's parser has it the same");
  return 0;
}
