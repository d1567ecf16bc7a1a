#include "browser/driver.h"

#include <utility>

#include "browser/fetch_request.h"

namespace tms {

Driver::Driver(std::shared_ptr<Connection> connection, std::unique_ptr<Operation> operation,
               std::shared_ptr<Listener> listener)
    : connection_(std::move(connection)), operation_(std::move(operation)), listener_(std::move(listener)) {}

void Driver::feed(Event event) {
  events_.push_back(std::move(event));
  if (std::exchange(feeding_, true)) return;
  const std::shared_ptr<Driver> alive = shared_from_this();  // the listener may let go of it
  while (!events_.empty()) {
    for (const Event& next : std::exchange(events_, {})) {
      for (Effect& effect : operation_->handle(next)) carry_out(effect);
    }
  }
  feeding_ = false;
  if (!finish_) return;
  const Finish finish = *std::exchange(finish_, std::nullopt);
  listener_->on_finish(finish.result);
}

void Driver::carry_out(Effect& effect) {
  if (auto* send = std::get_if<SendRequest>(&effect)) {
    Request::Owner& owner = *this;
    if (connection_->token.is_held_by_host()) {
      pending_.push_back(
          std::make_unique<HostRequest>(send->id, send->request, connection_->timeout_ms, listener_, owner));
    } else {
      pending_.push_back(std::make_unique<FetchRequest>(send->id, connection_, std::move(send->request), owner));
    }
  } else if (const auto* wait = std::get_if<Wait>(&effect)) {
    Timer::Owner& owner = *this;
    pending_.push_back(std::make_unique<Timer>(wait->id, wait->delay_ms, owner));
  } else if (const auto* abort = std::get_if<AbortRequest>(&effect)) {
    end_pending(abort->id);
  } else if (const auto* report = std::get_if<StepReport>(&effect)) {
    listener_->on_step(*report);
  } else if (const auto* progress = std::get_if<SetupProgress>(&effect)) {
    listener_->on_progress(*progress);
  } else if (auto* finish = std::get_if<Finish>(&effect)) {
    finish_.emplace(std::move(*finish));
  }
}

void Driver::end_pending(RequestId id) {
  std::erase_if(pending_, [id](const std::unique_ptr<Pending>& one) { return one->id() == id; });
}

void Driver::answer(RequestId id, HttpResponse response) {
  for (const std::unique_ptr<Pending>& one : pending_) {
    if (one->id() == id) return one->answer(std::move(response));
  }
}

void Driver::on_reply(RequestId id, Reply reply, double elapsed_ms) {
  end_pending(id);
  feed(Answered{.id = id, .reply = std::move(reply), .elapsed_ms = elapsed_ms});
}

void Driver::on_timer(RequestId id) {
  end_pending(id);
  feed(WaitOver{id});
}

}  // namespace tms
