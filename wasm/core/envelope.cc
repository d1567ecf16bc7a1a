#include "core/envelope.h"

#include <array>

#include "core/text.h"

namespace tms {
namespace {

bool is_code_char(char c) { return (c >= 'A' && c <= 'Z') || is_ascii_digit(c) || c == '_'; }

// Calls `see(word)` for each word that is written like a code, until it returns true.
template <class See>
void for_each_code(std::string_view text, See see) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && (is_code_char(text[end]) || is_ascii_letter(text[end]))) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view word = text.substr(at, end - at);
    if (word.find('_') != std::string_view::npos && see(word)) return;
    at = end;
  }
}

bool names_a_systems_code(std::string_view message) {
  const std::string_view code = tapis_code(message);
  return code.starts_with("SYSLIB_") || code.starts_with("SYSAPI_");
}

}  // namespace

std::optional<Envelope> parse_envelope(std::string_view body, JsonVisitor visitor) {
  Envelope envelope;
  bool has_status = false;
  bool has_message = false;
  bool has_metadata = false;  // a gateway's envelope lacks commit, build and metadata
  const bool well_formed = visit_json(body, [&](std::string_view path, const JsonValue& value) {
    if (path == "metadata") has_metadata = true;
    if (value.type == JsonType::kString && path == "status") {
      envelope.status = value.text;
      has_status = true;
    }
    if (value.type == JsonType::kString && path == "message") {
      envelope.message = value.text;
      has_message = true;
    }
    if (visitor) visitor(path, value);
  });
  if (!well_formed || !has_status || !has_message) return std::nullopt;
  envelope.is_of_systems = has_metadata || names_a_systems_code(envelope.message);
  return envelope;
}

bool has_code(std::string_view message, std::string_view code) {
  bool found = false;
  for_each_code(message, [&](std::string_view word) { return found = word == code; });
  return found;
}

std::string_view tapis_code(std::string_view message) {
  constexpr std::array<std::string_view, 4> kOthers{"SYSAPI_", "TAPIS_", "SEARCH_", "SELECT_"};
  std::string_view inner;
  std::string_view outer;
  for_each_code(message, [&](std::string_view word) {
    if (word.starts_with("SYSLIB_")) inner = word;
    for (std::string_view prefix : kOthers) {
      if (outer.empty() && word.starts_with(prefix)) outer = word;
    }
    return false;
  });
  return inner.empty() ? outer : inner;
}

}  // namespace tms
