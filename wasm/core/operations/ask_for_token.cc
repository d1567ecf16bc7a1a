#include "core/operations/ask_for_token.h"

namespace tms {

AskForToken::AskForToken(OperationContext context, std::shared_ptr<const DeviceCode> code)
    : AuthenticatorOperation(std::move(context), {.step = "token", .is_optional = true, .is_with_token = false},
                             "Asking whether the sign-in is finished", device_token_request(*code)),
      code_(std::move(code)) {}

Finish::Result AskForToken::end_by(const Reply& reply, Answer& answer, std::string_view& summary) {
  auto grant = std::make_shared<TokenGrant>();
  Secret access_token;
  answer = read_device_token(reply, *code_, access_token, grant->refresh_token);
  if (std::optional<Error> error = take_device_token(answer, std::move(access_token), *grant)) {
    const bool is_over = error->code == ErrorCode::kSignInExpired || error->code == ErrorCode::kSignInRefused;
    if (!is_over) error->detail = " Whether the sign-in is finished is not known.";
    return std::move(*error);
  }
  if (grant->access_token.secret().empty()) grant = nullptr;
  summary = grant ? "signed in" : "not finished yet";
  return grant;
}

}  // namespace tms
