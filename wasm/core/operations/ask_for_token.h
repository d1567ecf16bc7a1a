// Ask once whether the person has finished to sign in, and for the token if so. When to ask, and how often, is the
// caller's.
//
//   success                    the tokens. The Authenticator gives them once
//   not typed in yet           nothing
//   the code has ended, or is  sign_in_expired. That is also what is said after an answer with the tokens was lost
//   not known
//   refused otherwise          sign_in_refused
//   anything else              its error. It ends nothing: the next time may succeed
//
// Nothing is asked again. What a server repeats of the code is in no error.
#pragma once

#include "core/operations/authenticator_operation.h"

namespace tms {

class AskForToken final : public AuthenticatorOperation {
 public:
  AskForToken(OperationContext context, std::shared_ptr<const DeviceCode> code);

 private:
  Finish::Result end_by(const Reply& reply, Answer& answer, std::string_view& summary) override;

  const std::shared_ptr<const DeviceCode> code_;
};

}  // namespace tms
