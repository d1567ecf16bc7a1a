// The driver between a random transport and random callbacks: each of them, whenever it is called, may answer any
// request that there ever was, cancel, close a connection, start another operation, or let a timer ring. However it
// was: every operation tells its end once and last, and every request and timer is closed once.
#include <fuzzer/FuzzedDataProvider.h>

#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "core/operations/check.h"
#include "core/operations/establish.h"
#include "core/operations/list_systems.h"
#include "core/operations/revoke.h"
#include "core/operations/setup.h"
#include "fuzz/replies.h"
#include "fuzz/require.h"
#include "unit/driver/world.h"

namespace tms {
namespace {

class Chaos {
 public:
  explicit Chaos(FuzzedDataProvider& input) : input_(input) {}

  void play() {
    start();
    while (input_.remaining_bytes() > 0) {
      act();
      if (input_.ConsumeBool()) world_.settle();
    }
    // Whatever happened: when nothing more comes from outside, time ends all.
    constexpr int kMostRings = 20'000;
    world_.settle();
    for (int rings = 0; world_.ring(); ++rings) {
      require(rings < kMostRings, "every operation comes to its end");
      world_.settle();
    }
    require(ended_ == started_, "every operation has told its end");
    require(sent_ == closed_, "every request that was sent is closed");
  }

 private:
  class ChaoticTransport final : public Transport {
   public:
    explicit ChaoticTransport(Chaos& chaos) : chaos_(chaos) {}
    void send(Ticket ticket, HttpRequest /*request*/) override {
      require(chaos_.sent_.insert({ticket.operation, ticket.serial}).second, "a ticket is used once");
      chaos_.act_perhaps();
    }
    void close(Ticket ticket) override {
      require(chaos_.closed_.insert({ticket.operation, ticket.serial}).second, "a request is closed once");
      chaos_.act_perhaps();
    }

   private:
    Chaos& chaos_;
  };

  class ChaoticListener final : public Driver::Listener {
   public:
    explicit ChaoticListener(Chaos& chaos) : chaos_(chaos) {}
    void on_step(const StepReport& /*report*/) override { tell(); }
    void on_progress(const SetupProgress& /*progress*/) override { tell(); }
    void on_finish(const Finish::Result& /*result*/) override {
      tell();
      has_ended_ = true;
      ++chaos_.ended_;
    }

   private:
    void tell() {
      require(!has_ended_, "nothing is told after the end");
      require(!std::exchange(chaos_.telling_, true), "nothing is told from inside a callback");
      chaos_.act_perhaps();
      chaos_.telling_ = false;
    }

    Chaos& chaos_;
    bool has_ended_ = false;
  };

  std::unique_ptr<Operation> any_operation() {
    const OperationContext context{.subject = {.system_id = "stampede3", .username = "jdoe"},
                                   .seed = input_.ConsumeIntegral<std::uint8_t>()};
    switch (input_.ConsumeIntegralInRange(0, 4)) {
      case 0:
        return std::make_unique<Establish>(context,
                                           Establish::Options{.force = input_.ConsumeBool(), .patience_ms = 300000});
      case 1:
        return std::make_unique<Revoke>(context);
      case 2:
        return std::make_unique<Check>(context);
      case 3:
        return std::make_unique<ListSystems>(context);
      default:
        break;
    }
    OperationContext of_many = context;
    of_many.subject.system_id = "";
    return std::make_unique<Setup>(
        of_many,
        Setup::Options{.system_ids = {"ls6", "vista", "ls6", "frontera"}, .concurrency = 2, .patience_ms = 300000});
  }

  void start() {
    constexpr int kMost = 8;
    if (started_ == kMost) return;
    ++started_;
    world_.runner.start({.connection = connections_[static_cast<std::size_t>(input_.ConsumeBool())],
                         .operation = any_operation(),
                         .transport = std::make_unique<ChaoticTransport>(*this),
                         .listener = std::make_shared<ChaoticListener>(*this)});
  }

  void act_perhaps() {
    if (input_.remaining_bytes() > 0 && input_.ConsumeIntegralInRange(0, 3) == 0) act();
  }

  // One thing that can happen outside.
  void act() {
    const Ticket ticket{input_.ConsumeIntegralInRange(0, started_ + 1), input_.ConsumeIntegralInRange(0U, 24U)};
    switch (input_.ConsumeIntegralInRange(0, 7)) {
      case 0:
        return start();
      case 1:
        return world_.runner.cancel(ticket.operation);
      case 2:
        return world_.runner.close(*connections_[static_cast<std::size_t>(input_.ConsumeBool())]);
      case 3:
        return world_.runner.timer_rang(ticket);
      case 4:
        static_cast<void>(world_.ring());
        return;
      default:
        return world_.runner.reply_arrived(ticket, any_reply(input_));
    }
  }

  FuzzedDataProvider& input_;
  World world_;
  const std::vector<std::shared_ptr<Connection>> connections_{test_connection(), test_connection()};
  std::set<std::pair<int, unsigned>> sent_;
  std::set<std::pair<int, unsigned>> closed_;
  int started_ = 0;
  int ended_ = 0;
  bool telling_ = false;
};

}  // namespace
}  // namespace tms

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  tms::Chaos(input).play();
  return 0;
}
