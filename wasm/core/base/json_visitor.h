// Reads JSON as a stream of (path, value) pairs, so that an answer of megabytes is never built as a tree and a reader
// names just the members that it wants: "message", "result.defaultAuthnMethod", "result[].id".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/function_ref.h"

namespace tms {

enum class JsonType { kNull, kBoolean, kNumber, kString, kObject, kArray };

struct JsonValue {
  JsonType type = JsonType::kNull;
  std::string_view text;  // of a string; valid during the visit
  double number = 0;      // of a number
  bool boolean = false;   // of a boolean
};

// Objects and arrays are visited once, before their members. A member whose name is empty or holds '.' or '[' is
// visited as "?", so that no name can pass for a path.
using JsonVisitor = FunctionRef<void(std::string_view path, const JsonValue& value)>;

// Deeper JSON than this is refused: no Tapis answer comes near.
inline constexpr std::size_t kMaxJsonDepth = 64;

// False if `text` is not one well-formed JSON value in valid UTF-8, or is nested too deep. The visitor may have been
// called before the fault was found.
bool visit_json(std::string_view text, JsonVisitor visitor);

}  // namespace tms
