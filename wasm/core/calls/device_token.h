// The end of the device grant: POST /v3/oauth2/tokens. The Authenticator gives tokens once, then the code is spent. It
// does so from the moment that the code was typed in, before the person has allowed anything: who asks while the person
// is there disturbs them.
#pragma once

#include <optional>

#include "core/base/secret.h"
#include "core/calls/device_code.h"
#include "core/tapis/access_token.h"
#include "core/tapis/answer.h"
#include "core/tapis/http.h"

namespace tms {

// It has the device code in its body, which is a secret.
HttpRequest device_token_request(const DeviceCode& code);

struct TokenGrant {
  AccessToken access_token = AccessToken::none();  // none: the person has not typed the code yet
  Secret refresh_token;                            // empty: there is none
};

// Takes a reply apart: what it says, and the tokens in it. `code`: with which it was asked. Neither that nor a token is
// in what is quoted of the answer.
Answer read_device_token(const Reply& reply, const DeviceCode& code, Secret& access_token, Secret& refresh_token);

// What the answer grants. Errors: sign_in_expired, sign_in_refused, server_error, service_unavailable,
// invalid_response, network_error, timeout.
std::optional<Error> take_device_token(const Answer& answer, Secret access_token, TokenGrant& grant);

}  // namespace tms
