// When something is asked again. A call that only reads, after a transient failure: twice at most, waiting longer each
// time, with jitter so that many clients do not come back together. What became of a change: see below.
#pragma once

#include <cstdint>

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

}  // namespace tms
