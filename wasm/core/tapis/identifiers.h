// System ids and user names: what Tapis accepts, and how they go into a path (Tapis Systems API: IdString of 1 to 80
// and UserNameString of 1 to 60 characters, the id pattern, and the reserved words).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/tapis/error.h"

namespace tms {

constexpr std::size_t kMaxSystemId = 80;

// The reason why `id` cannot be a system id (invalid_argument), or nothing if it can.
std::optional<Error> check_system_id(std::string_view id);

// The same for a user name. Tapis has no pattern for it, so just what could change the path is refused.
std::optional<Error> check_username(std::string_view name);

// One path segment: all but the unreserved characters of RFC 3986 as %XX.
std::string percent_encode(std::string_view segment);

}  // namespace tms
