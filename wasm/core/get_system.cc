#include "core/get_system.h"

#include "core/identifiers.h"

namespace tms {

HttpRequest get_system_request(const std::string& system_id) {
  return {.method = Method::kGet, .target = "/v3/systems/" + percent_encode(system_id)};
}

Result<SystemDefinition> interpret_system(const Reply& reply) {
  SystemDefinition definition;
  const Answer answer = read_answer(reply, [&](std::string_view path, const JsonValue& value) {
    if (path == "result.defaultAuthnMethod" && value.type == JsonType::kString) {
      definition.default_authn_method = value.text;
    }
  });
  if (!answer.is_success()) return general_error(answer);
  if (definition.default_authn_method.empty()) return error_of(answer, ErrorCode::kInvalidResponse);
  return definition;
}

}  // namespace tms
