// Establish: make sure that Tapis holds working TMS credentials for a user on a system.
//
// The check of the credential and the system's definition are asked for at the same time (the first wave), so that a
// missing credential takes two waves and not three. What the check answers decides:
//
//   good                              exists, at once, without waiting for the definition (with `force`: as missing)
//   about the token (either answer)   token_expired or token_rejected; never create
//   missing, refused, or unclear      the definition says TMS_KEYS: create; else authn_method_unsupported
//   the host did not answer           host_unreachable; never create, for the new key could not be tested and would be
//                                     left behind at the Trust Manager System
//   not supported                     authn_method_unsupported
//   404                               system_not_found if the definition says so, too; else as missing. A definition
//                                     that was known from before is asked for again: the system may be gone
//   403                               forbidden
//   transient                         asked again (retry.h), then the error; never create
//
// and what the create answers:
//
//   success                           created
//   perhaps done (answer.h)           check once more: good means created; else the error of the create
//   anything else                     its error
//
// At most one create is ever sent.
#pragma once

#include <optional>

#include "core/check_credential.h"
#include "core/get_system.h"
#include "core/system_operation.h"

namespace tms {

class Establish final : public SystemOperation {
 public:
  struct Options {
    bool force = false;  // create anew even where a good credential exists, for a fresh key
    std::optional<SystemDefinition> definition = std::nullopt;  // if it is known already; then it is not asked for
    bool definition_follows = false;  // tell_definition() will be called; until then it is not asked for
  };

  Establish(OperationContext context, Options options);

  // The definition that follows, from a list of many. Nothing: it was not to be had there, so it is asked for now. An
  // error is about the token, and ends the operation.
  Effects tell_definition(const std::optional<Result<SystemDefinition>>& definition, TimeMs now);

 private:
  void begin() override;
  void on_answer(Call call, const Answer& answer) override;
  void on_check(const Answer& answer);
  void on_create(const Answer& answer);
  void on_check_after_create(const Answer& answer);
  void create_if_supported();

  const bool force_;
  std::optional<CredentialState> credential_;  // what the first check said
  std::optional<Error> refusal_;               // the error to end with if the system does not use TMS keys
  std::optional<Result<SystemDefinition>> definition_;
  bool definition_is_old_ = false;  // known from before the operation
  bool definition_follows_;
  std::optional<Error> uncertain_create_;
};

}  // namespace tms
