#include "core/operations/start_sign_in.h"

namespace tms {

StartSignIn::StartSignIn(OperationContext context, const std::string& client_id, std::string origin)
    : AuthenticatorOperation(std::move(context), {.step = "device-code", .is_optional = true, .is_with_token = false},
                             "Asking for a code to sign in with", device_code_request(client_id)),
      origin_(std::move(origin)),
      code_(std::make_shared<DeviceCode>()) {
  code_->client_id = client_id;
}

void StartSignIn::start() {
  if (std::optional<Error> error = check_client_id(code_->client_id)) return fail(std::move(*error));
  AuthenticatorOperation::start();
}

Finish::Result StartSignIn::end_by(const Reply& reply, Answer& answer, std::string_view& summary) {
  answer = read_device_code(reply, *code_);
  if (std::optional<Error> error = check_device_code(answer, *code_, origin_)) {
    if (error->code != ErrorCode::kSignInRefused) error->detail = " The sign-in has not begun.";
    return std::move(*error);
  }
  summary = "code received";
  return std::shared_ptr<const DeviceCode>(code_);
}

}  // namespace tms
