#include "core/operations/revoke.h"

#include "core/calls/check_credential.h"
#include "core/calls/get_system.h"
#include "core/calls/remove_credential.h"

namespace tms {

void Revoke::begin() { ask(Call::kRemove); }

void Revoke::on_answer(Call call, const Answer& answer) {
  switch (call) {
    case Call::kRemove:
      return on_removal(answer);
    case Call::kCheck:
      return on_recheck(answer);
    case Call::kDefinition:
      if (!definition()) return fail(definition().error());
      return finish(Outcome{.status = Status::kAbsent});
    case Call::kCreate:
      return;
  }
}

void Revoke::on_removal(const Answer& answer) {
  if (is_uncertain(answer)) {
    uncertain_removal_ = general_error(answer);
    return recheck();
  }
  const Result<Removal> removal = interpret_remove(answer);
  if (!removal) return fail(removal.error());
  switch (*removal) {
    case Removal::kDone:
      return finish(Outcome{.status = Status::kRevoked});
    case Removal::kNothingThere:
      return finish(Outcome{.status = Status::kAbsent});
    case Removal::kNotFound:
      return ask(Call::kDefinition);
  }
}

void Revoke::on_recheck(const Answer& answer) {
  const Result<CredentialState> found = interpret_check(answer);
  if (found && *found == CredentialState::kMissing) {
    return finish(Outcome{.status = Status::kRevoked, .evidence = Evidence::kCheck});
  }
  if (recheck_later(answer)) return;
  const bool still_stored = found && (*found == CredentialState::kValid || *found == CredentialState::kRefused ||
                                      *found == CredentialState::kUnreachable);
  uncertain_removal_->detail =
      still_stored ? " A check afterwards found that the credentials are still stored. The removal may still come: "
                     "check them later."
                   : " Whether the credentials were removed is not known: check them later, for the removal may still "
                     "come.";
  fail(std::move(*uncertain_removal_));
}

}  // namespace tms
