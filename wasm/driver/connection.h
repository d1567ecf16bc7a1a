// A connection: whose token, and where it may be sent. The token's memory is overwritten when the last user is gone.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/calls/system_list.h"
#include "core/tapis/access_token.h"
#include "core/tapis/base_url.h"

namespace tms {

struct Connection {
  AccessToken token;
  BaseUrl base_url;
  double timeout_ms;                        // for each request
  std::shared_ptr<const SystemList> known;  // from the last listing, so that a set-up need not ask again
};

struct ConnectOptions {
  std::string base_url;  // empty: the origin of the token's issuer
  double timeout_ms;
  std::vector<std::string> allowed_origins;
};

// Sends nothing. Whether the token has ended is for Tapis to say. Errors: the one that `token` is, invalid_argument
// (the base URL or the timeout).
Result<Connection> connect(Result<AccessToken> token, const ConnectOptions& options);

}  // namespace tms
