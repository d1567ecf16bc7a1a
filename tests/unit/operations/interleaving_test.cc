// Two operations of one person on the same system at the same time, as in two tabs: random interleavings of their
// requests with a Tapis that acts, answers, loses answers, drops requests, and acts after the answer was given up.
// Whatever the order, what each operation says was true at some moment while it ran.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/operations/check.h"
#include "core/operations/establish.h"
#include "core/operations/revoke.h"
#include "unit/scenario.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

using Random = std::mt19937;

bool one_in(Random& random, unsigned n) { return random() % n == 0; }

// Has TMS_KEYS, a host that accepts every key, and one person's credentials.
class OneSystem {
 public:
  explicit OneSystem(bool stored) : history_{stored} {}

  Reply carry_out(const HttpRequest& request) {
    const std::string call = call_of(request);
    if (call == "check") return history_.back() ? credential_good() : credential_missing();
    if (call == "definition") return system_with("TMS_KEYS");
    history_.push_back(call == "create");
    return call == "create" ? created() : removed();
  }

  bool is_stored() const { return history_.back(); }
  std::size_t moment() const { return history_.size() - 1; }
  bool was(bool stored, std::size_t since) const {
    return std::find(history_.begin() + static_cast<std::ptrdiff_t>(since), history_.end(), stored) != history_.end();
  }

 private:
  std::vector<bool> history_;
};

// An operation, and its requests on their way there and back.
class Tab {
 public:
  Tab(std::unique_ptr<Operation> operation, OneSystem& system)
      : operation_(std::move(operation)), system_(&system), began_(system.moment()) {
    feed(Started{});
  }

  bool is_finished() const { return operation_->is_finished(); }
  int writes() const { return writes_; }

  // One of the things that can happen next.
  void step(Random& random) {
    if (late_ && one_in(random, 4)) {
      system_->carry_out(*late_);
      late_.reset();
      return;
    }
    if (one_in(random, 60)) return feed(CancelRequested{ErrorCode::kCancelled});
    const std::size_t which = random() % (requests_.size() + waits_.size());
    if (which >= requests_.size()) {
      const RequestId id = waits_[which - requests_.size()];
      forget(id);
      return feed(WaitOver{id});
    }
    Request& request = requests_[which];
    if (!request.has_arrived && !one_in(random, 12)) {
      request.has_arrived = true;
      request.reply = system_->carry_out(request.sent.request);
      if (one_in(random, 6)) request.reply = one_in(random, 2) ? Reply(NoResponse::kTimeout) : html(504);
      return;
    }
    if (!request.has_arrived && one_in(random, 2)) late_ = request.sent.request;
    const Answered event{request.sent.id, request.reply, 1};  // kNetwork if it has not arrived
    forget(request.sent.id);
    feed(event);
  }

  // What it says is, or was while it ran.
  void expect_honest() const {
    const auto* outcome = std::get_if<Outcome>(&result_);
    if (outcome == nullptr) return;
    switch (outcome->status) {
      case Status::kExists:
      case Status::kCreated:
      case Status::kValid:
        EXPECT_TRUE(system_->was(true, began_)) << name_of(outcome->status);
        break;
      case Status::kRevoked:
      case Status::kAbsent:
      case Status::kMissing:
        EXPECT_TRUE(system_->was(false, began_)) << name_of(outcome->status);
        break;
      case Status::kRefused:
      case Status::kUnreachable:
      case Status::kUnsupported:
        ADD_FAILURE() << "this system never says so: " << name_of(outcome->status);
    }
  }

  std::string said() const { return name_of(result_); }

 private:
  struct Request {
    SendRequest sent;
    bool has_arrived = false;
    Reply reply = NoResponse::kNetwork;
  };

  void feed(const Event& event) {
    for (const Effect& effect : operation_->handle(event)) {
      if (const auto* send = std::get_if<SendRequest>(&effect)) {
        const std::string call = call_of(send->request);
        if (call == "create" || call == "remove") ++writes_;
        requests_.push_back({*send});
      }
      if (const auto* wait = std::get_if<Wait>(&effect)) waits_.push_back(wait->id);
      if (const auto* abort = std::get_if<AbortRequest>(&effect)) forget(abort->id);
      if (const auto* finish = std::get_if<Finish>(&effect)) result_ = finish->result;
    }
  }

  void forget(RequestId id) {
    std::erase_if(requests_, [id](const Request& request) { return request.sent.id == id; });
    std::erase(waits_, id);
  }

  std::unique_ptr<Operation> operation_;
  OneSystem* system_;
  std::size_t began_;
  std::vector<Request> requests_;
  std::vector<RequestId> waits_;
  std::optional<HttpRequest> late_;  // that arrives although its sender has given it up
  int writes_ = 0;
  Finish::Result result_;
};

std::unique_ptr<Operation> new_operation(std::string_view name, Random& random) {
  OperationContext with = context();
  with.seed = random();
  if (name == "check") return std::make_unique<Check>(std::move(with));
  if (name == "revoke") return std::make_unique<Revoke>(std::move(with));
  return std::make_unique<Establish>(std::move(with), Establish::Options{.force = name == "force"});
}

class Interleaving : public testing::TestWithParam<std::pair<std::string_view, std::string_view>> {};

TEST_P(Interleaving, NeitherOperationEverSaysWhatWasNotTrue) {
  constexpr unsigned kRuns = 2000;
  constexpr int kMostSteps = 100;
  const auto& [first, second] = GetParam();
  for (unsigned seed = 0; seed < kRuns && !HasFailure(); ++seed) {
    SCOPED_TRACE(concat({"seed ", std::to_string(seed)}));
    Random random(seed);
    OneSystem system(one_in(random, 2));
    std::vector<Tab> tabs;
    tabs.emplace_back(new_operation(first, random), system);
    tabs.emplace_back(new_operation(second, random), system);
    for (int step = 0; !(tabs[0].is_finished() && tabs[1].is_finished()); ++step) {
      ASSERT_LT(step, kMostSteps) << "both operations come to their end";
      Tab& tab = tabs[random() % 2];
      if (!tab.is_finished()) tab.step(random);
    }
    for (const Tab& tab : tabs) {
      tab.expect_honest();
      EXPECT_LE(tab.writes(), 1);
    }
    // A tab that only looks changes nothing for the other.
    if (second != "check") continue;
    const std::string said = tabs[0].said();
    EXPECT_TRUE(said != "created" || system.is_stored());
    EXPECT_TRUE(said != "revoked" || !system.is_stored());
  }
}

INSTANTIATE_TEST_SUITE_P(OfTwoTabs, Interleaving,
                         testing::Values(std::pair("establish", "establish"), std::pair("establish", "revoke"),
                                         std::pair("establish", "force"), std::pair("force", "revoke"),
                                         std::pair("revoke", "revoke"), std::pair("establish", "check"),
                                         std::pair("force", "check"), std::pair("revoke", "check")),
                         [](const auto& pair) { return concat({pair.param.first, "_", pair.param.second}); });

}  // namespace
}  // namespace tms
