// Start to sign in: have the Authenticator give out a code.
//
//   success         the code, for the person, and where to type it
//   refused         sign_in_refused: the client is not known, or the tenant does not allow this grant
//   anything else   its error; nothing is asked again
//
// A client id that cannot be one is refused before a byte is sent.
#pragma once

#include "core/operations/authenticator_operation.h"

namespace tms {

class StartSignIn final : public AuthenticatorOperation {
 public:
  // `origin`: of the Authenticator, see check_device_code().
  StartSignIn(OperationContext context, const std::string& client_id, std::string origin);

 private:
  void start() override;
  Finish::Result end_by(const Reply& reply, Answer& answer, std::string_view& summary) override;

  const std::string origin_;
  const std::shared_ptr<DeviceCode> code_;
};

}  // namespace tms
