#include "core/operations/revoke_token.h"

#include "core/base/text.h"
#include "core/tapis/access_token.h"

namespace tms {

RevokeToken::RevokeToken(OperationContext context, Secret token, std::string_view what)
    : AuthenticatorOperation(std::move(context), {.step = "revoke-token", .is_with_token = false},
                             concat({"Having the ", what, " revoked"})),
      token_(std::move(token)) {}

void RevokeToken::start() {
  if (!can_be_revoked(token_)) return fail({.code = ErrorCode::kInvalidResponse});
  AuthenticatorOperation::start();
}

AuthenticatorOperation::End RevokeToken::end_by(const Reply& reply) const {
  Answer answer = read_answer(reply);
  redact_token(answer.server_message, token_.reveal());
  std::optional<Error> error = interpret_revoke_token(answer);
  if (!error) return {.answer = std::move(answer), .result = std::shared_ptr<TokenGrant>(), .summary = "revoked"};
  if (error->code != ErrorCode::kTokenRejected) error->detail = " Whether the token was revoked is not known.";
  return {.answer = std::move(answer), .result = std::move(*error), .summary = ""};
}

}  // namespace tms
