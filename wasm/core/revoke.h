// Revoke: make Tapis forget the credentials of a user on a system.
//
//   success                    revoked (Tapis says so where nothing was stored, too)
//   nothing stored             absent
//   404                        the definition is asked for: the system exists: absent; else system_not_found
//   perhaps done (answer.h)    a check: missing means revoked; else the error of the removal
//   anything else              its error
//
// The removal is sent once and never repeated.
#pragma once

#include <optional>

#include "core/system_operation.h"

namespace tms {

class Revoke final : public SystemOperation {
 public:
  explicit Revoke(OperationContext context) : SystemOperation(std::move(context)) {}

 private:
  void begin() override;
  void on_answer(Call call, const Answer& answer) override;
  void on_removal(const Answer& answer);
  void on_check_after_removal(const Answer& answer);

  std::optional<Error> uncertain_removal_;
};

}  // namespace tms
