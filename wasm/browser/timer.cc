#include "browser/timer.h"

#include <emscripten/html5.h>

#include <utility>

namespace tms {

Timer::Timer(double delay_ms, std::function<void()> ring)
    : ring_(std::move(ring)), id_(emscripten_set_timeout(&Timer::on_ring, delay_ms, this)) {}

Timer::~Timer() { emscripten_clear_timeout(id_); }

void Timer::on_ring(void* self) {
  const std::function<void()> ring = static_cast<Timer*>(self)->ring_;
  ring();
}

}  // namespace tms
