// Check: say what is true of a user's credentials on a system, changing nothing.
//
//   good, missing, refused by the host, host did not answer, not supported    that is the outcome
//   a refusal with a code that is not documented                              missing: nothing usable is there
//   500 of the Systems service with such a code                               server_error: it could not tell
//   404                                                                       the definition is asked for: the system
//                                                                             exists: missing; else system_not_found
//   anything else                                                             its error
#pragma once

#include "core/operations/system_operation.h"

namespace tms {

class Check final : public SystemOperation {
 public:
  explicit Check(OperationContext context) : SystemOperation(std::move(context)) {}

 private:
  void begin() override;
  void on_answer(Call call, const Answer& answer) override;
  void on_check(const Answer& answer);
};

}  // namespace tms
