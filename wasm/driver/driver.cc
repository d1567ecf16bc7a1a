#include "driver/driver.h"

#include <algorithm>
#include <utility>

namespace tms {

Driver::~Driver() {
  for (const Pending& pending : pending_) close(pending);
}

std::optional<Finish::Result> Driver::handle(const Message& message) {
  if (const std::optional<Event> event = event_of(message)) {
    for (Effect& effect : parts_.operation->handle(*event, platform_.date_ms())) carry_out(effect);
  }
  return std::exchange(result_, std::nullopt);
}

// Nothing for what is about a request or a wait that is over.
std::optional<Event> Driver::event_of(const Message& message) {
  if (const auto* started = std::get_if<Started>(&message)) return *started;
  if (const auto* cancel = std::get_if<CancelRequested>(&message)) return *cancel;
  const auto* arrived = std::get_if<ReplyArrived>(&message);
  const std::optional<Pending> pending = take(arrived != nullptr ? arrived->serial : std::get<TimerRang>(message).serial);
  if (!pending) return std::nullopt;
  if (arrived != nullptr) {
    return Answered{.id = pending->id, .reply = arrived->reply, .elapsed_ms = arrived->at_ms - pending->since_ms};
  }
  if (!pending->is_request) return WaitOver{pending->id};
  const double elapsed_ms = platform_.monotonic_ms() - pending->since_ms;
  return Answered{.id = pending->id, .reply = NoResponse::kTimeout, .elapsed_ms = elapsed_ms};
}

void Driver::carry_out(Effect& effect) {
  if (auto* send = std::get_if<SendRequest>(&effect)) {
    // The time that a request may take is kept here: Emscripten's own timeout cannot be told from a lost connection.
    const Pending& pending = open(send->id, true, parts_.connection->timeout_ms);
    parts_.transport->send({handle_, pending.serial}, std::move(send->request));
  } else if (const auto* wait = std::get_if<Wait>(&effect)) {
    open(wait->id, false, wait->delay_ms);
  } else if (const auto* abort = std::get_if<AbortRequest>(&effect)) {
    const auto it = std::find_if(pending_.begin(), pending_.end(), [&](const Pending& one) { return one.id == abort->id; });
    if (it != pending_.end()) take(it->serial);
  } else if (const auto* report = std::get_if<StepReport>(&effect)) {
    parts_.listener->on_step(*report);
  } else if (const auto* progress = std::get_if<SetupProgress>(&effect)) {
    parts_.listener->on_progress(*progress);
  } else if (auto* finish = std::get_if<Finish>(&effect)) {
    result_ = std::move(finish->result);
  }
}

Driver::Pending& Driver::open(RequestId id, bool is_request, double timer_ms) {
  const unsigned serial = ++last_serial_;
  platform_.start_timer({handle_, serial}, timer_ms, inbox_);
  return pending_.emplace_back(
      Pending{.id = id, .serial = serial, .is_request = is_request, .since_ms = platform_.monotonic_ms()});
}

void Driver::close(const Pending& pending) {
  const Ticket ticket{handle_, pending.serial};
  platform_.stop_timer(ticket);
  if (pending.is_request) parts_.transport->close(ticket);
}

// Ends what goes by that number, if it is still under way.
std::optional<Driver::Pending> Driver::take(unsigned serial) {
  const auto it = std::find_if(pending_.begin(), pending_.end(), [&](const Pending& one) { return one.serial == serial; });
  if (it == pending_.end()) return std::nullopt;
  const Pending pending = *it;
  pending_.erase(it);
  close(pending);
  return pending;
}

}  // namespace tms
