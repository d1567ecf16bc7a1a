#include "core/establish.h"

#include <utility>

#include "core/create_credential.h"

namespace tms {

Establish::Establish(OperationContext context, Options options)
    : SystemOperation(std::move(context)),
      force_(options.force),
      definition_follows_(options.definition_follows && !options.definition) {
  if (options.definition) definition_ = std::move(*options.definition);
  definition_is_old_ = definition_.has_value();
}

void Establish::begin() {
  ask(Call::kCheck);
  if (!definition_ && !definition_follows_) ask(Call::kDefinition);
}

Effects Establish::tell_definition(const std::optional<Result<SystemDefinition>>& definition, TimeMs now) {
  return turn(now, [&] {
    if (!std::exchange(definition_follows_, false)) return;
    if (!definition) return ask(Call::kDefinition);
    if (!*definition) return fail(definition->error());
    definition_ = definition;
    create_if_supported();
  });
}

void Establish::on_answer(Call call, const Answer& answer) {
  switch (call) {
    case Call::kCheck:
      return uncertain_create_ ? on_check_after_create(answer) : on_check(answer);
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
      break;
    case CredentialState::kNoSystem:
      // The definition that was known may be that of a system which is gone.
      if (std::exchange(definition_is_old_, false)) {
        definition_.reset();
        ask(Call::kDefinition);
      }
      break;
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
    if (no_tms_keys) error.detail = definition->default_authn_method;
    return fail(std::move(error));
  }
  if (!definition) return fail(definition.error());
  ask(Call::kCreate);
}

void Establish::on_create(const Answer& answer) {
  std::optional<Error> error = interpret_create(answer);
  if (!error) return finish(Outcome{.status = Status::kCreated});
  if (!is_uncertain(answer)) return fail(std::move(*error));
  uncertain_create_ = std::move(error);
  ask(Call::kCheck);
}

void Establish::on_check_after_create(const Answer& answer) {
  const Result<CredentialState> state = interpret_check(answer);
  if (state && *state == CredentialState::kValid) {
    const bool was_good = credential_ == CredentialState::kValid;
    return finish(
        Outcome{.status = Status::kCreated, .evidence = was_good ? Evidence::kCheckOfEitherKey : Evidence::kCheck});
  }
  uncertain_create_->detail = state && *state == CredentialState::kMissing
                                  ? " A check afterwards found that nothing was created."
                                  : " Whether credentials were created is not known: check them later.";
  fail(std::move(*uncertain_create_));
}

}  // namespace tms
