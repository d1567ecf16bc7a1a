// Carries out what an operation decides: requests, waits, and telling the listener. The thirty dull lines between the
// core and the browser.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "browser/connection.h"
#include "browser/pending.h"
#include "core/operation.h"

namespace tms {

class Driver {
 public:
  struct Listener {
    std::function<void(const StepReport&)> on_step;
    std::function<void(const std::variant<Outcome, Error>&)> on_finish;  // called once, last; may destroy the driver
  };

  Driver(std::shared_ptr<const Connection> connection, std::unique_ptr<Operation> operation, Listener listener);

  const Connection& connection() const { return *connection_; }

  // Handles the event, and then whatever events arise while its effects are carried out.
  void feed(Event event);

 private:
  void carry_out(Effect effect);

  const std::shared_ptr<const Connection> connection_;
  const std::unique_ptr<Operation> operation_;
  const Listener listener_;
  std::vector<Event> events_;
  bool feeding_ = false;
  std::map<RequestId, std::unique_ptr<Pending>> pending_;
  std::optional<Finish> finish_;
};

}  // namespace tms
