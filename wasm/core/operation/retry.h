// When something is asked again. A call that only reads, after a transient failure: twice at most, waiting longer each
// time, with jitter so that many clients do not come back together. What became of a change: see below.
#pragma once

#include <cstdint>
#include <optional>

#include "core/tapis/error.h"

namespace tms {

inline constexpr int kMaxAttempts = 3;

// Milliseconds to wait before attempt `next_attempt` (2 or 3): about 0.5 s, then about 1.5 s, each up to 30 % shorter
// or longer as `random` says.
std::uint32_t retry_delay_ms(int next_attempt, std::uint32_t random);

// How often one looks what became of a change whose answer was lost: at once, about 3 s later, and about 10 s later.
inline constexpr int kMaxRechecks = 3;

// Milliseconds to wait before look `look` (1 to kMaxRechecks): none, 3 s, then 7 s, each up to 20 % longer as `random`
// says, so that the many of a set-up do not all look at the same moment.
std::uint32_t recheck_delay_ms(int look, std::uint32_t random);

// How often a create is sent again that the host refused, by who has patience: a host may refuse a fresh key or a new
// account for minutes. Each refused one leaves a public key behind at the Trust Manager System, so they are few.
inline constexpr int kMaxMoreCreates = 3;

inline constexpr double kMaxPatienceMs = 3600000;  // an hour

// Nothing if this is a time to be patient: 0 (not at all) to kMaxPatienceMs, in milliseconds. Else invalid_argument.
std::optional<Error> check_patience(double patience_ms);

// Milliseconds to wait before create `more` (1 to kMaxMoreCreates) of those that follow the first: a seventh of the
// patience, then two, then four, so that the last one comes when it ends; of five minutes 43 s, 86 s and 171 s. Each is
// up to a tenth shorter as `random` says. What the requests in between take comes on top.
std::uint32_t patience_delay_ms(int more, double patience_ms, std::uint32_t random);

}  // namespace tms
