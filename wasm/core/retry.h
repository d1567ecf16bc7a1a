// When a call that only reads is asked again after a transient failure: twice at most, waiting longer each time, with
// jitter so that many clients do not come back together.
#pragma once

#include <cstdint>

namespace tms {

inline constexpr int kMaxAttempts = 3;

// Milliseconds to wait before attempt `next_attempt` (2 or 3): about 0.5 s, then about 1.5 s, each up to 30 % shorter
// or longer as `random` says.
std::uint32_t retry_delay_ms(int next_attempt, std::uint32_t random);

}  // namespace tms
