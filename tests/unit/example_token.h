// Makes JSON Web Tokens for tests: unsigned in truth, for the core leaves signatures to Tapis.
#pragma once

#include <string>
#include <string_view>

namespace tms {

inline std::string encode_base64url(std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  unsigned pending = 0;
  unsigned bits = 0;
  for (char c : bytes) {
    pending = (pending << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) text += kAlphabet[(pending >> (bits - 6)) & 0x3FU];
    pending &= (1U << bits) - 1;
  }
  if (bits > 0) text += kAlphabet[(pending << (6 - bits)) & 0x3FU];
  return text;
}

inline constexpr std::string_view kTokenHeader = R"({"alg":"RS256","typ":"JWT"})";
inline constexpr std::string_view kTokenSignature = "c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

inline std::string token_with(std::string_view claims, std::string_view header = kTokenHeader,
                              std::string_view signature = kTokenSignature) {
  return encode_base64url(header) + "." + encode_base64url(claims) + "." + std::string(signature);
}

// The claims of a user's access token, as Tapis's tokens service makes them.
inline constexpr std::string_view kAccessClaims = R"({
  "jti": "0f7b8f7e-9d2a-4a55-8a8e-0a3c6d0f1b11", "iss": "https://designsafe.tapis.io/v3/tokens",
  "sub": "jdoe@designsafe", "tapis/tenant_id": "designsafe", "tapis/token_type": "access",
  "tapis/delegation": false, "tapis/delegation_sub": null, "tapis/username": "jdoe",
  "tapis/account_type": "user", "exp": 1800000000, "tapis/client_id": null, "tapis/grant_type": "password"
})";

}  // namespace tms
