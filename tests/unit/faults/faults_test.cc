// Every operation meets every fault at each of its calls, one test for each cell of tests/faults/operations.js.
// Whatever goes wrong: the ending is the right one, what it says and what the server holds agree, nothing is created
// that should not be, and the same connection works afterwards. Beside the core this runs the driver; what a browser's
// engine has a part in is tried in each engine, too (tests/e2e/faults).
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/operations/check.h"
#include "core/operations/establish.h"
#include "core/operations/list_systems.h"
#include "core/operations/revoke.h"
#include "core/operations/setup.h"
#include "unit/faults/register.h"
#include "unit/faults/replayed_tapis.h"
#include "unit/faults/stage.h"
#include "unit/faults/wire.h"
#include "unit/scenario.h"

namespace tms {
namespace {

struct Ending {
  std::string ends;
  std::string message;
  std::vector<SetupResult> neighbours;
};

class FaultsTest : public testing::Test {
 public:
  FaultsTest(const Wire& wire, const Cell& cell)
      : wire_(wire), cell_(cell), system_(wire.systems.at(1)), is_list_(cell.function == "listSystems") {}

  void TestBody() override {
    {
      SCOPED_TRACE("first asked, first answered");
      play([](std::size_t) { return 0; });
    }
    SCOPED_TRACE("last asked, first answered");
    play([](std::size_t under_way) { return under_way - 1; });
  }

 private:
  void play(const Stage::Turn& turn) {
    ReplayedTapis tapis(wire_.answers);
    if (cell_.stored) tapis.store(system_);
    const std::string& call = cell_.call;
    tapis.order({.call = call,
                 .system = call == "list" ? "" : system_,
                 .times = cell_.is_change ? 1 : std::numeric_limits<int>::max(),
                 .disturbance = cell_.disturbance});
    Stage stage(tapis, turn);

    const Ending ending = ending_of(stage.run(operation()));
    tapis.withdraw();
    const std::string afterwards = ending_of(stage.run(look())).ends;

    SCOPED_TRACE(concat({"it ended with ", ending.ends, ", \"", ending.message, "\""}));
    EXPECT_GT(tapis.disturbed(call), 0) << "it must meet the fault";
    EXPECT_EQ(ending.ends, cell_.ends);
    expect_agreement(ending, tapis);
    expect_words(ending);
    // A change is asked for once (by the patient once more where the host refused the first key), and not at all where
    // a call that comes before it went wrong.
    const bool is_forbidden = cell_.changes.empty() || (!cell_.is_change && cell_.ends != cell_.done);
    const bool was_refused = cell_.patient && !cell_.is_lost && cell_.ends == cell_.done;
    const int most = was_refused ? 2 : 1;
    EXPECT_LE(tapis.asked(cell_.changes, system_), is_forbidden ? 0 : most) << "changes were asked for";
    expect_that_neighbours_went_on(ending, tapis);
    const std::string truth = tapis.is_stored(system_) ? "valid" : "missing";
    EXPECT_EQ(afterwards, is_list_ ? "listed" : truth) << "the same connection works afterwards";
  }

  // What it says and what the server holds.
  void expect_agreement(const Ending& ending, const ReplayedTapis& tapis) const {
    const bool is_stored = tapis.is_stored(system_);
    const int keys = tapis.keys(system_);
    if (cell_.untold) {
      EXPECT_EQ(keys, cell_.took ? 1 : 0) << "the server has a key for each create that it saw";
    } else if (cell_.ends == "created") {
      EXPECT_TRUE(is_stored && keys == 1) << "one key must be stored";
    } else if (cell_.ends == "revoked") {
      EXPECT_FALSE(is_stored) << "nothing may be stored";
    } else {
      EXPECT_TRUE(is_stored == cell_.stored && keys == 0) << "nothing may have changed";
    }
    EXPECT_TRUE(keys == 0 || !says(ending, {"no credentials were stored", "no new ones were stored"}));
    EXPECT_TRUE(is_stored || !says(ending, {"still stored"}));
  }

  void expect_words(const Ending& ending) const {
    // After a lost answer nobody knows what Tapis may still do.
    if (cell_.is_lost && ending.ends != cell_.done) {
      EXPECT_TRUE(says(ending, {"may still come", "check them later"})) << "it must say what may still come";
      EXPECT_FALSE(says(ending, {"nothing was", "no credentials were", "no new ones were"}))
          << "it claims that nothing happened";
    }
    if (cell_.untold) {
      EXPECT_TRUE(says(ending, {"is not known"})) << "it must say what is not known";
    } else if (cell_.took && ending.neighbours.empty()) {
      EXPECT_TRUE(says(ending, {"confirmed"})) << "it must say how it knows";
    }
  }

  // One failure never stops the others, but for a token that is no good.
  void expect_that_neighbours_went_on(const Ending& ending, const ReplayedTapis& tapis) const {
    for (const SetupResult& neighbour : ending.neighbours) {
      const bool is_created = neighbour.status == SetupStatus::kCreated;
      EXPECT_EQ(tapis.is_stored(neighbour.system_id), is_created) << neighbour.system_id;
      EXPECT_TRUE(is_created || cell_.ends.starts_with("token_"))
          << neighbour.system_id << " is " << name_of(neighbour.status);
    }
  }

  OperationContext of_system() const {
    OperationContext with = context();
    with.subject.system_id = system_;
    return with;
  }
  static OperationContext of_many() {
    OperationContext with = context();
    with.subject.system_id.clear();
    return with;
  }

  std::unique_ptr<Operation> operation() const {
    if (cell_.function == "setupTmsCredentials") {
      return std::make_unique<tms::Setup>(of_many(), tms::Setup::Options{.system_ids = wire_.systems});
    }
    if (cell_.function == "revokeTmsCredentials") return std::make_unique<Revoke>(of_system());
    if (cell_.function == "establishTmsCredentials") {
      return std::make_unique<Establish>(
          of_system(), Establish::Options{.force = cell_.force, .patience_ms = cell_.patient ? 60000.0 : 0});
    }
    return look();
  }

  // That changes nothing.
  std::unique_ptr<Operation> look() const {
    if (is_list_) return std::make_unique<ListSystems>(of_many());
    return std::make_unique<Check>(of_system());
  }

  Ending ending_of(const Finish::Result& result) const {
    const Subject subject = of_system().subject;
    if (const auto* outcome = std::get_if<Outcome>(&result)) {
      return {.ends = std::string(name_of(outcome->status)), .message = message(*outcome, subject), .neighbours = {}};
    }
    if (const auto* error = std::get_if<Error>(&result)) return ending_of(*error);
    if (const auto* results = std::get_if<std::vector<SetupResult>>(&result)) {
      const SetupResult& own = results->at(1);
      // A token that is no good may have been found out on a neighbour.
      const bool is_error = own.status == SetupStatus::kFailed || is_about_token(own.error.code);
      Ending ending = is_error ? ending_of(own.error) : Ending{std::string(name_of(own.status)), "", {}};
      ending.neighbours = {results->at(0), results->at(2)};
      return ending;
    }
    return {.ends = "listed", .message = "", .neighbours = {}};
  }
  Ending ending_of(const Error& error) const {
    return {
        .ends = std::string(info(error.code).name), .message = message(error, of_system().subject), .neighbours = {}};
  }

  static bool says(const Ending& ending, std::initializer_list<std::string_view> any) {
    std::string text = ending.message;
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::any_of(any.begin(), any.end(),
                       [&text](std::string_view words) { return text.find(words) != std::string::npos; });
  }

  const Wire& wire_;
  const Cell& cell_;
  const std::string system_;
  const bool is_list_;
};

}  // namespace

void register_faults(const Wire& wire) {
  for (const Cell& cell : wire.cells) {
    testing::RegisterTest("Faults", cell.name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [&wire, &cell] { return new FaultsTest(wire, cell); });
  }
}

}  // namespace tms
