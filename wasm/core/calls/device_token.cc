#include "core/calls/device_token.h"

#include <utility>

#include "core/base/text.h"
#include "core/calls/authenticator_error.h"

namespace tms {
namespace {

bool refuses_with(const Answer& answer, std::string_view words) {
  return is_refusal(answer) && answer.server_message.find(words) != std::string::npos;
}

}  // namespace

HttpRequest device_token_request(const DeviceCode& code) {
  return {.method = Method::kPost,
          .target = "/v3/oauth2/tokens",
          .body = concat({R"({"grant_type":"device_code","client_id":")", code.client_id, R"(","device_code":")",
                          code.device_code.reveal(), R"("})"})};
}

Answer read_device_token(const Reply& reply, const DeviceCode& code, Secret& access_token, Secret& refresh_token) {
  Answer answer = read_answer(reply, [&](std::string_view path, const JsonValue& value) {
    if (value.type != JsonType::kString) return;
    if (path == "result.access_token.access_token") access_token = Secret::copy_of(value.text);
    if (path == "result.refresh_token.refresh_token") refresh_token = Secret::copy_of(value.text);
  });
  // Before any of it is quoted: where a quotation is cut, half a secret would not be found.
  redact(answer.server_message, code.device_code.reveal());
  redact_token(answer.server_message, access_token.reveal());
  redact_token(answer.server_message, refresh_token.reveal());
  return answer;
}

std::optional<Error> take_device_token(const Answer& answer, Secret access_token, TokenGrant& grant) {
  if (answer.is_success()) {
    Result<AccessToken> token = AccessToken::parse(std::move(access_token));
    if (!token) return error_of(answer, ErrorCode::kInvalidResponse);
    grant.access_token = std::move(*token);
    return std::nullopt;
  }
  if (refuses_with(answer, "code not ready")) return std::nullopt;
  if (refuses_with(answer, "code has expired") || refuses_with(answer, "code not valid")) {
    return error_of(answer, ErrorCode::kSignInExpired);
  }
  return authenticator_error(answer);
}

}  // namespace tms
