// The end of a token before its time: POST /v3/oauth2/tokens/revoke takes access and refresh tokens, and needs no other
// proof than the token itself.
#pragma once

#include <optional>

#include "core/base/secret.h"
#include "core/tapis/answer.h"
#include "core/tapis/http.h"

namespace tms {

// True if the token can stand in a request: it has the characters of one.
bool can_be_revoked(const Secret& token);

// Precondition: can_be_revoked().
HttpRequest revoke_token_request(const Secret& token);

// Nothing if the token is revoked. Errors: token_rejected (Tapis does not accept it any more), server_error,
// service_unavailable, invalid_response, network_error, timeout.
std::optional<Error> interpret_revoke_token(const Answer& answer);

}  // namespace tms
