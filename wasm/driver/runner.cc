#include "driver/runner.h"

#include <optional>

namespace tms {

int Runner::start(Driver::Parts parts) {
  const int handle = drivers_.next();
  drivers_.add(std::make_shared<Driver>(handle, std::move(parts), platform_, *this));
  post(handle, Started{});
  return handle;
}

void Runner::cancel(int operation) { post(operation, CancelRequested{ErrorCode::kCancelled}); }

void Runner::close(const Connection& connection) {
  for (const auto& [handle, driver] : drivers_.all()) {
    if (&driver->connection() == &connection) post(handle, CancelRequested{ErrorCode::kClosed});
  }
}

void Runner::reply_arrived(Ticket ticket, Reply reply) {
  post(ticket.operation, ReplyArrived{ticket.serial, std::move(reply), platform_.monotonic_ms()});
}

void Runner::timer_rang(Ticket ticket) { post(ticket.operation, TimerRang{ticket.serial}); }

void Runner::post(int operation, Message message) {
  inbox_.emplace_back(operation, std::move(message));
  if (inbox_.size() == 1 && !running_) platform_.wake_soon();
}

void Runner::run() {
  if (std::exchange(running_, true)) return;
  while (!inbox_.empty()) {
    for (auto& [operation, message] : std::exchange(inbox_, {})) {
      const std::shared_ptr<Driver> driver = drivers_.find(operation);
      if (!driver) continue;  // it has ended
      const std::optional<Finish::Result> result = driver->handle(std::move(message));
      if (!result) continue;
      drivers_.remove(operation);
      driver->listener().on_finish(*result);
    }
  }
  running_ = false;
}

}  // namespace tms
