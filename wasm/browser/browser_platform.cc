#include "browser/browser_platform.h"

#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

extern "C" void tms_queue_microtask(void (*callback)());  // microtask_library.js

namespace tms {

class BrowserPlatform::Timer {
 public:
  Timer(Ticket ticket, double delay_ms, Inbox& inbox)
      : ticket_(ticket), inbox_(inbox), timeout_(emscripten_set_timeout(&Timer::on_ring, delay_ms, this)) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  ~Timer() { emscripten_clear_timeout(timeout_); }

  Ticket ticket() const { return ticket_; }

 private:
  static void on_ring(void* self) {
    const auto* timer = static_cast<Timer*>(self);
    timer->inbox_.timer_rang(timer->ticket_);
  }

  const Ticket ticket_;
  Inbox& inbox_;
  const decltype(emscripten_set_timeout(nullptr, 0, nullptr)) timeout_;
};

BrowserPlatform::BrowserPlatform(Run run) : run_(run) {}

BrowserPlatform::~BrowserPlatform() = default;

double BrowserPlatform::monotonic_ms() { return emscripten_get_now(); }

void BrowserPlatform::start_timer(Ticket ticket, double delay_ms, Inbox& inbox) {
  timers_.push_back(std::make_unique<Timer>(ticket, delay_ms, inbox));
}

void BrowserPlatform::stop_timer(Ticket ticket) {
  std::erase_if(timers_, [&](const std::unique_ptr<Timer>& timer) { return timer->ticket() == ticket; });
}

void BrowserPlatform::wake_soon() { tms_queue_microtask(run_); }

}  // namespace tms
