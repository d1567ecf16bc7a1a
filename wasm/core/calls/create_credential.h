// createUserCredential with createTmsKeys=true: POST /v3/systems/credential/{systemId}/user/{userName}. Tapis has the
// Trust Manager System mint a key pair, tries it on the host, and stores it. Each call mints a new pair.
//
// What an answer that is no success says, first match first:
//
//   about the token                                     token_expired, token_rejected
//   no answer, unreadable, 502, 503, 504                the general error; perhaps done (is_uncertain)
//   in no envelope of Tapis                             the general error
//   the host did not answer; method not supported       host_unreachable; authn_method_unsupported
//   the new key was tried and refused                   credential_refused
//   Tapis may not or cannot ask TMS (…_NOT_ALLOWED, …)  credential_refused
//   …TMS_KEYS_HTTP_ERR around a 4xx of TMS              credential_refused, with the reason that TMS gives
//   …TMS_KEYS_HTTP_ERR around anything else, and what
//   else is known of TMS's failures (…_ERR, …)          tms_unavailable
//   403; 404; 429                                       forbidden; system_not_found; service_unavailable
//   any other 4xx, whatever its code                    credential_refused
//   5xx with any other code of TMS                      tms_unavailable
//   any other 5xx                                       server_error
#pragma once

#include <optional>

#include "core/tapis/answer.h"
#include "core/tapis/http.h"

namespace tms {

// The body is "{}": a JSON object is due, and older services fail on an empty body.
HttpRequest create_credential_request(const Subject& subject);

// Nothing if the credential was created. The detail of a credential_refused is TMS's reason, if there is one. `about`:
// whose and which system's names may stand in the answer.
std::optional<Error> interpret_create(const Answer& answer, const Subject& about = {});

// True if the host was asked and refused the new key: of all refusals the one that time alone may heal, since an
// account and its keys take some minutes to arrive there. What Tapis or TMS refuses before stays refused until somebody
// acts.
bool is_refused_by_host(const Error& error);

}  // namespace tms
