#include "core/operations/ask_for_token.h"

namespace tms {

AskForToken::AskForToken(OperationContext context, std::shared_ptr<const DeviceCode> code)
    : AuthenticatorOperation(std::move(context), {.step = "token", .is_optional = true, .is_with_token = false},
                             "Asking whether the sign-in is finished"),
      code_(std::move(code)) {}

AuthenticatorOperation::End AskForToken::end_by(const Reply& reply) const {
  auto [answer, grant] = interpret_device_token(reply, *code_);
  if (!grant) {
    Error& error = grant.error();
    const bool is_over = error.code == ErrorCode::kSignInExpired || error.code == ErrorCode::kSignInRefused;
    if (!is_over) error.detail = " Whether the sign-in is finished is not known.";
    return {.answer = std::move(answer), .result = std::move(error), .summary = ""};
  }
  const std::string_view summary = *grant ? "signed in" : "not finished yet";
  return {.answer = std::move(answer), .result = std::move(*grant), .summary = summary};
}

}  // namespace tms
