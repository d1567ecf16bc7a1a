// The token decoder, fed what a person may paste: any text as it is, and any text as the claims of a well-formed token.
#include <cmath>
#include <string>
#include <string_view>

#include "core/access_token.h"
#include "core/error.h"
#include "fuzz/require.h"
#include "unit/example_token.h"

namespace tms {
namespace {

// Stands in no text of ours, so where it turns up, a token was repeated. A signature may consist of it.
constexpr std::string_view kMark = "q7Zx0KpW3nVt9sYb";

void decode(std::string_view text) {
  Result<AccessToken> token = AccessToken::parse(Secret::copy_of(text));
  if (!token) {
    require(token.error().code == ErrorCode::kTokenMalformed, "a token is refused as malformed");
    require(message(token.error()).find(kMark) == std::string::npos, "no error holds the token");
    return;
  }
  require(!token->claims().username.empty() && !token->claims().tenant.empty(), "a token names a user and a tenant");
  require(std::isfinite(token->claims().expires_at_ms), "a token ends at a time");
  // It goes into a header, where anything else would throw in a browser.
  for (const char c : token->secret().reveal()) require(c > ' ' && c < '\x7F', "a token is printable ASCII");

  std::string echo = "before " + std::string(token->secret().reveal()) + " after";
  token->redact(echo);
  require(echo.find(token->secret().reveal()) == std::string::npos, "an echo of the token is overwritten");
}

}  // namespace
}  // namespace tms

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string text(data, data + size);
  tms::decode(text);
  tms::decode(text + std::string(tms::kMark));
  tms::decode(tms::token_with(text, tms::kTokenHeader, tms::kMark));
  return 0;
}
