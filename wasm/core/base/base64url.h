// base64url without padding, as JSON Web Tokens use it (RFC 4648 section 5, RFC 7515 section 2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tms {

constexpr bool is_base64url(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// The decoded bytes; nothing if a character is not of the alphabet or the length cannot be.
std::optional<std::string> decode_base64url(std::string_view text);

}  // namespace tms
