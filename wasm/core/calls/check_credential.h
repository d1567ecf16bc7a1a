// checkUserCredential: POST /v3/systems/credential/{systemId}/user/{userName}/check. Tapis tries to connect to the host
// with what it has stored, which takes up to 50 s. Every verdict comes as 401; only the message code tells them apart.
#pragma once

#include "core/tapis/answer.h"
#include "core/tapis/http.h"
#include "core/tapis/result.h"

namespace tms {

// Without a body, and so without a content type: Tapis refuses a bodiless POST with one that is not JSON.
HttpRequest check_credential_request(const Subject& subject);

enum class CredentialState : std::uint8_t {
  kValid,
  kMissing,      // nothing is stored
  kRefused,      // stored, and the host says no
  kUnreachable,  // stored, and the host did not answer
  kUnsupported,  // the system's type or authentication method has no credentials of this kind
  kUnclear,      // Tapis says no, with a code that is not of the documented ones
  kNoSystem,     // 404: the system, if the definition agrees
};

// Errors: about the token, forbidden, server_error (only if it cannot mean "missing"), service_unavailable,
// invalid_response, network_error, timeout.
Result<CredentialState> interpret_check(const Answer& answer);

// What is known of the credentials then: "valid", "missing", "refused", "unreachable", or "".
std::string_view name_of(CredentialState state);

// The verdict for people: "none found", "refused by the host", …
std::string_view describe(CredentialState state);

}  // namespace tms
