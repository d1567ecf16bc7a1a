#include "core/tapis/identifiers.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace tms {
namespace {

constexpr std::size_t kMaxUsername = 60;

// Words that follow /v3/systems/ in the API and so can be no system's name, in any case.
constexpr std::array<std::string_view, 8> kReservedIds{"healthcheck", "readycheck", "search",       "schedulerprofile",
                                                       "share",       "unshare",    "share_public", "unshare_public"};

bool is_unreserved(char c) { return is_ascii_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Error invalid(std::initializer_list<std::string_view> text) {
  return {.code = ErrorCode::kInvalidArgument, .detail = concat(text)};
}

}  // namespace

std::optional<Error> check_system_id(std::string_view id) {
  if (id.empty()) return invalid({"The system id is empty. Give the id of a Tapis system, such as stampede3."});
  if (id.size() > kMaxSystemId) return invalid({"The system id is too long: Tapis allows 80 characters."});
  if (!is_ascii_alnum(id.front()) || !std::all_of(id.begin(), id.end(), is_unreserved) ||
      id.find("..") != std::string_view::npos) {
    return invalid(
        {"This is not a Tapis system id. An id begins with a letter or a digit and holds only letters, digits and "
         "- . _ ~ (never two dots together), such as stampede3."});
  }
  const std::string lower = to_ascii_lower(id);
  if (std::find(kReservedIds.begin(), kReservedIds.end(), lower) != kReservedIds.end()) {
    return invalid({"\"", id, "\" is a reserved word of Tapis and cannot be a system id."});
  }
  return std::nullopt;
}

std::optional<Error> check_username(std::string_view name) {
  if (name.empty()) return invalid({"The user name is empty. Give the name of a user on the system."});
  if (count_characters(name) > kMaxUsername) return invalid({"The user name is too long: Tapis allows 60 characters."});
  if (name == "." || name.find("..") != std::string_view::npos || name.find_first_of("/\\") != std::string_view::npos ||
      std::any_of(name.begin(), name.end(), is_control)) {
    return invalid({"This is not a user name: it must not hold / or \\, two dots together, or control characters."});
  }
  return std::nullopt;
}

std::string percent_encode(std::string_view segment) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (char c : segment) {
    if (is_unreserved(c)) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += kHex[byte >> 4U];
      encoded += kHex[byte & 0xFU];
    }
  }
  return encoded;
}

}  // namespace tms
