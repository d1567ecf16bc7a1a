// What the driver needs of the place where it runs, besides a way to Tapis.
#pragma once

#include "driver/transport.h"

namespace tms {

class Platform {
 public:
  Platform() = default;
  Platform(const Platform&) = delete;
  Platform& operator=(const Platform&) = delete;
  virtual ~Platform() = default;

  // Milliseconds of a clock that only goes forward.
  virtual double monotonic_ms() = 0;

  // Posts timer_rang(ticket) to `inbox` after the delay, once, unless it is stopped before.
  virtual void start_timer(Ticket ticket, double delay_ms, Inbox& inbox) = 0;
  virtual void stop_timer(Ticket ticket) = 0;

  // Has Runner::run() called soon, from an empty stack.
  virtual void wake_soon() = 0;
};

}  // namespace tms
