#include "core/calls/revoke_token.h"

#include <algorithm>

#include "core/base/base64url.h"
#include "core/base/text.h"
#include "core/calls/authenticator_error.h"

namespace tms {

bool can_be_revoked(const Secret& token) {
  const std::string_view text = token.reveal();
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_base64url(c) || c == '.'; });
}

HttpRequest revoke_token_request(const Secret& token) {
  return {.method = Method::kPost,
          .target = "/v3/oauth2/tokens/revoke",
          .body = concat({R"({"token":")", token.reveal(), R"("})"})};
}

std::optional<Error> interpret_revoke_token(const Answer& answer) {
  if (answer.is_success()) return std::nullopt;
  if (is_refusal(answer)) return error_of(answer, ErrorCode::kTokenRejected);
  return authenticator_error(answer);
}

}  // namespace tms
