// A browser timer that rings once, unless it is destroyed before.
#pragma once

#include <functional>

#include "browser/pending.h"

namespace tms {

class Timer final : public Pending {
 public:
  Timer(double delay_ms, std::function<void()> ring);  // ringing may destroy the timer
  ~Timer() override;

 private:
  static void on_ring(void* self);

  const std::function<void()> ring_;
  const long id_;  // NOLINT(google-runtime-int): the type of emscripten_set_timeout
};

}  // namespace tms
