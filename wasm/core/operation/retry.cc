#include "core/operation/retry.h"

namespace tms {

std::uint32_t retry_delay_ms(int next_attempt, std::uint32_t random) {
  const std::uint32_t base = next_attempt <= 2 ? 500 : 1500;
  const std::uint32_t spread = base * 3 / 10;
  return base - spread + random % (2 * spread + 1);
}

std::uint32_t recheck_delay_ms(int look, std::uint32_t random) {
  if (look <= 1) return 0;
  const std::uint32_t base = look == 2 ? 3000 : 7000;
  return base + random % (base / 5 + 1);
}

std::optional<Error> check_patience(double patience_ms) {
  if (patience_ms >= 0 && patience_ms <= kMaxPatienceMs) return std::nullopt;
  return Error{.code = ErrorCode::kInvalidArgument,
               .detail = "patienceMs must be a number of milliseconds from 0 to 3600000."};
}

std::uint32_t patience_delay_ms(int more, double patience_ms, std::uint32_t random) {
  const std::uint32_t share = (static_cast<std::uint32_t>(patience_ms) / 7) << (more - 1);
  return share - random % (share / 10 + 1);
}

}  // namespace tms
