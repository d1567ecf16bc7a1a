#include "core/operations/system_operation.h"

#include <utility>

#include "core/base/text.h"
#include "core/calls/check_credential.h"
#include "core/calls/create_credential.h"
#include "core/calls/remove_credential.h"
#include "core/operation/retry.h"
#include "core/tapis/identifiers.h"

namespace tms {
namespace {

// Whether a check may find something else a few seconds later. One that took all the time it has will again.
bool may_change(const Answer& check) {
  if (check.no_response == NoResponse::kTimeout) return false;
  const Result<CredentialState> state = interpret_check(check);
  if (!state) return state.error().code != ErrorCode::kForbidden;
  return *state != CredentialState::kNoSystem && *state != CredentialState::kUnsupported;
}

}  // namespace

void SystemOperation::start() {
  if (std::optional<Error> error = check_system_id(subject().system_id)) return fail(std::move(*error));
  if (std::optional<Error> error = check_username(subject().username)) return fail(std::move(*error));
  begin();
}

Answer SystemOperation::read(RequestId call, const Reply& reply) {
  if (Call{call} != Call::kDefinition) return read_answer(reply, nullptr, subject());
  Reading<SystemDefinition> reading = interpret_system(reply);
  definition_ = std::move(reading.value);
  return std::move(reading.answer);
}

void SystemOperation::recheck() {
  ++rechecks_;
  ask_call(static_cast<RequestId>(Call::kCheck), recheck_delay_ms(rechecks_, next_random()), rechecks_);
}

bool SystemOperation::recheck_later(const Answer& check) {
  if (rechecks_ == kMaxRechecks || !may_change(check)) return false;
  recheck();
  return true;
}

TapisOperation::CallInfo SystemOperation::info_of(RequestId call) const {
  switch (Call{call}) {
    case Call::kCheck:
      return {.step = "check", .is_optional = rechecks_ > 0};
    case Call::kDefinition:
      return {.step = "definition"};
    case Call::kCreate:
      return {.step = "create", .changes = true};
    case Call::kRemove:
      return {.step = "remove", .changes = true};
  }
  return {};
}

HttpRequest SystemOperation::request_of(RequestId call) const {
  switch (Call{call}) {
    case Call::kCheck:
      return check_credential_request(subject());
    case Call::kDefinition:
      return get_system_request(subject().system_id);
    case Call::kCreate:
      return create_credential_request(subject());
    case Call::kRemove:
      return remove_credential_request(subject());
  }
  return {};
}

std::string SystemOperation::text_of(RequestId call) const {
  const auto& [system, user] = subject();
  switch (Call{call}) {
    case Call::kCheck:
      return concat({"Checking ", user, "'s credentials on ", system});
    case Call::kDefinition:
      return concat({"Reading the definition of ", system});
    case Call::kCreate:
      return concat({"Creating credentials for ", user, " on ", system});
    case Call::kRemove:
      return concat({"Removing ", user, "'s credentials on ", system});
  }
  return "";
}

std::string SystemOperation::summary_of(RequestId call, const Answer& answer) const {
  switch (Call{call}) {
    case Call::kCheck:
      if (const auto state = interpret_check(answer)) return std::string(describe(*state));
      return "";
    case Call::kDefinition:
      return definition() ? printable(definition()->default_authn_method, kMaxMethod) : "";
    case Call::kCreate:
      return answer.is_success() ? "done" : "";
    case Call::kRemove:
      if (const auto removal = interpret_remove(answer)) return *removal == Removal::kDone ? "done" : "none found";
      return "";
  }
  return "";
}

std::string_view SystemOperation::credentials_after(RequestId call, const Answer& answer) const {
  switch (Call{call}) {
    case Call::kCheck:
      if (const auto state = interpret_check(answer)) return name_of(*state);
      return "";
    case Call::kCreate:
      return answer.is_success() ? name_of(CredentialState::kValid) : "";
    case Call::kRemove:
      return interpret_remove(answer) ? name_of(CredentialState::kMissing) : "";
    case Call::kDefinition:
      return "";
  }
  return "";
}

}  // namespace tms
