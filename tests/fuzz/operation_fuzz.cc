// Each operation as a whole, fed events in any order: answers of Tapis and of its gateways, nonsense, ends of waits,
// cancels, and events that do not fit.
#include <fuzzer/FuzzedDataProvider.h>

#include <memory>
#include <string>
#include <vector>

#include "core/check.h"
#include "core/establish.h"
#include "core/list_systems.h"
#include "core/revoke.h"
#include "core/setup.h"
#include "fuzz/ledger.h"
#include "fuzz/replies.h"

namespace tms {
namespace {

std::unique_ptr<Operation> any_operation(FuzzedDataProvider& input) {
  const OperationContext context{
      {.system_id = "stampede3", .username = "jdoe"}, "designsafe", input.ConsumeIntegral<std::uint8_t>()};
  switch (input.ConsumeIntegralInRange(0, 5)) {
    case 0:
      return std::make_unique<Establish>(context, Establish::Options{.force = input.ConsumeBool()});
    case 1:
      return std::make_unique<Establish>(context, Establish::Options{.definition = SystemDefinition{"TMS_KEYS"}});
    case 2:
      return std::make_unique<Revoke>(context);
    case 3:
      return std::make_unique<Check>(context);
    case 4:
      return std::make_unique<ListSystems>(context);
    default:
      break;
  }
  SystemList known;
  if (input.ConsumeBool()) known.systems = {{.id = "frontera", .default_authn_method = "TMS_KEYS"}};
  OperationContext of_many = context;
  of_many.subject.system_id = "";
  return std::make_unique<Setup>(of_many,
                                 Setup::Options{.system_ids = {"ls6", "vista", "ls6", "frontera"},
                                                .concurrency = input.ConsumeIntegralInRange(1, kMaxConcurrency),
                                                .known = std::make_shared<const SystemList>(known)});
}

RequestId any_id(FuzzedDataProvider& input, const Ledger& ledger) {
  const std::vector<RequestId> open = ledger.open();
  // Now and then one that is not in flight.
  const auto which = input.ConsumeIntegralInRange<std::size_t>(0, open.size());
  return which < open.size() ? open[which] : input.ConsumeIntegral<std::uint8_t>();
}

Event any_event(FuzzedDataProvider& input, const Ledger& ledger) {
  switch (input.ConsumeIntegralInRange(0, 15)) {
    case 0:
      return Started{};
    case 1:
      return CancelRequested{input.ConsumeBool() ? ErrorCode::kCancelled : ErrorCode::kClosed};
    case 2:
      return WaitOver{any_id(input, ledger)};
    default:
      break;
  }
  const RequestId id = any_id(input, ledger);
  if (ledger.is_wait(id)) return WaitOver{id};
  return Answered{id, any_reply(input), 1};
}

// However the events were: with answers, an operation comes to its end.
void play_to_the_end(Ledger& ledger) {
  constexpr int kMostSteps = 200;
  for (int step = 0; !ledger.is_finished(); ++step) {
    require(step < kMostSteps, "an operation comes to its end");
    require(!ledger.open().empty(), "what has not ended waits for something");
    const RequestId id = ledger.open().front();
    ledger.feed(ledger.is_wait(id) ? Event(WaitOver{id}) : Event(Answered{id, NoResponse::kNetwork, 1}));
  }
}

void play(FuzzedDataProvider& input) {
  Ledger ledger(any_operation(input));
  ledger.feed(Started{});
  while (input.remaining_bytes() > 0) ledger.feed(any_event(input, ledger));
  play_to_the_end(ledger);
}

}  // namespace
}  // namespace tms

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  tms::play(input);
  return 0;
}
