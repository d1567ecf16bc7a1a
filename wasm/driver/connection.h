// A connection: whose token, and where it may be sent; or that of somebody who is about to sign in, and has none yet.
// The memory of secrets is overwritten when their last user is gone.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/calls/device_code.h"
#include "core/calls/system_list.h"
#include "core/tapis/access_token.h"
#include "core/tapis/base_url.h"

namespace tms {

struct Connection {
  AccessToken token;
  BaseUrl base_url;
  double timeout_ms;                                  // for each request
  std::shared_ptr<const SystemList> known = nullptr;  // from the last listing, so that a set-up need not ask again
  std::shared_ptr<const DeviceCode> device_code = nullptr;  // of who signs in
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
