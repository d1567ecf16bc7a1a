// One HTTP request on its way: keeps the time, and tells its owner once how it ended.
#pragma once

#include "browser/pending.h"
#include "browser/timer.h"
#include "core/http.h"

namespace tms {

class Request : public Pending, private Timer::Owner {
 public:
  // An answer with a larger body is given up.
  static constexpr std::size_t kMaxBody = 8388608;  // 8 MiB

  class Owner {
   public:
    // Called once, and never after the request was destroyed. Destroys the request.
    virtual void on_reply(RequestId id, Reply reply, double elapsed_ms) = 0;

   protected:
    ~Owner() = default;
  };

  Request(RequestId id, double timeout_ms, Owner& owner);

 protected:
  // Ends it. Nothing may be done with it afterwards.
  void end(Reply reply);

 private:
  void on_timer(RequestId id) override;

  Owner& owner_;
  const double started_at_ms_;
  const Timer timeout_;  // Emscripten's own timeout cannot be told from a lost connection
};

}  // namespace tms
