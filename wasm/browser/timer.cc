#include "browser/timer.h"

#include <emscripten/html5.h>

namespace tms {

Timer::Timer(RequestId id, double delay_ms, Owner& owner)
    : Pending(id), owner_(owner), timeout_(emscripten_set_timeout(&Timer::on_ring, delay_ms, this)) {}

Timer::~Timer() { emscripten_clear_timeout(timeout_); }

void Timer::on_ring(void* self) {
  const auto* timer = static_cast<Timer*>(self);
  timer->owner_.on_timer(timer->id());
}

}  // namespace tms
