// A browser timer that rings once, unless it is destroyed before.
#pragma once

#include "browser/pending.h"

namespace tms {

class Timer final : public Pending {
 public:
  class Owner {
   public:
    virtual void on_timer(RequestId id) = 0;  // may destroy the timer

   protected:
    ~Owner() = default;
  };

  Timer(RequestId id, double delay_ms, Owner& owner);
  ~Timer() override;

 private:
  static void on_ring(void* self);

  Owner& owner_;
  const long timeout_;  // NOLINT(google-runtime-int): the type of emscripten_set_timeout
};

}  // namespace tms
