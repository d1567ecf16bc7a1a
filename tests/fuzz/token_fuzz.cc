// The token decoder, fed what a person may paste: any text as it is, and any text as the claims of a well-formed token.
#include <cmath>
#include <string>
#include <string_view>

#include "core/tapis/access_token.h"
#include "core/tapis/error.h"
#include "fuzz/require.h"
#include "unit/example_token.h"

namespace tms {
namespace {

// Stands in no text of ours, so where it turns up, a token was repeated. A signature may consist of it.
constexpr std::string_view kMark = "q7Zx0KpW3nVt9sYb";

// What redact() does, in the simplest way.
std::string redacted_simply(std::string text, std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first + 1);
  for (const std::string_view part : {token, token.substr(first + 1, second - first - 1), token.substr(second + 1)}) {
    if (part.size() < 16) continue;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 7)) {
      text.replace(at, part.size(), "[token]");
    }
  }
  return text;
}

// The token whole, doubled, cut at both ends, and its parts, with and without something between.
void redact_echoes(const AccessToken& token) {
  const std::string_view text = token.secret().reveal();
  std::string echo;
  for (const std::string_view between : {"", " ", "e"}) {
    for (std::size_t cut = 0; cut < text.size(); cut = cut * 2 + 1) {
      echo.append(between).append(text).append(text.substr(cut)).append(between).append(text.substr(0, cut));
    }
  }
  const std::string wanted = redacted_simply(echo, text);
  token.redact(echo);
  require(echo == wanted, "an echo is overwritten as the simple way does it");
}

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
  redact_echoes(*token);
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
