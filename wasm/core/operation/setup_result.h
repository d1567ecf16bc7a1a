// What became of one system of a set-up.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/tapis/error.h"

namespace tms {

enum class SetupStatus : std::uint8_t { kPending, kExists, kCreated, kFailed, kCancelled };

// The names that JavaScript sees, in the order of the enum; it never sees the first.
inline constexpr std::array<std::string_view, 5> kSetupStatusNames{"pending", "exists", "created", "failed",
                                                                   "cancelled"};

constexpr std::string_view name_of(SetupStatus status) { return kSetupStatusNames[static_cast<std::size_t>(status)]; }

struct SetupResult {
  std::string system_id;
  SetupStatus status = SetupStatus::kPending;
  Error error;  // why it failed or was cancelled
};

}  // namespace tms
