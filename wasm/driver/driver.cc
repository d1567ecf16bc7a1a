#include "driver/driver.h"

#include <algorithm>
#include <utility>

namespace tms {

Driver::~Driver() {
  while (!pending_.empty()) close(pending_.back().serial);
}

std::optional<Finish::Result> Driver::handle(Message message) {
  if (const std::optional<Event> event = event_of(message)) {
    for (Effect& effect : parts_.operation->handle(*event)) carry_out(effect);
  }
  return std::exchange(result_, std::nullopt);
}

// Nothing for what is about a request or a wait that is over, or was never one.
std::optional<Event> Driver::event_of(Message& message) {
  if (const auto* started = std::get_if<Started>(&message)) return *started;
  if (const auto* cancel = std::get_if<CancelRequested>(&message)) return *cancel;
  if (auto* arrived = std::get_if<ReplyArrived>(&message)) {
    const Pending* pending = find(arrived->serial);
    if (pending == nullptr || !pending->is_request) return std::nullopt;
    return answered(*pending, std::move(arrived->reply), arrived->at_ms);
  }
  const Pending* pending = find(std::get_if<TimerRang>(&message)->serial);
  if (pending == nullptr) return std::nullopt;
  if (pending->is_request) return answered(*pending, NoResponse::kTimeout, platform_.monotonic_ms());
  const WaitOver over{pending->id};
  close(pending->serial);
  return over;
}

Answered Driver::answered(const Pending& pending, Reply reply, double at_ms) {
  Answered answer{.id = pending.id, .reply = std::move(reply), .elapsed_ms = at_ms - pending.since_ms};
  close(pending.serial);
  return answer;
}

void Driver::carry_out(Effect& effect) {
  if (auto* send = std::get_if<SendRequest>(&effect)) {
    // The time that a request may take is kept here: Emscripten's own timeout cannot be told from a lost connection.
    const unsigned serial = open(send->id, true, parts_.connection->timeout_ms);
    parts_.transport->send({handle_, serial}, std::move(send->request));
  } else if (const auto* wait = std::get_if<Wait>(&effect)) {
    open(wait->id, false, wait->delay_ms);
  } else if (const auto* abort = std::get_if<AbortRequest>(&effect)) {
    const auto it =
        std::find_if(pending_.begin(), pending_.end(), [&](const Pending& one) { return one.id == abort->id; });
    if (it != pending_.end()) close(it->serial);
  } else if (const auto* report = std::get_if<StepReport>(&effect)) {
    parts_.listener->on_step(*report);
  } else if (const auto* progress = std::get_if<SetupProgress>(&effect)) {
    parts_.listener->on_progress(*progress);
  } else if (auto* finish = std::get_if<Finish>(&effect)) {
    result_ = std::move(finish->result);
  }
}

unsigned Driver::open(RequestId id, bool is_request, double timer_ms) {
  const unsigned serial = ++last_serial_;
  pending_.push_back({.id = id, .serial = serial, .is_request = is_request, .since_ms = platform_.monotonic_ms()});
  platform_.start_timer({handle_, serial}, timer_ms, inbox_);
  return serial;
}

const Driver::Pending* Driver::find(unsigned serial) const {
  const auto it =
      std::find_if(pending_.begin(), pending_.end(), [&](const Pending& one) { return one.serial == serial; });
  return it == pending_.end() ? nullptr : &*it;
}

// Precondition: it is pending.
void Driver::close(unsigned serial) {
  const bool is_request = find(serial)->is_request;
  std::erase_if(pending_, [&](const Pending& one) { return one.serial == serial; });
  platform_.stop_timer({handle_, serial});
  if (is_request) parts_.transport->close({handle_, serial});
}

}  // namespace tms
