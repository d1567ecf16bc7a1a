// A place for the driver to run in, without a browser: time stands still until it is told to go on, and what comes from
// outside is handled when settle() says that the stack is empty.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "driver/platform.h"
#include "driver/runner.h"

namespace tms {

class World final : public Platform {
 public:
  double monotonic_ms() override { return now_ms_; }
  void start_timer(Ticket ticket, double delay_ms, Inbox& inbox) override {
    timers_.push_back({ticket, now_ms_ + delay_ms, &inbox});
  }
  void stop_timer(Ticket ticket) override {
    std::erase_if(timers_, [&](const Timer& timer) { return timer.ticket == ticket; });
  }
  void wake_soon() override { awake_ = true; }

  void settle() {
    while (std::exchange(awake_, false)) runner.run();
  }

  // The next timer rings. False if there is none.
  bool ring() {
    const auto next = std::min_element(timers_.begin(), timers_.end(),
                                       [](const Timer& one, const Timer& other) { return one.at_ms < other.at_ms; });
    if (next == timers_.end()) return false;
    now_ms_ = std::max(now_ms_, next->at_ms);
    next->inbox->timer_rang(next->ticket);
    return true;
  }

  std::size_t timers() const { return timers_.size(); }

  Runner runner{*this};

 private:
  struct Timer {
    Ticket ticket;
    double at_ms;
    Inbox* inbox;
  };

  std::vector<Timer> timers_;
  double now_ms_ = 0;
  bool awake_ = false;
};

// A transport that does with a request what a test says, from inside the call, and keeps the books.
class TestTransport final : public Transport {
 public:
  struct Behaviour {
    std::function<void(Ticket, const HttpRequest&)> on_send = [](Ticket, const HttpRequest&) {};
    std::function<void(Ticket)> on_close = [](Ticket) {};
    std::vector<Ticket> sent;
    std::vector<Ticket> closed;
  };

  explicit TestTransport(std::shared_ptr<Behaviour> behaviour) : behaviour_(std::move(behaviour)) {}

  void send(Ticket ticket, HttpRequest request) override {
    behaviour_->sent.push_back(ticket);
    behaviour_->on_send(ticket, request);
  }
  void close(Ticket ticket) override {
    behaviour_->closed.push_back(ticket);
    behaviour_->on_close(ticket);
  }

 private:
  const std::shared_ptr<Behaviour> behaviour_;
};

// A listener that does what a test says when it is told something.
class TestListener final : public Driver::Listener {
 public:
  void on_step(const StepReport& report) override { on_told(report); }
  void on_progress(const SetupProgress& /*progress*/) override { on_told_progress(); }
  void on_finish(const Finish::Result& result) override {
    results.push_back(result);
    on_end();
  }

  std::function<void(const StepReport&)> on_told = [](const StepReport&) {};
  std::function<void()> on_told_progress = [] {};
  std::function<void()> on_end = [] {};
  std::vector<Finish::Result> results;
};

inline std::shared_ptr<Connection> test_connection() {
  return std::make_shared<Connection>(Connection{.token = AccessToken::held_by_host({"jdoe", "designsafe", "", 1}),
                                                 .base_url = *parse_base_url("https://designsafe.tapis.io"),
                                                 .timeout_ms = 60'000,
                                                 .known = nullptr});
}

}  // namespace tms
