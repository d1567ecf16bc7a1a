// Runs whole operations, with their driver, between a Tapis that is played and a clock that stands still until
// something must wait for it.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "unit/driver/world.h"
#include "unit/faults/replayed_tapis.h"

namespace tms {

class Stage {
 public:
  // Which of so many requests under way, in the order in which they were asked, is answered next.
  using Turn = std::function<std::size_t(std::size_t)>;

  // What comes back to a request at that time, or nothing if nothing ever does.
  using Tapis = std::function<std::optional<Reply>(const HttpRequest&, double)>;

  Stage(ReplayedTapis& tapis, Turn turn)
      : Stage([&tapis](const HttpRequest& request, double now_ms) { return tapis.answer(request, now_ms); },
              std::move(turn)) {}

  Stage(Tapis tapis, Turn turn) : tapis_(std::move(tapis)), turn_(std::move(turn)) {
    transport_->on_send = [this](Ticket ticket, const HttpRequest& request) {
      under_way_.push_back({ticket, request});
    };
    transport_->on_close = [this](Ticket ticket) {
      std::erase_if(under_way_, [ticket](const UnderWay& one) { return one.ticket == ticket; });
    };
  }

  // To its end. Over the same connection as those before.
  Finish::Result run(std::unique_ptr<Operation> operation) {
    constexpr int kMostSteps = 100'000;
    const auto listener = std::make_shared<TestListener>();
    world_.runner.start({.connection = connection_,
                         .operation = std::move(operation),
                         .transport = std::make_unique<TestTransport>(transport_),
                         .listener = listener});
    for (int steps = 0; listener->results.empty() && steps < kMostSteps; ++steps) step();
    EXPECT_EQ(listener->results.size(), 1U) << "an operation ends, once";
    EXPECT_EQ(world_.timers(), 0U) << "nobody waits for anything any more";
    EXPECT_EQ(transport_->sent.size(), transport_->closed.size()) << "every request is closed";
    return listener->results.empty() ? Finish::Result() : listener->results.front();
  }

 private:
  struct UnderWay {
    Ticket ticket;
    HttpRequest request;
  };

  void step() {
    world_.settle();
    if (under_way_.empty()) {
      world_.ring();
      return;
    }
    const auto it = under_way_.begin() + static_cast<std::ptrdiff_t>(turn_(under_way_.size()));
    const UnderWay next = std::move(*it);
    under_way_.erase(it);
    // Without a reply it ends when its time is over.
    if (std::optional<Reply> reply = tapis_(next.request, world_.monotonic_ms())) {
      world_.runner.reply_arrived(next.ticket, *std::move(reply));
    }
  }

  Tapis tapis_;
  Turn turn_;
  World world_;
  std::vector<UnderWay> under_way_;
  std::shared_ptr<Connection> connection_ = test_connection();
  std::shared_ptr<TestTransport::Behaviour> transport_ = std::make_shared<TestTransport::Behaviour>();
};

}  // namespace tms
