// createUserCredential with createTmsKeys=true: POST /v3/systems/credential/{systemId}/user/{userName}. Tapis has the
// Trust Manager System mint a key pair, tries it on the host, and stores it. Each call mints a new pair.
#pragma once

#include <optional>

#include "core/answer.h"
#include "core/http.h"

namespace tms {

// The body is "{}": a JSON object is due, and older services fail on an empty body.
HttpRequest create_credential_request(const Subject& subject);

// Nothing if the credential was created. Errors: about the token, forbidden, system_not_found,
// authn_method_unsupported, credential_refused, host_unreachable, tms_unavailable, server_error, service_unavailable,
// invalid_response, network_error, timeout; see is_uncertain() for those after which it may exist all the same.
std::optional<Error> interpret_create(const Answer& answer);

}  // namespace tms
