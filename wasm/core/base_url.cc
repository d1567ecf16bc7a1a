#include "core/base_url.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.h"

namespace tms {
namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kHttp = "http://";
constexpr std::string_view kTapisDomain = ".tapis.io";

bool is_host_name(std::string_view host) {
  if (host.empty() || host.size() > 253 || host.front() == '.' || host.back() == '.') return false;
  if (host.find("..") != std::string_view::npos) return false;
  return std::all_of(host.begin(), host.end(), [](char c) { return is_ascii_alnum(c) || c == '-' || c == '.'; });
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

  std::string_view host = authority;
  std::string_view port;
  constexpr std::string_view kLoopbackV6 = "[::1]";
  const std::size_t host_end =
      authority.starts_with(kLoopbackV6) ? kLoopbackV6.size() : std::min(authority.find(':'), authority.size());
  host = authority.substr(0, host_end);
  if (host_end < authority.size()) {
    if (authority[host_end] != ':') return std::nullopt;
    port = authority.substr(host_end + 1);
    if (!is_port(port)) return std::nullopt;
  }
  if (host != kLoopbackV6 && !is_host_name(host)) return std::nullopt;

  BaseUrl base{.origin = concat({scheme, to_ascii_lower(host)}), .path = std::string(path)};
  const bool own_port = port == (https ? "443" : "80");
  if (!port.empty() && !own_port) base.origin += concat({":", port});
  return base;
}

bool is_tapis(std::string_view origin) {
  return origin.starts_with(kHttps) && origin.size() > kHttps.size() + kTapisDomain.size() &&
         origin.substr(origin.size() - kTapisDomain.size()) == kTapisDomain;
}

bool is_loopback(std::string_view origin) {
  const std::string_view authority = origin.substr(origin.find("//") + 2);
  constexpr std::array<std::string_view, 3> kHosts{"localhost", "127.0.0.1", "[::1]"};
  return std::any_of(kHosts.begin(), kHosts.end(), [&](std::string_view host) {
    return authority == host || authority.starts_with(concat({host, ":"}));
  });
}

Error refused(std::initializer_list<std::string_view> text) {
  return {.code = ErrorCode::kInvalidArgument, .detail = concat(text)};
}

}  // namespace

Result<BaseUrl> parse_base_url(std::string_view url) {
  if (std::optional<BaseUrl> base = read(url)) return *base;
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
