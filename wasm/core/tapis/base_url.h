// The rule of where a token may be sent: to https://*.tapis.io, to loopback, and to the origins that this deployment
// names; anything else is refused before a byte is sent. URLs are read by a grammar much stricter than a browser's, so
// that the two can never disagree on the host: what is read here, the URL standard reads the same, unchanged but for
// upper case, the scheme's own port and a last slash. Refused for that, or because nobody needs it: user info, query,
// fragment, escapes, punycode, characters of a host other than letters, digits and hyphens, names longer than DNS has
// them, a dot at the end, a last label that is a number (an IPv4 address has four plain decimal ones), IPv6 other than
// [::1], port 0, and empty or dotted segments of a path. tests/differential compares. A path that ends in /v3 is
// refused, too: it stands in the path of every request already.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/tapis/result.h"

namespace tms {

struct BaseUrl {
  std::string origin;  // "https://designsafe.tapis.io": lower case, without the scheme's own port
  std::string path;    // "" or "/prefix": no slash at the end

  std::string text() const { return origin + path; }
};

// Reads a URL by the strict grammar alone. Error: invalid_argument.
Result<BaseUrl> parse_base_url(std::string_view url);

// Reads `url` and refuses it unless its origin is trusted. `allowed_origins` are further origins that the deployment
// trusts, each "https://host[:port]" or "http://…". Error: invalid_argument.
Result<BaseUrl> trusted_base_url(std::string_view url, const std::vector<std::string>& allowed_origins);

}  // namespace tms
