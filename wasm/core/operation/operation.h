// The shape of everything the core does. An operation is fed events and yields effects: it decides and never acts. It
// has no I/O, no clock and no randomness of its own: where time must pass it asks for a wait, and a seed comes in as an
// argument. Whoever drives it carries out each effect in the order given and feeds back what came of it.
//
//   Started ─▶ operation ─▶ SendRequest{1}, SendRequest{2}, Report…
//   Answered{1, reply} ─▶ operation ─▶ AbortRequest{2}, Finish
//
// Rules that hold for every operation: the first event is Started; Finish is the last effect, exactly once; after it
// every event yields nothing; a request that was neither answered nor aborted when Finish comes is aborted by its own
// effect before it; an event that does not fit (an unknown id, a second answer) yields nothing and changes nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/calls/device_code.h"
#include "core/calls/device_token.h"
#include "core/calls/system_list.h"
#include "core/operation/outcome.h"
#include "core/operation/setup_result.h"
#include "core/tapis/error.h"
#include "core/tapis/http.h"

namespace tms {

using RequestId = unsigned;  // unique among an operation's requests in flight

// ---- Events

struct Started {};
struct Answered {
  RequestId id;
  Reply reply;
  double elapsed_ms;  // from SendRequest to the reply
};
struct WaitOver {
  RequestId id;
};
struct CancelRequested {
  ErrorCode reason;  // kCancelled or kClosed
};
using Event = std::variant<Started, Answered, WaitOver, CancelRequested>;

// ---- Effects

// One line of the activity log: what is asked, what was answered, or that a repetition waits.
struct StepReport {
  std::string step;  // "check", "definition", "create", "remove", "list", "device-code", "token", "revoke-token"
  Subject subject;
  std::string text;  // "Checking jdoe's credentials on stampede3"
  Method method;
  std::string target;
  int attempt;  // 1 is the first
  struct Response {
    int http_status = 0;   // 0: no answer
    bool success = false;  // Tapis says that it did as asked; the status alone may be that of a proxy's page
    double elapsed_ms = 0;
    std::string tapis_code;
    std::string summary;  // "none found"
    // What it tells of the credentials, by the rules that operations go by: "valid", "missing", "refused",
    // "unreachable"; "uncertain" after a change that may have taken effect, or may yet; or "".
    std::string_view credentials;
  };
  std::optional<Response> response;  // nothing while it is being asked
  std::uint32_t wait_ms = 0;         // not 0: this attempt starts after a wait
};

struct SendRequest {
  RequestId id = 0;
  HttpRequest request;
};
struct AbortRequest {
  RequestId id;
};
struct Wait {  // answered by WaitOver; AbortRequest ends it, too
  RequestId id;
  std::uint32_t delay_ms;
};
struct SetupProgress {  // one system of a set-up has ended
  std::size_t done = 0;
  std::size_t total = 0;
  SetupResult result;
};
struct Finish {
  // The tokens of a sign-in are nothing while it is not finished, and when one was revoked.
  using Result = std::variant<Outcome, Error, std::shared_ptr<const SystemList>, std::vector<SetupResult>,
                              std::shared_ptr<const DeviceCode>, std::shared_ptr<TokenGrant>>;
  Result result;
};
using Effect = std::variant<SendRequest, AbortRequest, Wait, StepReport, SetupProgress, Finish>;
using Effects = std::vector<Effect>;

class Operation {
 public:
  Operation() = default;
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;
  virtual ~Operation() = default;

  virtual Effects handle(const Event& event) = 0;
  virtual bool is_finished() const = 0;
};

}  // namespace tms
