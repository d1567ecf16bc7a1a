#include "core/operations/check.h"

#include "core/calls/check_credential.h"
#include "core/calls/get_system.h"

namespace tms {

void Check::begin() { ask(Call::kCheck); }

void Check::on_answer(Call call, const Answer& answer) {
  switch (call) {
    case Call::kCheck:
      return on_check(answer);
    case Call::kDefinition:
      if (!definition()) return fail(definition().error());
      return finish(Outcome{.status = Status::kMissing});
    case Call::kCreate:
    case Call::kRemove:
      return;
  }
}

void Check::on_check(const Answer& answer) {
  const Result<CredentialState> state = interpret_check(answer);
  if (!state) return fail(state.error());
  switch (*state) {
    case CredentialState::kValid:
      return finish(Outcome{.status = Status::kValid});
    case CredentialState::kMissing:
      return finish(Outcome{.status = Status::kMissing});
    case CredentialState::kRefused:
      return finish(Outcome{.status = Status::kRefused});
    case CredentialState::kUnreachable:
      return finish(Outcome{.status = Status::kUnreachable});
    case CredentialState::kUnsupported:
      return finish(Outcome{.status = Status::kUnsupported});
    case CredentialState::kUnclear:
      if (answer.http_status == 500) return fail(general_error(answer));
      return finish(Outcome{.status = Status::kMissing});
    case CredentialState::kNoSystem:
      return ask(Call::kDefinition);
  }
}

}  // namespace tms
