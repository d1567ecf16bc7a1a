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
//   404                               system_not_found if the definition says so, too; else as missing. Only the
//                                     system's own definition will do: it may be gone since a list told it
//   403                               forbidden
//   transient                         asked again (retry.h), then the error; never create
//
// what the create answers (create_credential.h):
//
//   success                           created
//   perhaps done (answer.h)           look what became of it: a check at once, and again about 3 s and about 10 s later
//   anything else                     its error
//
// and what such a look finds:
//
//   good                              created. If it is not known that there were no good ones before, the key may be
//                                     the old one, and the outcome says so
//   about the token                   token_expired or token_rejected, with the word that the create may have happened
//   none, or refused by the host;     another look; after the last one, the error of the create. The host may refuse a
//   transient, unclear, unreadable    fresh key for a moment, and a look that fails is not repeated by itself
//   the host did not answer           the error of the create, at once: such a check may take 50 s
//   no answer in time; forbidden;     the error of the create, at once: the next look would find the same
//   not supported; no such system
//
// The error says what the last look found, and never what Tapis may still do: it may be at work for a minute more. From
// the create's answer to the end are 12 s and the time of three checks at the most.
//
// Cancel ends the operation at once, also between two looks, and says that the create may still take effect.
//
// At most one create is ever sent.
//
// An establish that is one of many (setup.h) asks for its check alone. What else it needs it is given: its definition,
// and its turn to create. needs() says for what it waits; given both it goes on by the same tables.
#pragma once

#include <cstdint>
#include <optional>

#include "core/calls/check_credential.h"
#include "core/calls/get_system.h"
#include "core/operations/system_operation.h"

namespace tms {

class Establish final : public SystemOperation {
 public:
  struct Options {
    bool force = false;  // create anew even where a good credential exists, for a fresh key
    bool is_one_of_many = false;
  };

  Establish(OperationContext context, Options options);

  // What one of many waits for, when its check has said that it is not done.
  enum class Need : std::uint8_t {
    kNothing,        // it is at work, or has ended
    kDefinition,     // from wherever it is known
    kOwnDefinition,  // from the system itself
    kTurn,           // to create
  };
  Need needs() const;
  // Ignored if it is not needed. But an error that is about the token ends the operation in any case.
  Effects give_definition(const Result<SystemDefinition>& definition);
  // Ignored if it is not needed.
  Effects give_turn();

 private:
  void begin() override;
  void on_answer(Call call, const Answer& answer) override;
  void on_check(const Answer& answer);
  void on_create(const Answer& answer);
  void on_recheck(const Answer& answer);
  void create_if_supported();

  const bool force_;
  const bool is_one_of_many_;
  std::optional<CredentialState> credential_;  // what the first check said
  std::optional<Error> refusal_;               // the error to end with if the system does not use TMS keys
  std::optional<Result<SystemDefinition>> definition_;
  bool waits_for_turn_ = false;
  std::optional<Error> uncertain_create_;
};

}  // namespace tms
