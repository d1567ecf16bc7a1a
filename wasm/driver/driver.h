// Carries out what one operation decides: requests, waits, and telling the listener. The dull lines between the core
// and the world.
#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "core/operation/operation.h"
#include "driver/connection.h"
#include "driver/platform.h"
#include "driver/transport.h"

namespace tms {

// What the inbox holds for an operation.
struct ReplyArrived {
  unsigned serial;
  Reply reply;
  double at_ms;  // by Platform::monotonic_ms()
};
struct TimerRang {
  unsigned serial;
};
using Message = std::variant<Started, CancelRequested, ReplyArrived, TimerRang>;

class Driver {
 public:
  class Listener {
   public:
    Listener() = default;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    virtual ~Listener() = default;
    virtual void on_step(const StepReport& report) = 0;
    virtual void on_progress(const SetupProgress& progress) = 0;
    virtual void on_finish(const Finish::Result& result) = 0;  // called once, last
  };

  struct Parts {
    std::shared_ptr<Connection> connection;
    std::unique_ptr<Operation> operation;
    std::unique_ptr<Transport> transport;
    std::shared_ptr<Listener> listener;
  };

  Driver(int handle, Parts parts, Platform& platform, Inbox& inbox)
      : handle_(handle), parts_(std::move(parts)), platform_(platform), inbox_(inbox) {}
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;
  ~Driver();

  const Connection& connection() const { return *parts_.connection; }
  Listener& listener() const { return *parts_.listener; }

  // Never called from inside itself: see Runner. Returns how the operation ended, once it has.
  std::optional<Finish::Result> handle(Message message);

 private:
  // A request in flight or a wait.
  struct Pending {
    RequestId id;
    unsigned serial;
    bool is_request;
    double since_ms;
  };

  std::optional<Event> event_of(Message& message);
  void carry_out(Effect& effect);
  unsigned open(RequestId id, bool is_request, double timer_ms);
  const Pending* find(unsigned serial) const;
  Answered answered(const Pending& pending, Reply reply, double at_ms);
  void close(unsigned serial);

  const int handle_;
  const Parts parts_;
  Platform& platform_;
  Inbox& inbox_;
  std::vector<Pending> pending_;
  unsigned last_serial_ = 0;
  std::optional<Finish::Result> result_;
};

}  // namespace tms
