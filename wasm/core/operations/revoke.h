// Revoke: make Tapis forget the credentials of a user on a system.
//
//   success                    revoked (Tapis says so where nothing was stored, too)
//   nothing stored             absent
//   404                        the definition is asked for: the system exists: absent; else system_not_found
//   perhaps done (answer.h)    look what became of it: a check at once, and again about 3 s and about 10 s later
//   anything else              its error
//
// and what such a look finds:
//
//   none                       revoked
//   about the token            token_expired or token_rejected, with the word that the removal may have happened
//   good, refused by the       another look; after the last one, the error of the removal, which says that they are
//   host, or it did not        still stored
//   answer
//   transient, unclear,        another look; after the last one, the error of the removal
//   unreadable
//   no answer in time;         the error of the removal, at once: the next look would find the same
//   forbidden; not supported;
//   no such system
//
// The error says what the last look found, and never what Tapis may still do. Cancel ends the operation at once, also
// between two looks, and says that the removal may still take effect.
//
// The removal is sent once and never repeated.
#pragma once

#include <optional>

#include "core/operations/system_operation.h"

namespace tms {

class Revoke final : public SystemOperation {
 public:
  explicit Revoke(OperationContext context) : SystemOperation(std::move(context)) {}

 private:
  void begin() override;
  void on_answer(Call call, const Answer& answer) override;
  void on_removal(const Answer& answer);
  void on_recheck(const Answer& answer);

  std::optional<Error> uncertain_removal_;
};

}  // namespace tms
