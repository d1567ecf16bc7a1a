#include "core/tapis/envelope.h"

namespace tms {

std::optional<Envelope> parse_envelope(std::string_view body, JsonVisitor visitor) {
  Envelope envelope;
  bool has_status = false;
  bool has_message = false;
  bool has_systems_member = false;
  bool has_other_member = false;
  const bool well_formed = visit_json(body, [&](std::string_view path, const JsonValue& value) {
    if (path == "metadata" || path == "commit" || path == "build") has_systems_member = true;
    if (path == "result" || path == "version") has_other_member = true;
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
  if (!well_formed || !has_message) return std::nullopt;
  envelope.is_of_tapis = has_status && (has_systems_member || has_other_member);
  const std::string_view message = envelope.message;
  const bool has_systems_code = message.starts_with("SYSLIB_") || message.starts_with("SYSAPI_");
  envelope.is_of_systems = envelope.is_of_tapis && (has_systems_member || has_systems_code);
  return envelope;
}

}  // namespace tms
