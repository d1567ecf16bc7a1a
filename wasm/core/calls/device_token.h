// The end of the device grant: POST /v3/oauth2/tokens. The Authenticator gives tokens once, then the code is spent. It
// does so from the moment that the code was typed in, before the person has allowed anything: who asks while the person
// is there disturbs them.
#pragma once

#include <memory>

#include "core/base/secret.h"
#include "core/calls/device_code.h"
#include "core/tapis/access_token.h"
#include "core/tapis/answer.h"
#include "core/tapis/http.h"

namespace tms {

// With the device code in its body.
HttpRequest device_token_request(const DeviceCode& code);

struct TokenGrant {
  AccessToken access_token = AccessToken::none();
  Secret refresh_token;  // empty: there is none
};

// Nothing if the person has not typed the code yet. `code`: with which it was asked. Neither that nor the tokens are in
// what is quoted of the answer. Errors: sign_in_expired, sign_in_refused, server_error, service_unavailable,
// invalid_response, network_error, timeout.
Reading<std::shared_ptr<TokenGrant>> interpret_device_token(const Reply& reply, const DeviceCode& code);

}  // namespace tms
