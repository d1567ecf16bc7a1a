// Each operation as a whole, fed events in any order: answers of Tapis and of its gateways, nonsense, ends of waits,
// cancels, and events that do not fit.
#include <fuzzer/FuzzedDataProvider.h>

#include <memory>
#include <string>
#include <vector>

#include "core/operations/check.h"
#include "core/operations/establish.h"
#include "core/operations/list_systems.h"
#include "core/operations/revoke.h"
#include "core/operations/setup.h"
#include "fuzz/ledger.h"
#include "fuzz/replies.h"

namespace tms {
namespace {

double any_patience(FuzzedDataProvider& input) { return input.ConsumeBool() ? 300000 : 0; }

std::unique_ptr<Operation> any_setup(FuzzedDataProvider& input, OperationContext context, int concurrency) {
  SystemList known;
  if (input.ConsumeBool()) known.systems = {{.id = "frontera", .default_authn_method = "TMS_KEYS"}};
  context.subject.system_id = "";
  std::vector<std::string> ids{"ls6", "vista", "ls6", "frontera"};
  // Those that no list can name, and those that do not go into one.
  for (int more = input.ConsumeIntegralInRange(0, 3); more > 0; --more) ids.push_back(std::string(more, 'x') + "~");
  if (input.ConsumeIntegralInRange(0, 15) == 0) {  // it takes its time
    for (char first = 'a'; first < 'h'; ++first) {
      for (char last = 'a'; last < 'k'; ++last) ids.push_back(first + std::string(78, 'x') + last);
    }
  }
  return std::make_unique<Setup>(context,
                                 Setup::Options{.system_ids = std::move(ids),
                                                .concurrency = concurrency,
                                                .patience_ms = any_patience(input),
                                                .known = std::make_shared<const SystemList>(std::move(known))});
}

Ledger any_operation(FuzzedDataProvider& input) {
  const OperationContext context{
      {.system_id = "stampede3", .username = "jdoe"}, "designsafe", input.ConsumeIntegral<std::uint8_t>()};
  std::unique_ptr<Operation> operation;
  int creates_at_once = 1;
  switch (input.ConsumeIntegralInRange(0, 4)) {
    case 0:
      operation = std::make_unique<Establish>(
          context, Establish::Options{.force = input.ConsumeBool(), .patience_ms = any_patience(input)});
      break;
    case 1:
      operation = std::make_unique<Revoke>(context);
      break;
    case 2:
      operation = std::make_unique<Check>(context);
      break;
    case 3:
      operation = std::make_unique<ListSystems>(context);
      break;
    default:
      creates_at_once = input.ConsumeIntegralInRange(1, kMaxConcurrency);
      operation = any_setup(input, context, creates_at_once);
      break;
  }
  return {std::move(operation), creates_at_once};
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
  constexpr int kMostSteps = 2000;
  for (int step = 0; !ledger.is_finished(); ++step) {
    require(step < kMostSteps, "an operation comes to its end");
    require(!ledger.open().empty(), "what has not ended waits for something");
    const RequestId id = ledger.open().front();
    ledger.feed(ledger.is_wait(id) ? Event(WaitOver{id}) : Event(Answered{id, NoResponse::kNetwork, 1}));
  }
}

void play(FuzzedDataProvider& input) {
  Ledger ledger = any_operation(input);
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
