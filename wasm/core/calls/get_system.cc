#include "core/calls/get_system.h"

#include <utility>

#include "core/tapis/identifiers.h"

namespace tms {

HttpRequest get_system_request(const std::string& system_id) {
  return {.method = Method::kGet, .target = "/v3/systems/" + percent_encode(system_id)};
}

Reading<SystemDefinition> interpret_system(const Reply& reply) {
  SystemDefinition definition;
  Answer answer = read_answer(reply, [&](std::string_view path, const JsonValue& value) {
    if (path == "result.defaultAuthnMethod" && value.type == JsonType::kString) {
      definition.default_authn_method = value.text;
    }
  });
  Result<SystemDefinition> value = definition;
  if (!answer.is_success()) {
    value = general_error(answer);
  } else if (definition.default_authn_method.empty()) {
    value = error_of(answer, ErrorCode::kInvalidResponse);
  }
  return {.answer = std::move(answer), .value = std::move(value)};
}

}  // namespace tms
