#include "core/operations/start_sign_in.h"

namespace tms {

StartSignIn::StartSignIn(OperationContext context, std::string client_id, std::string origin)
    : AuthenticatorOperation(std::move(context), {.step = "device-code", .is_optional = true, .is_with_token = false},
                             "Asking for a code to sign in with"),
      client_id_(std::move(client_id)),
      origin_(std::move(origin)) {}

void StartSignIn::start() {
  if (std::optional<Error> error = check_client_id(client_id_)) return fail(std::move(*error));
  AuthenticatorOperation::start();
}

AuthenticatorOperation::End StartSignIn::end_by(const Reply& reply) const {
  auto [answer, code] = interpret_device_code(reply, client_id_, origin_);
  if (!code) {
    Error& error = code.error();
    if (error.code != ErrorCode::kSignInRefused) error.detail = " The sign-in has not begun.";
    return {.answer = std::move(answer), .result = std::move(error), .summary = ""};
  }
  return {.answer = std::move(answer), .result = std::move(*code), .summary = "code received"};
}

}  // namespace tms
