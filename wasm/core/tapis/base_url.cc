#include "core/tapis/base_url.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/text.h"

namespace tms {
namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHttp = "http://";
constexpr std::string_view kTapisDomain = ".tapis.io";

constexpr std::string_view kApiVersion = "/v3";  // with which the path of every request begins

constexpr std::size_t kLongestHost = 253;  // of DNS
constexpr std::size_t kLongestLabel = 63;

// Whether a browser that finds this label last reads the host as an IPv4 address: "1", "08", "0x7f", "0x". A label has
// no characters between 9 and a.
bool is_number(std::string_view label) {
  if (!label.starts_with("0x")) return std::all_of(label.begin(), label.end(), is_ascii_digit);
  return std::all_of(label.begin() + 2, label.end(), [](char c) { return c >= '0' && c <= 'f'; });
}

// Four numbers up to 255, decimal and without zeros before them: the form that browsers write. No label is empty.
bool is_plain_ipv4(std::string_view host) {
  int dots = 0;
  int value = -1;  // of a label without a digit yet
  for (char c : host) {
    if (c == '.') {
      ++dots;
      value = -1;
      continue;
    }
    if (!is_ascii_digit(c) || value == 0) return false;
    value = std::max(value, 0) * 10 + (c - '0');
    if (value > 255) return false;
  }
  return dots == 3;
}

// A name of DNS, in lower case, or an IPv4 address in the one form that a browser leaves as it is.
bool is_host(std::string_view host) {
  if (host.size() > kLongestHost) return false;
  std::size_t label_at = 0;
  for (std::size_t i = 0;; ++i) {
    if (i < host.size() && host[i] != '.') {
      if (!is_ascii_alnum(host[i]) && host[i] != '-') return false;
      continue;
    }
    const std::string_view label = host.substr(label_at, i - label_at);
    // Punycode: whether a browser takes it, and as what, hangs on the Unicode tables of its version.
    if (label.empty() || label.size() > kLongestLabel || label.starts_with("xn--")) return false;
    if (i == host.size()) return !is_number(label) || is_plain_ipv4(host);
    label_at = i + 1;
  }
}

bool is_port(std::string_view port) {
  return !port.empty() && port.size() <= 5 && port.front() != '0' &&
         std::all_of(port.begin(), port.end(), is_ascii_digit) && (port.size() < 5 || port <= "65535");
}

bool is_plain_path(std::string_view path) {
  const auto plain = [](char c) {
    return is_ascii_alnum(c) || c == '-' || c == '_' || c == '~' || c == '.' || c == '/';
  };
  // A dot segment would be resolved by the browser, and the request would go elsewhere.
  return std::all_of(path.begin(), path.end(), plain) && path.find("/.") == std::string_view::npos &&
         path.find("//") == std::string_view::npos;
}

std::optional<BaseUrl> read(std::string_view url) {
  const std::string lower = to_ascii_lower(url.substr(0, kHttps.size()));
  const bool https = lower == kHttps;
  if (!https && !lower.starts_with(kHttp)) return std::nullopt;
  const std::string_view scheme = https ? kHttps : kHttp;
  std::string_view rest = url.substr(scheme.size());

  const std::size_t path_at = std::min(rest.find('/'), rest.size());
  std::string_view path = rest.substr(path_at);
  std::string_view authority = rest.substr(0, path_at);
  if (!is_plain_path(path)) return std::nullopt;
  if (!path.empty() && path.back() == '/') path.remove_suffix(1);

  constexpr std::string_view kLoopbackV6 = "[::1]";
  const std::size_t host_end =
      authority.starts_with(kLoopbackV6) ? kLoopbackV6.size() : std::min(authority.find(':'), authority.size());
  const std::string host = to_ascii_lower(authority.substr(0, host_end));
  std::string_view port;
  if (host_end < authority.size()) {
    if (authority[host_end] != ':') return std::nullopt;
    port = authority.substr(host_end + 1);
    if (!is_port(port)) return std::nullopt;
  }
  if (host != kLoopbackV6 && !is_host(host)) return std::nullopt;

  if (port == (https ? "443" : "80")) port = {};
  return BaseUrl{.origin = concat({scheme, host, port.empty() ? "" : ":", port}), .path = std::string(path)};
}

bool is_tapis(std::string_view origin) { return origin.starts_with(kHttps) && origin.ends_with(kTapisDomain); }

bool is_loopback(std::string_view origin) {
  const std::string_view authority = origin.substr(origin.find("//") + 2);
  constexpr std::array<std::string_view, 3> kHosts{"localhost", "127.0.0.1", "[::1]"};
  return std::any_of(kHosts.begin(), kHosts.end(), [&](std::string_view host) {
    return authority.starts_with(host) && (authority.size() == host.size() || authority[host.size()] == ':');
  });
}

Error refused(std::initializer_list<std::string_view> text) {
  return {.code = ErrorCode::kInvalidArgument, .detail = concat(text)};
}

}  // namespace

Result<BaseUrl> parse_base_url(std::string_view url) {
  if (std::optional<BaseUrl> base = read(url)) {
    if (base->path.ends_with(kApiVersion)) {
      return refused({"Leave out /v3: give the origin, such as https://designsafe.tapis.io."});
    }
    return *base;
  }
  return refused({"This is not the address of a Tapis API. Give one such as https://designsafe.tapis.io."});
}

Result<BaseUrl> trusted_base_url(std::string_view url, const std::vector<std::string>& allowed_origins) {
  Result<BaseUrl> base = parse_base_url(url);
  if (!base) return base;
  if (is_tapis(base->origin) || is_loopback(base->origin)) return base;
  for (const std::string& allowed : allowed_origins) {
    const Result<BaseUrl> entry = parse_base_url(allowed);
    if (!entry || !entry->path.empty()) {
      return refused(
          {"allowedOrigins holds an entry that is not an origin. Give each as https://host or https://host:port."});
    }
    if (entry->origin == base->origin) return base;
  }
  return refused({"Tokens are not sent to ", base->origin,
                  ": it is neither a tapis.io address nor on this deployment's list of allowed origins."});
}

}  // namespace tms
