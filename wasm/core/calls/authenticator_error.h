// The errors of Tapis's Authenticator, whose calls carry no token. It writes every refusal as a 400 in the envelope,
// and only the message tells them apart.
#pragma once

#include "core/tapis/answer.h"

namespace tms {

// True if the Authenticator refused, and not something on the way to it.
bool is_refusal(const Answer& answer);

// sign_in_refused, with what was said; or server_error, service_unavailable, invalid_response, network_error, timeout.
Error authenticator_error(const Answer& answer);

}  // namespace tms
