// removeUserCredential: DELETE /v3/systems/credential/{systemId}/user/{userName}. Tapis forgets all that it has stored
// for the user on the system; it answers with success where nothing was stored, too.
#pragma once

#include "core/tapis/answer.h"
#include "core/tapis/http.h"
#include "core/tapis/result.h"

namespace tms {

// It has no body. It changes something, so it is sent once: see tapis_operation.h.
HttpRequest remove_credential_request(const Subject& subject);

enum class Removal : std::uint8_t {
  kDone,
  kNothingThere,  // Tapis says that no credential is stored
  kNotFound,      // 404: the credential or the system
};

// Errors: about the token, forbidden, server_error, service_unavailable, invalid_response, network_error, timeout; see
// is_uncertain() for those after which it may be gone all the same.
Result<Removal> interpret_remove(const Answer& answer);

}  // namespace tms
