#include "core/operations/revoke_token.h"

#include "core/base/text.h"
#include "core/tapis/access_token.h"

namespace tms {

RevokeToken::RevokeToken(OperationContext context, Secret token, std::string_view what)
    : AuthenticatorOperation(std::move(context), {.step = "revoke-token", .is_with_token = false},
                             concat({"Having the ", what, " revoked"}), revoke_token_request(token)),
      token_(std::move(token)) {}

void RevokeToken::start() {
  if (!can_be_revoked(token_)) return fail({.code = ErrorCode::kInvalidResponse});
  AuthenticatorOperation::start();
}

Finish::Result RevokeToken::end_by(const Reply& reply, Answer& answer, std::string_view& summary) {
  answer = read_answer(reply);
  redact_token(answer.server_message, token_.reveal());
  if (std::optional<Error> error = interpret_revoke_token(answer)) {
    if (error->code != ErrorCode::kTokenRejected) error->detail = " Whether the token was revoked is not known.";
    return std::move(*error);
  }
  summary = "revoked";
  return std::shared_ptr<TokenGrant>();
}

}  // namespace tms
