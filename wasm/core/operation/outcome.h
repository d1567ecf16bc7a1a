// How an operation can end well.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/tapis/error.h"

namespace tms {

enum class Status : std::uint8_t {
  // establish
  kExists,
  kCreated,
  // revoke
  kRevoked,
  kAbsent,
  // check
  kValid,
  kMissing,
  kRefused,
  kUnreachable,
  kUnsupported,
};

// The names that JavaScript sees, in the order of the enum.
inline constexpr std::array<std::string_view, 9> kStatusNames{
    "exists", "created", "revoked", "absent", "valid", "missing", "refused", "unreachable", "unsupported"};

constexpr std::string_view name_of(Status status) { return kStatusNames[static_cast<std::size_t>(status)]; }

// How it is known that a change took effect.
enum class Evidence : std::uint8_t {
  kAnswer,
  kCheck,            // the answer was lost; a check afterwards told
  kCheckOfEitherKey  // the same, but there were good credentials before, which the check may have found
};

struct Outcome {
  Status status = Status::kExists;
  Evidence evidence = Evidence::kAnswer;

  bool operator==(const Outcome&) const = default;
};

// What is true now, in words for a researcher.
std::string message(const Outcome& outcome, const Subject& subject);

}  // namespace tms
