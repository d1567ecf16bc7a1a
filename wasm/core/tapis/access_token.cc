#include "core/tapis/access_token.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/base/base64url.h"
#include "core/base/json_visitor.h"

namespace tms {
namespace {

struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
};

std::optional<Parts> split(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1)};
}

struct RawClaims {
  std::optional<std::string> username;
  std::optional<std::string> tenant;
  std::string token_type;
  std::string issuer;
  std::optional<double> expires_at_s;
};

std::optional<RawClaims> read_claims(std::string_view payload) {
  std::optional<std::string> text = decode_base64url(payload);
  if (!text) return std::nullopt;
  RawClaims claims;
  bool is_object = false;
  const bool well_formed = visit_json(*text, [&](std::string_view path, const JsonValue& value) {
    if (path.empty()) is_object = value.type == JsonType::kObject;
    if (value.type == JsonType::kString) {
      if (path == "tapis/username") claims.username = value.text;
      if (path == "tapis/tenant_id") claims.tenant = value.text;
      if (path == "tapis/token_type") claims.token_type = value.text;
      if (path == "iss") claims.issuer = value.text;
    }
    if (value.type == JsonType::kNumber && path == "exp") claims.expires_at_s = value.number;
  });
  wipe(*text);
  if (!well_formed || !is_object) return std::nullopt;
  return claims;
}

bool is_json_object(std::string_view part) {
  const std::optional<std::string> text = decode_base64url(part);
  bool is_object = false;
  return text &&
         visit_json(*text,
                    [&](std::string_view path, const JsonValue& value) {
                      if (path.empty()) is_object = value.type == JsonType::kObject;
                    }) &&
         is_object;
}

Error malformed(std::string_view why) { return {.code = ErrorCode::kTokenMalformed, .detail = std::string(why)}; }

// The last second that a JavaScript Date can hold.
constexpr double kLastSecond = 8.64e12;

}  // namespace

Result<AccessToken> AccessToken::parse(Secret token) {
  const std::string_view text = token.reveal();
  if (text.empty()) return malformed("There is no token.");
  if (text.size() > kMaxTokenSize) return malformed("This is too long to be a Tapis access token.");
  if (!std::all_of(text.begin(), text.end(), [](char c) { return is_base64url(c) || c == '.'; })) {
    return malformed("This holds characters that a token cannot have.");
  }
  const std::optional<Parts> parts = split(text);
  if (!parts || parts->signature.empty() || !is_json_object(parts->header)) {
    return malformed("This is not a Tapis access token: a token has three parts with dots between them.");
  }
  std::optional<RawClaims> claims = read_claims(parts->payload);
  if (!claims) return malformed("This is not a Tapis access token: its claims cannot be read.");
  if (claims->token_type == "refresh") {
    return malformed("This is a refresh token. The access token is needed.");
  }
  if (!claims->token_type.empty() && claims->token_type != "access") {
    return malformed("This is a token of another kind. The access token is needed.");
  }
  if (!claims->username || claims->username->empty() || !claims->tenant || claims->tenant->empty()) {
    return malformed("This is not a Tapis access token: it does not say whose it is.");
  }
  if (!claims->expires_at_s || !(*claims->expires_at_s > 0 && *claims->expires_at_s <= kLastSecond)) {
    return malformed("This is not a Tapis access token: it does not say until when it is good.");
  }
  return AccessToken(std::move(token), {.username = std::move(*claims->username),
                                        .tenant = std::move(*claims->tenant),
                                        .issuer = std::move(claims->issuer),
                                        .expires_at_ms = *claims->expires_at_s * 1000});
}

void redact_token(std::string& text, std::string_view token) {
  redact(text, token);
  if (const std::optional<Parts> parts = split(token)) {
    redact(text, parts->payload);
    redact(text, parts->signature);
  }
}

}  // namespace tms
