// Carries out what an operation decides: requests, waits, and telling the listener. The thirty dull lines between the
// core and the browser.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "browser/connection.h"
#include "browser/host_request.h"
#include "browser/pending.h"
#include "browser/timer.h"
#include "core/operation.h"

namespace tms {

// NOLINTNEXTLINE(cppcoreguidelines-virtual-class-destructor): nothing derives from it
class Driver final : public std::enable_shared_from_this<Driver>, private Request::Owner, private Timer::Owner {
 public:
  class Listener : public HostRequest::Host {
   public:
    virtual void on_step(const StepReport& report) = 0;
    virtual void on_progress(const SetupProgress& progress) = 0;
    virtual void on_finish(const Finish::Result& result) = 0;  // called once, last
  };

  Driver(std::shared_ptr<Connection> connection, std::unique_ptr<Operation> operation,
         std::shared_ptr<Listener> listener);

  const Connection& connection() const { return *connection_; }

  // Handles the event, and then whatever events arise while its effects are carried out.
  void feed(Event event);

  // Of a request that the listener was asked to carry out.
  void answer(RequestId id, HttpResponse response);

 private:
  void carry_out(Effect& effect);
  void end_pending(RequestId id);
  void on_reply(RequestId id, Reply reply, double elapsed_ms) override;
  void on_timer(RequestId id) override;

  const std::shared_ptr<Connection> connection_;
  const std::unique_ptr<Operation> operation_;
  const std::shared_ptr<Listener> listener_;
  std::vector<Event> events_;
  bool feeding_ = false;
  std::vector<std::unique_ptr<Pending>> pending_;
  std::optional<Finish> finish_;
};

}  // namespace tms
