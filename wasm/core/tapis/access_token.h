// The Tapis access token: a JSON Web Token whose claims say who is asking, in which tenant, and until when. Its form is
// checked before anything is sent, for a header with a bad character would throw inside the browser; its signature is
// for Tapis to judge.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/secret.h"
#include "core/tapis/result.h"

namespace tms {

inline constexpr std::size_t kMaxTokenSize = 16384;

struct TokenClaims {
  std::string username;  // claim tapis/username
  std::string tenant;    // claim tapis/tenant_id
  std::string issuer;    // claim iss, or ""
  double expires_at_ms;  // claim exp, in milliseconds since 1970
};

// Overwrites every place where a server echoed the token, or its payload or signature part alone, with "[token]".
void redact_token(std::string& text, std::string_view token);

class AccessToken {
 public:
  // Errors: token_malformed (with the reason), never with any part of the token in it.
  static Result<AccessToken> parse(Secret token);

  // A token that only the host has: what he says of it, and no text.
  static AccessToken held_by_host(TokenClaims claims) { return {Secret(), std::move(claims), true}; }
  // Whatever the host says of it: then nothing is ever sent from here.
  bool is_held_by_host() const { return is_held_by_host_; }
  // In place of one, for what is asked without.
  static AccessToken none() { return {Secret(), {}}; }

  const TokenClaims& claims() const { return claims_; }
  const Secret& secret() const { return secret_; }
  Secret copy_of_secret() const { return Secret::copy_of(secret_.reveal()); }

  void redact(std::string& text) const { redact_token(text, secret_.reveal()); }

 private:
  AccessToken(Secret secret, TokenClaims claims, bool is_held_by_host = false)
      : secret_(std::move(secret)), claims_(std::move(claims)), is_held_by_host_(is_held_by_host) {}

  Secret secret_;
  TokenClaims claims_;
  bool is_held_by_host_;
};

}  // namespace tms
