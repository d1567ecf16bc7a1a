#include "driver/connection.h"

#include <utility>

namespace tms {
namespace {

// "https://designsafe.tapis.io" of "https://designsafe.tapis.io/v3/tokens".
std::string origin_of(const std::string& issuer) {
  const std::size_t authority = issuer.find("//");
  if (authority == std::string::npos) return issuer;
  return issuer.substr(0, issuer.find('/', authority + 2));
}

constexpr double kLongestTimer = 2147483647;  // what a browser's timer can count to

}  // namespace

Result<Connection> connect(Result<AccessToken> token, const ConnectOptions& options) {
  if (!token) return token.error();
  const TokenClaims& claims = token->claims();

  if (!(options.timeout_ms >= 1 && options.timeout_ms <= kLongestTimer)) {
    return Error{.code = ErrorCode::kInvalidArgument, .detail = "timeoutMs must be a number of milliseconds."};
  }
  const bool from_issuer = options.base_url.empty();
  const Result<BaseUrl> base_url =
      trusted_base_url(from_issuer ? origin_of(claims.issuer) : options.base_url, options.allowed_origins);
  if (!base_url) return base_url.error();
  return Connection{.token = std::move(*token), .base_url = *base_url, .timeout_ms = options.timeout_ms};
}

}  // namespace tms
