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
//   the host refused the new key      with patience: wait, and go on with a new check, by the first table; see below
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
// Patience (`patience_ms`) is for a host that does not know the new account or key yet, which may take minutes. Time
// heals nothing else: not what TMS refuses (…HTTP_ERR around a 4xx: somebody must make a record there), nor what Tapis
// may not ask of it (…TENANT_NOT_ALLOWED, …NOT_ALLOWED, …NOT_CFG, …INVALID_SYS_TYPE, …BAD_ARG), nor any other 4xx; and
// a host that does not answer tells nothing of the key. Those end at once. There are kMaxMoreCreates more creates at
// the most, after a seventh, three sevenths, and the whole of the patience (retry.h): each refused one leaves a public
// key behind at TMS. Before each comes a check, since somebody else may have established credentials in the meantime:
// that is exists, for each create of this operation was refused. A create that is perhaps done ends patience.
//
// Without patience at most one create is ever sent; none after one that is perhaps done.
//
// An establish that is one of many (setup.h) asks for its check alone. What else it needs it is given: its definition,
// and its turn to create, each time that it does. needs() says for what it waits; given both it goes on by the same
// tables.
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
    bool force = false;      // create anew even where a good credential exists, for a fresh key
    double patience_ms = 0;  // to go on after the host has refused the new key: see check_patience()
    bool is_one_of_many = false;
  };

  Establish(OperationContext context, Options options);

  // What one of many waits for, when its check has said that it is not done.
  enum class Need : std::uint8_t {
    kNothing,        // it is at work, or has ended
    kDefinition,     // from wherever it is known
    kOwnDefinition,  // from the system itself
    kTurn,           // to create
    kTime,           // patient, until it checks again
  };
  Need needs() const;
  // Ignored if it is not needed. But an error that is about the token ends the operation in any case.
  Effects give_definition(const Result<SystemDefinition>& definition);
  // Ignored if it is not needed.
  Effects give_turn();
  // The next refusal is the last.
  void lose_patience() { patience_ms_ = 0; }

 private:
  void begin() override;
  void on_answer(Call call, const Answer& answer) override;
  void on_check(const Answer& answer);
  void on_create(const Answer& answer);
  void on_recheck(const Answer& answer);
  void create_if_supported();
  void create();

  const bool force_;
  const bool is_one_of_many_;
  double patience_ms_;
  int more_creates_ = 0;                       // after the first
  std::optional<CredentialState> credential_;  // what the check before the create said
  std::optional<Error> refusal_;               // the error to end with if the system does not use TMS keys
  std::optional<Result<SystemDefinition>> definition_;
  bool waits_for_turn_ = false;
  std::optional<Error> uncertain_create_;
};

}  // namespace tms
