// The driver in a world where everything calls everything: transports that answer from inside a call, twice, too late
// or never, and callbacks that cancel, close and start. What is told is told once, what is opened is closed once, and
// under the sanitizers nothing is used that is gone.
#include "driver/driver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/operations/check.h"
#include "core/operations/establish.h"
#include "core/operations/setup.h"
#include "driver/host_transport.h"
#include "unit/driver/world.h"
#include "unit/scenario.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

class DriverTest : public testing::Test {
 protected:
  int start(std::unique_ptr<Operation> operation) {
    return world_.runner.start({.connection = connection_,
                                .operation = std::move(operation),
                                .transport = std::make_unique<TestTransport>(transport_),
                                .listener = listener_});
  }
  int start_check() { return start(std::make_unique<Check>(context())); }
  int start_establish() { return start(std::make_unique<Establish>(context(), Establish::Options{})); }
  int start_setup(std::vector<std::string> system_ids) {
    OperationContext of_many = context();
    of_many.subject.system_id = "";
    return start(std::make_unique<tms::Setup>(
        of_many, tms::Setup::Options{.system_ids = std::move(system_ids), .concurrency = 2}));
  }

  void reply(Ticket ticket, Reply reply) { world_.runner.reply_arrived(ticket, std::move(reply)); }
  void close_connection() { world_.runner.close(*connection_); }

  void settle() { world_.settle(); }
  void play_to_the_end() {
    constexpr int kMostRings = 1000;
    settle();
    for (int rings = 0; rings < kMostRings && world_.ring(); ++rings) settle();
  }

  // What Tapis would answer.
  static Reply answer_to(const HttpRequest& request) {
    const std::string call = call_of(request);
    if (call == "check") return credential_missing();
    if (call == "create") return created();
    if (call == "list") return systems_with({{"ls6", "TMS_KEYS"}, {"vista", "TMS_KEYS"}, {"stampede3", "TMS_KEYS"}});
    return system_with("TMS_KEYS");
  }
  void answer_at_once() {
    transport_->on_send = [this](Ticket ticket, const HttpRequest& request) { reply(ticket, answer_to(request)); };
  }

  // What holds at the end of every test: each operation has told its end once, and nothing is left under way.
  void expect_ends(std::size_t operations) {
    EXPECT_EQ(listener_->results.size(), operations);
    EXPECT_EQ(world_.timers(), 0U);
    EXPECT_EQ(sorted(transport_->sent), sorted(transport_->closed));
  }

  ErrorCode error_code() const { return std::get<Error>(listener_->results.at(0)).code; }
  Status status() const { return std::get<Outcome>(listener_->results.at(0)).status; }

  static std::vector<std::pair<int, unsigned>> sorted(const std::vector<Ticket>& tickets) {
    std::vector<std::pair<int, unsigned>> pairs;
    for (const Ticket& ticket : tickets) pairs.emplace_back(ticket.operation, ticket.serial);
    std::sort(pairs.begin(), pairs.end());
    return pairs;
  }

  World world_;
  std::shared_ptr<Connection> connection_ = test_connection();
  std::shared_ptr<TestTransport::Behaviour> transport_ = std::make_shared<TestTransport::Behaviour>();
  std::shared_ptr<TestListener> listener_ = std::make_shared<TestListener>();
};

TEST_F(DriverTest, TellsNothingBeforeStartReturns) {
  answer_at_once();
  int told = 0;
  listener_->on_told = [&](const StepReport&) { ++told; };
  start_check();
  EXPECT_EQ(told, 0);
  EXPECT_TRUE(transport_->sent.empty());
  settle();
  EXPECT_GT(told, 0);
  expect_ends(1);
}

TEST_F(DriverTest, AnAnswerFromInsideSendIsHandledAfterwards) {
  answer_at_once();
  start_establish();
  settle();
  EXPECT_EQ(status(), Status::kCreated);
  expect_ends(1);
}

TEST_F(DriverTest, ASecondAnswerChangesNothing) {
  transport_->on_send = [this](Ticket ticket, const HttpRequest& request) {
    reply(ticket, answer_to(request));
    reply(ticket, credential_good());
    reply(ticket, NoResponse::kNetwork);
  };
  start_establish();
  settle();
  EXPECT_EQ(status(), Status::kCreated);
  expect_ends(1);
}

TEST_F(DriverTest, AnAnswerAfterTheEndIsNoticedByNobody) {
  transport_->on_close = [this](Ticket ticket) { reply(ticket, credential_good()); };
  start_check();
  settle();
  reply(transport_->sent.at(0), credential_missing());
  settle();
  reply(transport_->sent.at(0), credential_good());
  settle();
  EXPECT_EQ(status(), Status::kMissing);
  expect_ends(1);
}

// The call has the same id when it is asked again, so only the ticket tells the two apart.
TEST_F(DriverTest, ALateAnswerIsNotTakenForThatToTheSameCallAskedAgain) {
  start_check();
  settle();
  reply(transport_->sent.at(0), html(503));
  settle();
  ASSERT_TRUE(world_.ring());  // the wait before the second try
  settle();
  ASSERT_EQ(transport_->sent.size(), 2U);
  reply(transport_->sent.at(0), credential_good());
  settle();
  EXPECT_TRUE(listener_->results.empty());
  reply(transport_->sent.at(1), credential_missing());
  settle();
  EXPECT_EQ(status(), Status::kMissing);
  expect_ends(1);
}

// Both are in the inbox when it is looked at: the answer came first, and the time that is up was that of the request.
TEST_F(DriverTest, ATimerThatRangJustAfterTheAnswerIsNotTakenForTheWaitThatFollows) {
  start_check();
  settle();
  const Ticket first = transport_->sent.at(0);
  reply(first, html(503));
  world_.runner.timer_rang(first);
  settle();
  EXPECT_EQ(transport_->sent.size(), 1U) << "it waits before it asks again";
  close_connection();
  settle();
  expect_ends(1);
}

TEST_F(DriverTest, AnAnswerToWhatIsNoRequestEndsNoWait) {
  start_check();
  settle();
  const Ticket first = transport_->sent.at(0);
  reply(first, html(503));
  settle();
  reply({first.operation, first.serial + 1}, credential_good());  // by that number it waits
  settle();
  ASSERT_TRUE(world_.ring());
  settle();
  EXPECT_EQ(transport_->sent.size(), 2U);
  close_connection();
  settle();
  expect_ends(1);
}

TEST_F(DriverTest, ARequestThatIsNeverAnsweredEndsAsATimeout) {
  start_check();
  play_to_the_end();
  EXPECT_EQ(error_code(), ErrorCode::kTimeout);
  EXPECT_EQ(transport_->sent.size(), 3U);
  expect_ends(1);
}

TEST_F(DriverTest, ATransportMayCloseTheConnectionWhenItsRequestRunsOutOfTime) {
  transport_->on_close = [this](Ticket) { close_connection(); };
  start_establish();
  play_to_the_end();
  EXPECT_EQ(error_code(), ErrorCode::kClosed);
  expect_ends(1);
}

TEST_F(DriverTest, ATransportMayCancelAndStartAndAnswerFromWithinEachCall) {
  int started = 1;
  const auto everything = [this, &started](Ticket ticket) {
    reply(ticket, NoResponse::kNetwork);
    world_.runner.cancel(ticket.operation);
    if (started < 5) {
      ++started;
      start_establish();
    }
  };
  transport_->on_send = [&](Ticket ticket, const HttpRequest&) { everything(ticket); };
  transport_->on_close = everything;
  start_establish();
  play_to_the_end();
  expect_ends(5);
}

TEST_F(DriverTest, AnOperationMayBeCancelledFromWithinAStep) {
  int operation = 0;
  listener_->on_told = [&](const StepReport&) { world_.runner.cancel(operation); };
  operation = start_establish();
  settle();
  EXPECT_EQ(error_code(), ErrorCode::kCancelled);
  expect_ends(1);
}

TEST_F(DriverTest, AConnectionMayBeClosedFromWithinAStepWithSeveralOperationsUnderWay) {
  for (int i = 0; i < 3; ++i) start_establish();
  settle();
  listener_->on_told = [&](const StepReport&) { close_connection(); };
  ASSERT_EQ(transport_->sent.size(), 6U);
  for (std::size_t check : {0, 2, 4}) reply(transport_->sent.at(check), credential_missing());
  settle();
  EXPECT_EQ(error_code(), ErrorCode::kClosed);
  expect_ends(3);
}

TEST_F(DriverTest, ASetUpMayBeClosedFromWithinItsProgress) {
  answer_at_once();
  listener_->on_told_progress = [&] { close_connection(); };
  start_setup({"ls6", "vista", "stampede3"});
  play_to_the_end();
  expect_ends(1);
}

TEST_F(DriverTest, TheNextOperationMayBeStartedFromWithinTheEndOfTheLast) {
  answer_at_once();
  listener_->on_end = [&] {
    if (listener_->results.size() < 10) start_establish();
  };
  start_establish();
  settle();
  expect_ends(10);
}

TEST_F(DriverTest, CancellingWhatHasEndedOrNeverWasDoesNothing) {
  answer_at_once();
  const int operation = start_check();
  settle();
  world_.runner.cancel(operation);
  world_.runner.cancel(operation + 1);
  world_.runner.cancel(-1);
  reply({operation + 1, 1}, created());
  settle();
  EXPECT_EQ(status(), Status::kMissing);
  expect_ends(1);
}

TEST_F(DriverTest, ClosingAConnectionEndsItsOperationsAndNoOthers) {
  start_check();
  const std::shared_ptr<Connection> other = test_connection();
  world_.runner.start({.connection = other,
                       .operation = std::make_unique<Check>(context()),
                       .transport = std::make_unique<TestTransport>(transport_),
                       .listener = listener_});
  settle();
  world_.runner.close(*other);
  settle();
  EXPECT_EQ(listener_->results.size(), 1U);
  reply(transport_->sent.at(0), credential_good());
  settle();
  EXPECT_EQ(std::get<Outcome>(listener_->results.at(1)).status, Status::kValid);
  expect_ends(2);
}

TEST_F(DriverTest, TheConnectionIsLetGoAtTheEndOfItsLastOperation) {
  answer_at_once();
  start_establish();
  const std::weak_ptr<Connection> watched = connection_;
  connection_.reset();
  settle();
  expect_ends(1);
  EXPECT_TRUE(watched.expired()) << "its token is wiped";
}

TEST_F(DriverTest, StepsTellHowLongAnAnswerTook) {
  std::vector<double> times;
  listener_->on_told = [&](const StepReport& report) {
    if (report.response) times.push_back(report.response->elapsed_ms);
  };
  start_check();
  play_to_the_end();
  EXPECT_EQ(times, (std::vector<double>{60'000, 60'000, 60'000}));
}

TEST(HostTransport, TakesWhatIsAnAnswerOfHttpAndNothingElse) {
  const auto kind = [](int status, std::string body) {
    const Reply reply = HostTransport::reply_of(status, std::move(body));
    const auto* none = std::get_if<NoResponse>(&reply);
    return none != nullptr ? std::optional<NoResponse>(*none) : std::nullopt;
  };
  EXPECT_EQ(kind(200, "{}"), std::nullopt);
  EXPECT_EQ(kind(599, ""), std::nullopt);
  EXPECT_EQ(kind(100, std::string(kMaxBody, ' ')), std::nullopt);
  EXPECT_EQ(kind(0, ""), NoResponse::kNetwork);
  EXPECT_EQ(std::get<HostFailure>(HostTransport::reply_of(0, "Sign in again.")).why, "Sign in again.");
  for (int nonsense : {-1, 1, 99, 600, 2'147'483'647}) EXPECT_EQ(kind(nonsense, "{}"), NoResponse::kUnreadable);
  EXPECT_EQ(kind(200, std::string(kMaxBody + 1, ' ')), NoResponse::kTooLarge);
}

}  // namespace
}  // namespace tms
