#include "core/operations/establish.h"

#include <utility>

#include "core/base/text.h"
#include "core/calls/create_credential.h"
#include "core/operation/retry.h"

namespace tms {
namespace {

constexpr std::size_t kMaxTenant = 80;  // of its name, in a text

}  // namespace

Establish::Establish(OperationContext context, Options options)
    : SystemOperation(std::move(context)),
      force_(options.force),
      is_one_of_many_(options.is_one_of_many),
      patience_ms_(options.patience_ms) {}

void Establish::begin() {
  if (std::optional<Error> error = check_patience(patience_ms_)) return fail(std::move(*error));
  ask(Call::kCheck);
  if (!is_one_of_many_) ask(Call::kDefinition);
}

Establish::Need Establish::needs() const {
  if (!is_one_of_many_ || is_finished()) return Need::kNothing;
  if (!credential_) return more_creates_ > 0 && is_waiting(Call::kCheck) ? Need::kTime : Need::kNothing;
  if (waits_for_turn_) return Need::kTurn;
  if (definition_) return Need::kNothing;
  return *credential_ == CredentialState::kNoSystem ? Need::kOwnDefinition : Need::kDefinition;
}

Effects Establish::give_definition(const Result<SystemDefinition>& definition) {
  return turn([&] {
    if (!definition && is_about_token(definition.error().code)) return fail(definition.error());
    if (needs() != Need::kDefinition && needs() != Need::kOwnDefinition) return;
    definition_ = definition;
    create_if_supported();
  });
}

Effects Establish::give_turn() {
  return turn([&] {
    if (std::exchange(waits_for_turn_, false)) create();
  });
}

void Establish::on_answer(Call call, const Answer& answer) {
  switch (call) {
    case Call::kCheck:
      return uncertain_create_ ? on_recheck(answer) : on_check(answer);
    case Call::kDefinition:
      definition_ = definition();
      return create_if_supported();
    case Call::kCreate:
      return on_create(answer);
    case Call::kRemove:
      return;
  }
}

void Establish::on_check(const Answer& answer) {
  const Result<CredentialState> state = interpret_check(answer);
  if (!state) return fail(state.error());
  switch (*state) {
    case CredentialState::kValid:
      if (!force_) return finish(Outcome{.status = Status::kExists});
      break;
    case CredentialState::kUnreachable:
      return fail(error_of(answer, ErrorCode::kHostUnreachable));
    case CredentialState::kUnsupported:
    case CredentialState::kMissing:
    case CredentialState::kRefused:
    case CredentialState::kUnclear:
    case CredentialState::kNoSystem:
      break;
  }
  // What was told before the wait says nothing of a system that is gone.
  if (*state == CredentialState::kNoSystem && more_creates_ > 0) {
    definition_.reset();
    if (!is_one_of_many_) ask(Call::kDefinition);
  }
  credential_ = *state;
  refusal_ = error_of(answer, ErrorCode::kAuthnMethodUnsupported);
  create_if_supported();
}

void Establish::create_if_supported() {
  if (!credential_ || !definition_) return;
  const Result<SystemDefinition>& definition = *definition_;
  const bool no_tms_keys = definition && !definition->uses_tms_keys();
  if (*credential_ == CredentialState::kUnsupported || no_tms_keys) {
    Error error = std::move(*refusal_);
    if (no_tms_keys) error.detail = printable(definition->default_authn_method, kMaxMethod);
    return fail(std::move(error));
  }
  if (!definition) return fail(definition.error());
  waits_for_turn_ = is_one_of_many_;
  if (!waits_for_turn_) create();
}

void Establish::create() { ask(Call::kCreate, 0, more_creates_ + 1); }

void Establish::on_create(const Answer& answer) {
  std::optional<Error> error = interpret_create(answer, subject());
  if (!error) return finish(Outcome{.status = Status::kCreated});
  if (patience_ms_ > 0 && more_creates_ < kMaxMoreCreates && is_refused_by_host(*error)) {
    credential_.reset();
    return ask(Call::kCheck, patience_delay_ms(++more_creates_, patience_ms_, next_random()));
  }
  if (!is_uncertain(answer)) {
    if (error->tapis_code.ends_with("_TENANT_NOT_ALLOWED")) error->detail = printable(tenant(), kMaxTenant);
    return fail(std::move(*error));
  }
  uncertain_create_ = std::move(error);
  recheck();
}

void Establish::on_recheck(const Answer& answer) {
  const Result<CredentialState> found = interpret_check(answer);
  const bool had_none = credential_ == CredentialState::kMissing;
  if (found && *found == CredentialState::kValid) {
    const bool had_no_good_ones = had_none || credential_ == CredentialState::kRefused;
    return finish(Outcome{.status = Status::kCreated,
                          .evidence = had_no_good_ones ? Evidence::kCheck : Evidence::kCheckOfEitherKey});
  }
  const bool is_down = found && *found == CredentialState::kUnreachable;
  if (!is_down && recheck_later(answer)) return;
  const bool is_refused = found && *found == CredentialState::kRefused;
  std::string& detail = uncertain_create_->detail;
  if (found && *found == CredentialState::kMissing) {
    detail = " Checks afterwards found none, but they may still come: check them later.";
  } else if (had_none && (is_down || is_refused)) {
    detail = concat({" A check afterwards found credentials, but the host ",
                     is_down ? "did not answer" : "refused them", ": check them later."});
  } else {
    detail = " Whether credentials were created is not known: check them later, for they may still come.";
  }
  fail(std::move(*uncertain_create_));
}

}  // namespace tms
