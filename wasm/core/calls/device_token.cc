#include "core/calls/device_token.h"

#include <utility>

#include "core/base/text.h"
#include "core/calls/authenticator_error.h"

namespace tms {
namespace {

bool refuses_with(const Answer& answer, std::string_view words) {
  return is_refusal(answer) && answer.server_message.find(words) != std::string::npos;
}

// What it means that there are no tokens.
Result<std::shared_ptr<TokenGrant>> without_tokens(const Answer& answer) {
  if (refuses_with(answer, "code not ready")) return std::shared_ptr<TokenGrant>();
  if (refuses_with(answer, "code has expired") || refuses_with(answer, "code not valid")) {
    return error_of(answer, ErrorCode::kSignInExpired);
  }
  return authenticator_error(answer);
}

}  // namespace

HttpRequest device_token_request(const DeviceCode& code) {
  return {.method = Method::kPost,
          .target = "/v3/oauth2/tokens",
          .body = concat({R"({"grant_type":"device_code","client_id":")", code.client_id, R"(","device_code":")",
                          code.device_code.reveal(), R"("})"})};
}

Reading<std::shared_ptr<TokenGrant>> interpret_device_token(const Reply& reply, const DeviceCode& code) {
  const auto grant = std::make_shared<TokenGrant>();
  Secret access_token;
  Answer answer = read_answer(reply, [&](std::string_view path, const JsonValue& value) {
    if (value.type != JsonType::kString) return;
    if (path == "result.access_token.access_token") access_token = Secret::copy_of(value.text);
    if (path == "result.refresh_token.refresh_token") grant->refresh_token = Secret::copy_of(value.text);
  });
  // Before any of it is quoted: where a quotation is cut, half a secret would not be found.
  redact(answer.server_message, code.device_code.reveal());
  redact_token(answer.server_message, access_token.reveal());
  redact_token(answer.server_message, grant->refresh_token.reveal());
  if (!answer.is_success()) {
    auto value = without_tokens(answer);
    return {.answer = std::move(answer), .value = std::move(value)};
  }
  Result<AccessToken> token = AccessToken::parse(std::move(access_token));
  if (!token) {
    Error error = error_of(answer, ErrorCode::kInvalidResponse);
    return {.answer = std::move(answer), .value = std::move(error)};
  }
  grant->access_token = std::move(*token);
  return {.answer = std::move(answer), .value = grant};
}

}  // namespace tms
