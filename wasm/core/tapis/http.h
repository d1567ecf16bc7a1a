// What goes to Tapis and what comes back, as plain values. The access token is in none of them: whoever carries a
// request out adds the X-Tapis-Token header.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace tms {

enum class Method : std::uint8_t { kGet, kPost, kDelete };

constexpr std::string_view name_of(Method method) {
  switch (method) {
    case Method::kGet:
      return "GET";
    case Method::kPost:
      return "POST";
    case Method::kDelete:
      return "DELETE";
  }
  return "";
}

struct HttpRequest {
  Method method = Method::kGet;
  std::string target;  // path and query below the base URL, already percent-encoded
  std::string body;    // JSON, or empty for none

  bool operator==(const HttpRequest&) const = default;
};

struct HttpResponse {
  int status = 0;
  std::string body;
};

// Why there is no response.
enum class NoResponse : std::uint8_t {
  kNetwork,     // no route, a dropped connection, a failed CORS check: a browser does not say which
  kTimeout,     // no full answer within the time allowed
  kTooLarge,    // the answer was larger than is accepted
  kRedirected,  // the answer came from another address than the one asked
  kUnreadable,  // what came is no answer of HTTP
};

// The host, who carries requests out in the browser's place (driver/host_transport.h), did not, and says why. Text from
// outside.
struct HostFailure {
  std::string why;
};

using Reply = std::variant<HttpResponse, NoResponse, HostFailure>;

}  // namespace tms
