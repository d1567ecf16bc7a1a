// Many set-ups of many systems, each with random faults and answered in a random order, the same ones in each run:
// whatever happens, the server's state is what the results say.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/operations/setup.h"
#include "unit/faults/register.h"
#include "unit/faults/replayed_tapis.h"
#include "unit/faults/stage.h"
#include "unit/faults/wire.h"
#include "unit/scenario.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

constexpr unsigned kParts = 10;
constexpr int kSetUps = 20;  // in each part
constexpr int kSystems = 100;
constexpr unsigned kStored = 30;  // percent of all systems have credentials beforehand
constexpr unsigned kFaulty = 8;   // percent of all systems meet a fault
constexpr unsigned kUnlisted =
    30;  // percent of all set-ups get no list of definitions, so that each system asks for its own

class SetUpsTest : public testing::Test {
 public:
  SetUpsTest(const Wire& wire, unsigned seed) : wire_(wire), random_(seed) {}

  void TestBody() override {
    for (int count = 0; count < kSetUps && !HasFailure(); ++count) play();
    for (const std::string_view call : {"check", "list", "definition", "create"}) {
      EXPECT_TRUE(met_.contains(std::string(call))) << call << " met no fault";
    }
  }

 private:
  bool percent(unsigned of_hundred) { return random_() % 100 < of_hundred; }

  // Any fault of the call, but for one that ends the whole set-up.
  const Cell& any_fault(std::string_view call) {
    std::vector<const Cell*> all;
    for (const Cell& cell : wire_.cells) {
      const std::string_view operation = call == "definition" ? "establish" : call == "list" ? kList : "setUp";
      if (cell.operation == operation && cell.call == call && !cell.ends.starts_with("token_")) all.push_back(&cell);
    }
    return *all.at(random_() % all.size());
  }

  // A read is asked again, and goes well at the second or third try, or never.
  void order_fault(ReplayedTapis& tapis, const std::string& call, const std::string& system) {
    const int times = call == "create" ? 1 : 1 + static_cast<int>(random_() % 3);
    tapis.order({.call = call, .system = system, .times = times, .disturbance = any_fault(call).disturbance});
  }

  static Reply list_of(const std::vector<std::string>& ids) {
    std::vector<std::pair<std::string, std::string>> methods;
    methods.reserve(ids.size());
    for (const std::string& id : ids) methods.emplace_back(id, "TMS_KEYS");
    return systems_with(methods);
  }

  void play() {
    std::vector<std::string> ids;
    for (int number = 0; number < kSystems; ++number) ids.push_back("system-" + std::to_string(number));
    TrueAnswers answers = wire_.answers;
    answers.list = list_of(ids);
    ReplayedTapis tapis(std::move(answers));
    const bool is_unlisted = percent(kUnlisted);
    if (is_unlisted) order_fault(tapis, "list", "");
    std::set<std::string> stored;
    for (const std::string& id : ids) {
      if (percent(kStored)) {
        stored.insert(id);
        tapis.store(id);
      }
      std::vector<std::string> calls{"check", "create"};
      if (is_unlisted) calls.emplace_back("definition");
      if (percent(kFaulty)) order_fault(tapis, calls.at(random_() % calls.size()), id);
    }
    OperationContext of_many = context();
    of_many.subject.system_id.clear();
    of_many.seed = random_();
    Stage stage(tapis, [this](std::size_t under_way) { return random_() % under_way; });

    const Finish::Result result = stage.run(
        std::make_unique<tms::Setup>(of_many, tms::Setup::Options{.system_ids = ids, .concurrency = kMaxConcurrency}));

    const auto* results = std::get_if<std::vector<SetupResult>>(&result);
    ASSERT_NE(results, nullptr) << name_of(result);
    ASSERT_EQ(results->size(), ids.size());
    for (std::size_t index = 0; index < ids.size(); ++index) {
      const SetupResult& one = results->at(index);
      EXPECT_EQ(one.system_id, ids[index]);
      expect_truth(one, tapis, stored.contains(ids[index]));
    }
    for (const std::string_view call : {"check", "list", "definition", "create"}) {
      if (tapis.disturbed(std::string(call)) > 0) met_.emplace(call);
    }
  }

  static void expect_truth(const SetupResult& result, const ReplayedTapis& tapis, bool was_stored) {
    const std::string& id = result.system_id;
    SCOPED_TRACE(concat({id, " is ", name_of(result.status), ", ", message(result.error)}));
    const bool is_stored = tapis.is_stored(id);
    const int keys = tapis.keys(id);
    switch (result.status) {
      case SetupStatus::kCreated:
        EXPECT_TRUE(is_stored && keys == 1);
        break;
      case SetupStatus::kExists:
        EXPECT_TRUE(was_stored && keys == 0);
        break;
      case SetupStatus::kFailed:
        EXPECT_TRUE(is_stored == was_stored && keys == 0);
        break;
      case SetupStatus::kPending:
      case SetupStatus::kCancelled:
        ADD_FAILURE() << "nobody cancelled it";
    }
  }

  static constexpr std::string_view kList = "the definitions of a setUp";

  const Wire& wire_;
  std::mt19937 random_;
  std::set<std::string> met_;  // the calls that met a fault
};

}  // namespace

void register_set_ups(const Wire& wire) {
  for (unsigned part = 1; part <= kParts; ++part) {
    const std::string name = concat({"the server is as ", std::to_string(kSetUps), " set-ups of ",
                                     std::to_string(kSystems), " systems say, part ", std::to_string(part)});
    testing::RegisterTest("SetUps", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [&wire, part] { return new SetUpsTest(wire, part); });
  }
}

}  // namespace tms
