// Runs operations. Its inbox is the one way in: what happens outside, and what callers ask for, is put there, and
// handled by run() from an empty stack, one after the other. So no operation is ever entered while it is in the middle
// of something, whoever calls what from which callback.
#pragma once

#include <utility>
#include <vector>

#include "driver/driver.h"
#include "driver/handle_table.h"

namespace tms {

class Runner final : public Inbox {
 public:
  explicit Runner(Platform& platform) : platform_(platform) {}

  // Returns the operation's handle. The listener is told each step and the end, none of it before this returns.
  int start(Driver::Parts parts);

  void cancel(int operation);
  // Ends all operations over the connection, which is closed.
  void close(const Connection& connection);

  void reply_arrived(Ticket ticket, Reply reply) override;
  void timer_rang(Ticket ticket) override;

  // Called by the platform after wake_soon().
  void run();

 private:
  void post(int operation, Message message);

  Platform& platform_;
  HandleTable<Driver> drivers_;
  std::vector<std::pair<int, Message>> inbox_;
  bool running_ = false;
};

}  // namespace tms
