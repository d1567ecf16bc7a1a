// The browser as a place to run: its clocks, its timers, and its queue of microtasks.
#pragma once

#include <memory>
#include <vector>

#include "driver/platform.h"

namespace tms {

class BrowserPlatform final : public Platform {
 public:
  using Run = void (*)();

  // `run`: what wake_soon() has called.
  explicit BrowserPlatform(Run run);
  ~BrowserPlatform() override;

  double monotonic_ms() override;
  void start_timer(Ticket ticket, double delay_ms, Inbox& inbox) override;
  void stop_timer(Ticket ticket) override;
  void wake_soon() override;

 private:
  class Timer;

  const Run run_;
  std::vector<std::unique_ptr<Timer>> timers_;
};

}  // namespace tms
