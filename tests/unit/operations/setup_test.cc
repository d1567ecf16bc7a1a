#include "core/operations/setup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <deque>
#include <memory>
#include <random>
#include <set>

#include "core/calls/get_systems.h"
#include "unit/scenario.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

std::shared_ptr<const SystemList> known(std::initializer_list<std::pair<std::string, std::string>> methods) {
  SystemList list;
  for (const auto& [id, method] : methods) list.systems.push_back({.id = id, .default_authn_method = method});
  return std::make_shared<const SystemList>(std::move(list));
}

Scenario setting_up(Setup::Options options, OperationContext with = context()) {
  with.subject.system_id = "";
  return Scenario(std::make_unique<Setup>(std::move(with), std::move(options)), Naming::kCallAndSystem);
}

// A scenario in which the definitions are known, so that each system begins with its check alone.
Scenario checking(std::vector<std::string> ids, int concurrency) {
  return setting_up({.system_ids = std::move(ids),
                     .concurrency = concurrency,
                     .known = known({{"a", "TMS_KEYS"}, {"b", "TMS_KEYS"}, {"c", "TMS_KEYS"}, {"d", "TMS_KEYS"}})});
}

HttpRequest definitions_request(const std::vector<std::string>& ids) {
  return get_systems_request({}, Selection::kDefinition, ids);
}

// "a created, b failed: forbidden"
std::string results_of(const Scenario& scenario) {
  std::string text;
  for (const SetupResult& result : scenario.results()) {
    text += concat({text.empty() ? "" : ", ", result.system_id, " ", name_of(result.status)});
    if (result.status >= SetupStatus::kFailed) text += concat({": ", info(result.error.code).name});
  }
  return text;
}

TEST(Setup, EstablishesEachSystem) {
  Scenario scenario = setting_up({.system_ids = {"a", "b"}});
  scenario.expect({
      {start(), "wait patience, send list, send check a, send check b"},
      {answered("check b", credential_good()), "b exists"},
      {answered("check a", credential_missing()), ""},
      {answered("list", systems_with({{"a", "TMS_KEYS"}, {"b", "TMS_KEYS"}})), "abort patience, send create a"},
      {answered("create a", created()), "a created, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "a created, b exists");
}

TEST(Setup, AsksForAllDefinitionsWithOneRequestBesideTheFirstChecks) {
  Scenario scenario = setting_up({.system_ids = {"a", "b", "c", "b"}, .concurrency = 2});
  scenario.expect({
      {start(), "wait patience, send list, send check a, send check b, send check c"},
      {answered("list", systems_with({{"a", "TMS_KEYS"}, {"b", "PKI_KEYS"}, {"c", "TMS_KEYS"}})), "abort patience"},
      {answered("check b", credential_missing()), "b failed, b failed"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("check c", credential_missing()), "send create c"},
      {answered("create c", created()), "c created"},
      {answered("create a", created()), "a created, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario),
            "a created, b failed: authn_method_unsupported, c created, b failed: authn_method_unsupported");
  EXPECT_EQ(scenario.requests().front(), definitions_request({"a", "b", "c"}));
  EXPECT_EQ(scenario.reports().front().step, "definition");
  EXPECT_EQ(scenario.reports().front().text, "Reading the definitions of 3 systems");
  EXPECT_EQ(scenario.reports().front().subject.system_id, "");
}

TEST(Setup, DoesNotWaitForTheDefinitionsOfSystemsThatAreReady) {
  setting_up({.system_ids = {"a", "b"}, .concurrency = 1})
      .expect({
          {start(), "wait patience, send list, send check a, send check b"},
          {answered("check a", credential_good()), "a exists"},
          {answered("check b", credential_good()), "b exists, abort list, abort patience, finish set-up"},
      });
}

TEST(Setup, AsksEachSystemForItsOwnDefinitionWhichTheListDoesNotTell) {
  Scenario scenario = setting_up({.system_ids = {"a", "b", "c", "d"}, .concurrency = 3});
  scenario.expect({
      {start(), "wait patience, send list, send check a, send check b, send check c, send check d"},
      {answered("check c", credential_missing()), ""},
      {answered("check d", credential_good()), "d exists"},
      {answered("list", systems_with({{"a", "TMS_KEYS"}, {"b", ""}})),
       "abort patience, send definition b, send definition c"},
      {answered("definition c", no_such_system()), "c failed"},
      {answered("check b", credential_missing()), ""},
      {answered("definition b", system_with("TMS_KEYS")), "send create b"},
      {answered("check a", credential_missing()), "send create a"},
  });
  EXPECT_EQ(scenario.progress()[1].result.error.code, ErrorCode::kSystemNotFound);
}

TEST(Setup, AsksEachSystemForItsOwnDefinitionIfTheListFailsInWhateverWayAndNeverAgainForTheList) {
  std::vector<NamedReply> replies = transient_replies();
  replies.push_back({"400", text(400, "SEARCH_LIST_ERROR"), ""});
  replies.push_back({"403", not_permitted(), ""});
  replies.push_back({"404", no_such_system(), ""});
  replies.push_back({"no list", text(200, "{}"), ""});
  replies.push_back({"a page", html(200), ""});
  replies.push_back({"too large", NoResponse::kTooLarge, ""});
  for (const NamedReply& row : replies) {
    SCOPED_TRACE(row.name);
    setting_up({.system_ids = {"a", "b", "c"}, .concurrency = 2})
        .expect({
            {start(), "wait patience, send list, send check a, send check b, send check c"},
            {answered("list", row.reply), "abort patience, send definition a, send definition b, send definition c"},
            {answered("definition a", system_with("TMS_KEYS")), ""},
            {answered("check a", credential_missing()), "send create a"},
            {answered("check b", credential_good()), "abort definition b, b exists"},
            {answered("check c", credential_good()), "abort definition c, c exists"},
            {answered("create a", created()), "a created, finish set-up"},
        });
  }
}

TEST(Setup, TriesNothingMoreIfTheListSaysThatTheTokenIsNoGood) {
  for (const NamedReply& row : token_replies()) {
    SCOPED_TRACE(row.name);
    Scenario scenario = setting_up({.system_ids = {"a", "b", "c"}, .concurrency = 2});
    scenario.expect({
        {start(), "wait patience, send list, send check a, send check b, send check c"},
        {answered("check a", credential_missing()), ""},
        {answered("list", row.reply),
         "abort patience, a failed, abort check b, b cancelled, abort check c, c cancelled, finish set-up"},
    });
    const std::string code(row.error);
    EXPECT_EQ(results_of(scenario), concat({"a failed: ", code, ", b cancelled: ", code, ", c cancelled: ", code}));
  }
  // Also where nobody under way waits for it.
  setting_up({.system_ids = {"a", "b", "c", "d"}, .known = known({{"a", "TMS_KEYS"}, {"b", "TMS_KEYS"}})})
      .expect({
          {start(), "wait patience, send list, send check a, send check b, send check c, send check d"},
          {answered("check c", credential_good()), "c exists"},
          {answered("check d", credential_good()), "d exists"},
          {answered("check a", credential_missing()), "send create a"},
          {answered("check b", credential_missing()), "send create b"},
          {answered("list", token_is_revoked()), "abort patience"},
          {answered("create b", created()), "b created"},
          {answered("create a", created()), "a created, finish set-up"},
      });
}

TEST(Setup, TriesNothingMoreIfTheAnswerOfASystemItselfSaysThatTheTokenIsNoGood) {
  for (const NamedReply& row : token_replies()) {
    SCOPED_TRACE(row.name);
    Scenario scenario = setting_up({.system_ids = {"a~", "b"}, .known = known({{"b", "TMS_KEYS"}})});
    scenario.expect({
        {start(), "send check a~, send definition a~, send check b"},
        {answered("definition a~", row.reply), "abort check a~, a~ failed, abort check b, b cancelled, finish set-up"},
    });
    const std::string code(row.error);
    EXPECT_EQ(results_of(scenario), concat({"a~ failed: ", code, ", b cancelled: ", code}));
  }
}

TEST(Setup, CreatesOnceWhereTheDefinitionWasKnownBeforeTheListCame) {
  setting_up({.system_ids = {"a", "b", "c"}, .known = known({{"a", "TMS_KEYS"}})})
      .expect({
          {start(), "wait patience, send list, send check a, send check b, send check c"},
          {answered("check a", credential_missing()), "send create a"},
          {answered("list", systems_with({{"a", "TMS_KEYS"}, {"b", "TMS_KEYS"}, {"c", "TMS_KEYS"}})), "abort patience"},
          {answered("create a", created()), "a created"},
      });
}

TEST(Setup, NamesInTheListOnlyWhatAListCanBeAskedFor) {
  const auto asked_for = [](std::vector<std::string> ids) {
    Scenario scenario = setting_up({.system_ids = std::move(ids), .concurrency = 1});
    scenario.play(start());
    return scenario.requests().front();
  };
  EXPECT_EQ(asked_for({"../x", "b", "search", "c~d", "e.f_g-h"}), definitions_request({"b", "e.f_g-h"}));
}

// Of 80 characters each: with their commas, 50 are 4,050 bytes, and as many as one search can name.
std::vector<std::string> long_ids(std::size_t count) {
  std::vector<std::string> ids(count, std::string(80, 'x'));
  for (std::size_t index = 0; index < count; ++index) ids[index].replace(0, 3, std::to_string(100 + index));
  return ids;
}

Reply told(const std::vector<std::string>& ids, std::size_t first, std::size_t end) {
  std::vector<std::pair<std::string, std::string>> methods;
  for (; first < end; ++first) methods.emplace_back(ids[first], "TMS_KEYS");
  return systems_with(methods);
}

std::size_t sent(const Scenario& scenario, std::string_view step) {
  const auto& reports = scenario.reports();
  return static_cast<std::size_t>(std::count_if(reports.begin(), reports.end(), [&](const StepReport& report) {
    return report.step == step && !report.subject.system_id.empty() && !report.response;
  }));
}

TEST(Setup, AsksForSeveralListsWhereOneSearchCannotNameAll) {
  const std::vector<std::string> ids = long_ids(301);
  Scenario scenario = setting_up({.system_ids = ids});
  const std::string begin = scenario.play(start());
  EXPECT_TRUE(
      begin.starts_with("wait patience, send list, wait patience #2, send list #2, wait patience #3, send list "
                        "#3, wait patience #4, send list #4, send check 100"))
      << begin;
  for (const std::size_t list : {0U, 1U, 2U, 3U}) {
    const auto first = ids.begin() + static_cast<std::ptrdiff_t>(50 * list);
    EXPECT_EQ(scenario.requests()[list], definitions_request({first, first + 50}));
  }
  // As one ends the next begins. The last of the 301 is left to itself.
  scenario.expect({
      {answered("list #2", told(ids, 50, 100)), "abort patience #2, wait patience #2, send list #2"},
      {answered("list", told(ids, 0, 50)), "abort patience, wait patience, send list"},
      {answered("list #4", told(ids, 150, 200)), "abort patience #4"},
      {answered("list #3", told(ids, 100, 150)), "abort patience #3"},
      {answered("list", told(ids, 250, 300)), "abort patience"},
  });
  EXPECT_EQ(scenario.request_named("list #2"), definitions_request({ids.begin() + 200, ids.begin() + 250}));
  EXPECT_EQ(scenario.request_named("list"), definitions_request({ids.begin() + 250, ids.begin() + 300}));
  EXPECT_EQ(sent(scenario, "definition"), 0U);
}

TEST(Setup, AsksTheSystemsOfAFailedListThemselvesAndTheOthersByTheirLists) {
  const std::vector<std::string> ids = long_ids(300);
  Scenario scenario = setting_up({.system_ids = ids});
  scenario.play(start());
  scenario.play(answered("list #2", told(ids, 50, 100)));
  const std::string failed = scenario.play(answered("list", html(502)));
  EXPECT_TRUE(failed.starts_with("abort patience, wait patience, send list, send definition " + ids[0])) << failed;
  EXPECT_EQ(sent(scenario, "definition"), 32U) << "of those whose check has begun";
}

TEST(Setup, TriesNoFurtherListIfThoseBeforeHaveToldNothing) {
  for (const Reply& nothing : {html(502), text(400, "SEARCH_LIST_ERROR"), systems_with({})}) {
    const std::vector<std::string> ids = long_ids(260);
    Scenario scenario = setting_up({.system_ids = ids});
    scenario.play(start());
    scenario.play(answered("list #3", nothing));
    scenario.play(answered("list", nothing));
    EXPECT_EQ(scenario.open_requests().front(), "list #2");
    scenario.play(answered("list #2", told(ids, 50, 100)));
    scenario.play(answered("list #4", told(ids, 150, 200)));
    for (std::size_t next = 0; !scenario.is_finished() && next < 5000; ++next) {
      const std::string call = scenario.open_requests().front();
      ASSERT_FALSE(call.starts_with("list"));
      scenario.play(answered(call, call.starts_with("definition") ? system_with("TMS_KEYS") : credential_missing()));
    }
    ASSERT_TRUE(scenario.is_finished());
    EXPECT_EQ(sent(scenario, "definition"), 160U);
  }
}

TEST(Setup, AsksAtMostThirtyTwoSystemsForTheirDefinitionsAtATime) {
  std::vector<std::string> ids;
  for (int number = 0; number < 100; ++number)
    ids.push_back(concat({"s~", std::to_string(number)}));  // no search names them
  Scenario scenario = setting_up({.system_ids = ids});
  scenario.play(start());
  for (int event = 0; !scenario.is_finished() && event < 1000; ++event) {
    const std::vector<std::string> open = scenario.open_requests();
    const auto definitions =
        std::count_if(open.begin(), open.end(), [](const std::string& call) { return call.starts_with("definition"); });
    ASSERT_LE(definitions, 32);
    // Checks first, so that as many definitions as may be are waited for.
    const auto check =
        std::find_if(open.begin(), open.end(), [](const auto& call) { return call.starts_with("check"); });
    const std::string& call = check != open.end() ? *check : open.front();
    scenario.play(answered(call, call.starts_with("definition") ? system_with("TMS_KEYS")
                                 : call.starts_with("check")    ? credential_missing()
                                                                : created()));
  }
  EXPECT_TRUE(scenario.is_finished());
  EXPECT_EQ(sent(scenario, "definition"), 100U);
  EXPECT_EQ(sent(scenario, "create"), 100U);
}

TEST(Setup, DoesNotLetASystemWaitThatNoListCanBeAskedFor) {
  setting_up({.system_ids = {"a~b", "c", "d"}, .concurrency = 1})
      .expect({
          {start(), "wait patience, send list, send check a~b, send definition a~b, send check c, send check d"},
          {answered("check a~b", credential_missing()), ""},
          {answered("definition a~b", system_with("TMS_KEYS")), "send create a~b"},
          {answered("list", systems_with({{"c", "TMS_KEYS"}, {"d", "TMS_KEYS"}})), "abort patience"},
      });
}

TEST(Setup, AsksForNoListForTheSakeOfOneSystem) {
  setting_up({.system_ids = {"a", "a", "b~"}})
      .expect({
          {start(), "send check a, send definition a, send check b~, send definition b~"},
      });
}

TEST(Setup, WaitsFiveSecondsForTheListAtTheMost) {
  Scenario scenario = setting_up({.system_ids = {"a", "b"}});
  scenario.expect({
      {start(), "wait patience, send list, send check a, send check b"},
      {answered("check a", credential_missing()), ""},
      {wait_over("patience"), "abort list, send definition a, send definition b"},
      {wait_over("patience"), ""},
      {answered("definition a", system_with("TMS_KEYS")), "send create a"},
  });
  EXPECT_EQ(scenario.waits(), std::vector<std::uint32_t>{5000});
}

TEST(Setup, EndsTheListWithEverythingElse) {
  Scenario scenario = setting_up({.system_ids = {"a", "b", "c"}, .concurrency = 1});
  scenario.expect({
      {start(), "wait patience, send list, send check a, send check b, send check c"},
      {close(),
       "abort list, abort patience, abort check a, a cancelled, abort check b, b cancelled, abort check c, c "
       "cancelled, "
       "finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "a cancelled: closed, b cancelled: closed, c cancelled: closed");
}

// ---- What runs ahead, and what waits for its turn

TEST(Setup, ChecksAheadOfWhatChangesAndCreatesInTheOrderAsked) {
  Scenario scenario = checking({"d", "b", "c", "a"}, 1);
  scenario.expect({
      {start(), "send check d, send check b, send check c, send check a"},
      {answered("check c", credential_missing()), "send create c"},  // nothing before it is known to need one
      {answered("check a", credential_missing()), ""},
      {answered("check b", credential_good()), "b exists"},  // early
      {answered("check d", credential_missing()), ""},
      {answered("create c", created()), "c created, send create d"},
      {answered("create d", created()), "d created, send create a"},
      {answered("create a", created()), "a created, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "d created, b exists, c created, a created");
}

TEST(Setup, HasNeverMoreCreatesUnderWayThanAllowed) {
  checking({"a", "b", "c", "d"}, 2)
      .expect({
          {start(), "send check a, send check b, send check c, send check d"},
          {answered("check a", credential_missing()), "send create a"},
          {answered("check b", credential_missing()), "send create b"},
          {answered("check c", credential_missing()), ""},
          {answered("check d", credential_missing()), ""},
          {answered("create b", create_refused_by_host()), "b failed, send create c"},
          {answered("create c", created()), "c created, send create d"},
          {answered("create a", created()), "a created"},
          {answered("create d", created()), "d created, finish set-up"},
      });
}

TEST(Setup, TakesTheCheckThatTellsWhatBecameOfACreateForPartOfIt) {
  checking({"a", "b", "c"}, 1)
      .expect({
          {start(), "send check a, send check b, send check c"},
          {answered("check a", credential_missing()), "send create a"},
          {answered("check b", credential_missing()), ""},
          {answered("create a", html(504)), "send check a"},  // and no create of b
          {answered("check c", credential_missing()), ""},
          {answered("check a", html(502)), "wait check a"},
          {wait_over("check a"), "send check a"},
          {answered("check a", credential_good()), "a created, send create b"},
          {answered("create b", created()), "b created, send create c"},
      });
}

// The same, with patience.
Scenario patiently(std::vector<std::string> ids, int concurrency) {
  return setting_up({.system_ids = std::move(ids),
                     .concurrency = concurrency,
                     .patience_ms = 300000,
                     .known = known({{"a", "TMS_KEYS"}, {"b", "TMS_KEYS"}})});
}

TEST(Setup, LetsTheNextOneCreateWhileASystemWaitsWithPatience) {
  Scenario scenario = patiently({"a", "b"}, 1);
  scenario.expect({
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("check b", credential_missing()), ""},
      {answered("create a", create_refused_by_host()), "wait check a, send create b"},
      {wait_over("check a"), "send check a"},
      {answered("check a", credential_missing()), ""},
      {answered("create b", create_refused_by_host()), "wait check b, send create a"},
      {answered("create a", created()), "a created"},
      {wait_over("check b"), "send check b"},
      {answered("check b", credential_good()), "b exists, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "a created, b exists");
}

TEST(Setup, ASystemThatWaitsWithPatienceTakesNoCheckFromTheOthers) {
  std::vector<std::string> ids{"a"};
  for (int number = 1; number <= kChecksAtOnce; ++number) ids.push_back("s" + std::to_string(number));
  Scenario scenario = patiently(ids, 1);
  scenario.play(start());
  EXPECT_FALSE(scenario.has_sent("check s32"));
  scenario.expect({{answered("check a", credential_missing()), "send create a, send check s32"},
                   {answered("create a", create_refused_by_host()), "wait check a"},
                   {answered("check s1", credential_good()), "s1 exists"}});
}

TEST(Setup, CancelEndsPatience) {
  Scenario scenario = patiently({"a", "b"}, 1);
  scenario.expect({
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", create_refused_by_host()), "wait check a"},
      {answered("check b", credential_missing()), "send create b"},
      {cancel(), "abort check a, a cancelled"},
      {answered("create b", create_refused_by_host()), "b failed, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "a cancelled: cancelled, b failed: credential_refused");
}

TEST(Setup, ABadTokenEndsPatience) {
  Scenario scenario = patiently({"a", "b"}, 1);
  scenario.expect({
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", create_refused_by_host()), "wait check a"},
      {answered("check b", token_is_revoked()), "b failed, abort check a, a cancelled, finish set-up"},
  });
}

TEST(Setup, RefusesAPatienceThatCannotBe) {
  Scenario scenario = setting_up({.system_ids = {"a"}, .patience_ms = -1});
  scenario.expect({{start(), "finish invalid_argument"}});
  EXPECT_NE(scenario.error().detail.find("patienceMs"), std::string::npos);
}

TEST(Setup, ChecksThirtyTwoSystemsAtATimeWhateverTheConcurrency) {
  for (const int concurrency : {1, 6, 32}) {
    std::vector<std::string> ids;
    SystemList list;
    for (int number = 0; number < 100; ++number) {
      ids.push_back("s" + std::to_string(number));
      list.systems.push_back({.id = ids.back(), .default_authn_method = "TMS_KEYS"});
    }
    Scenario scenario = setting_up(
        {.system_ids = ids, .concurrency = concurrency, .known = std::make_shared<const SystemList>(std::move(list))});
    scenario.play(start());
    EXPECT_EQ(scenario.open_requests().size(), 32U);
    EXPECT_EQ(scenario.play(answered("check s5", credential_good())), "s5 exists, send check s32");
    EXPECT_EQ(scenario.play(answered("check s0", credential_missing())), "send create s0, send check s33");
    EXPECT_EQ(scenario.play(answered("check s1", html(503))), "wait check s1");  // still to be asked again
    // What waits for its turn holds nothing up.
    const std::string then = scenario.play(answered("check s2", credential_missing()));
    EXPECT_EQ(then, concurrency == 1 ? "send check s34" : "send create s2, send check s34");
  }
}

TEST(Setup, CancelsWhatWaitsForItsTurn) {
  Scenario scenario = checking({"a", "b", "c"}, 1);
  scenario.expect({
      {start(), "send check a, send check b, send check c"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("check b", credential_missing()), ""},
      {cancel(), "b cancelled, abort check c, c cancelled"},
      {answered("create a", created()), "a created, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "a created, b cancelled: cancelled, c cancelled: cancelled");
}

TEST(Setup, CreatesOnceWhateverElseComesForASystemThatWaitsForItsTurn) {
  for (const int concurrency : {1, 2}) {
    Scenario scenario = checking({"a", "b", "c", "d"}, concurrency);
    scenario.expect({
        {start(), "send check a, send check b, send check c, send check d"},
        {answered("check a", credential_missing()), "send create a"},
        {answered("check d", credential_missing()), concurrency == 1 ? "" : "send create d"},
        {answered("check b", credential_missing()), ""},
        {answered("check b", credential_missing()), ""},
        {wait_over("check b"), ""},
        {answered("create a", created()), "a created, send create b"},
        {answered("check c", credential_missing()), ""},
        {answered("create b", created()), "b created, send create c"},
        {answered("create c", created()), concurrency == 1 ? "c created, send create d" : "c created"},
        {answered("create d", created()), "d created, finish set-up"},
    });
  }
}

TEST(Setup, ReportsProgressOnceForEachSystem) {
  Scenario scenario = checking({"a", "b", "c"}, 3);
  scenario.expect({
      {start(), "send check a, send check b, send check c"},
      {answered("check c", not_permitted()), "c failed"},
      {answered("check a", credential_good()), "a exists"},
      {answered("check b", credential_good()), "b exists, finish set-up"},
  });
  ASSERT_EQ(scenario.progress().size(), 3U);
  for (std::size_t index = 0; index < 3; ++index) {
    EXPECT_EQ(scenario.progress()[index].done, index + 1);
    EXPECT_EQ(scenario.progress()[index].total, 3U);
  }
  EXPECT_EQ(scenario.progress()[0].result.error.code, ErrorCode::kForbidden);
}

TEST(Setup, EstablishesASystemThatIsAskedForTwiceOnceAndReportsItAtEachPlace) {
  Scenario scenario = checking({"a", "b", "a", "c", "a"}, 2);
  scenario.expect({
      {start(), "send check a, send check b, send check c"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", created()), "a created, a created, a created"},
      {answered("check b", credential_good()), "b exists"},
      {answered("check c", credential_good()), "c exists, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "a created, b exists, a created, c exists, a created");
  EXPECT_EQ(scenario.progress().back().done, 5U);
}

TEST(Setup, AsksOnlyForTheDefinitionsThatNoListingHasTold) {
  setting_up({.system_ids = {"a", "b", "c"}, .known = known({{"a", "TMS_KEYS"}, {"c", "PKI_KEYS"}, {"b", ""}})})
      .expect({
          {start(), "send check a, send check b, send definition b, send check c"},
          {answered("check a", credential_missing()), "send create a"},
          {answered("check c", credential_missing()), "c failed"},
          {answered("definition b", system_with("TMS_KEYS")), ""},
          {answered("check b", credential_missing()), "send create b"},
      });
}

TEST(Setup, GoesOnAfterAFailure) {
  Scenario scenario = checking({"a", "b", "c", "d"}, 1);
  scenario.expect({
      {start(), "send check a, send check b, send check c, send check d"},
      {answered("check a", host_unreachable()), "a failed"},
      {answered("check b", credential_missing()), "send create b"},
      {answered("create b", create_refused_by_host()), "b failed"},
      {answered("check c", not_supported()), "c failed"},
      {answered("check d", credential_good()), "d exists, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario),
            "a failed: host_unreachable, b failed: credential_refused, c failed: authn_method_unsupported, d exists");
  EXPECT_EQ(scenario.results()[0].error.tapis_code, "SYSLIB_CRED_CONN_FAIL");
}

TEST(Setup, FailsASystemWhoseIdCannotBeWithoutARequestAndGoesOn) {
  Scenario scenario = checking({"", "a", "../b", "search"}, 1);
  scenario.expect({
      {start(), " failed, send check a, ../b failed, search failed"},
      {answered("check a", credential_good()), "a exists, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario),
            " failed: invalid_argument, a exists, ../b failed: invalid_argument, search failed: invalid_argument");
}

TEST(Setup, HasNoResultsForNoSystems) {
  Scenario scenario = setting_up({.system_ids = {}});
  scenario.expect({{start(), "finish set-up"}});
  EXPECT_TRUE(scenario.results().empty());
}

TEST(Setup, RefusesAConcurrencyOutOfRange) {
  for (const int concurrency : {-1, 0, 33, 1000}) {
    Scenario scenario = checking({"a"}, concurrency);
    scenario.expect({{start(), "finish invalid_argument"}});
    EXPECT_NE(scenario.error().detail.find("1 to 32"), std::string::npos);
  }
  for (const int concurrency : {1, 32}) checking({"a"}, concurrency).expect({{start(), "send check a"}});
}

TEST(Setup, RefusesAUserNameThatCannotBe) {
  for (const std::string name : {"", "../jdoe", "j\ndoe"}) {
    OperationContext with = context();
    with.subject.username = name;
    Scenario scenario = setting_up({.system_ids = {"a"}}, with);
    scenario.expect({{start(), "finish invalid_argument"}});
    EXPECT_TRUE(scenario.reports().empty());
  }
}

TEST(Setup, TriesNothingMoreWithATokenThatTapisDoesNotAccept) {
  for (const NamedReply& row : token_replies()) {
    SCOPED_TRACE(row.name);
    Scenario scenario = checking({"a", "b", "c", "a"}, 2);
    scenario.expect({
        {start(), "send check a, send check b, send check c"},
        {answered("check b", row.reply),
         "b failed, abort check a, a cancelled, a cancelled, abort check c, c cancelled, finish set-up"},
    });
    const std::string code(row.error);
    EXPECT_EQ(results_of(scenario),
              concat({"a cancelled: ", code, ", b failed: ", code, ", c cancelled: ", code, ", a cancelled: ", code}));
  }
}

TEST(Setup, LetsACreateFinishThatWasOnItsWayWhenTheTokenFailed) {
  Scenario scenario = checking({"a", "b", "c"}, 2);
  scenario.expect({
      {start(), "send check a, send check b, send check c"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("check b", token_is_revoked()), "b failed, abort check c, c cancelled"},
      {answered("create a", created()), "a created, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "a created, b failed: token_rejected, c cancelled: token_rejected");
}

TEST(Setup, CancelsWhatIsNotFinishedWhenTapisSaysThatTheTokenHasExpired) {
  Scenario scenario = checking({"a", "b", "c", "d"}, 3);
  scenario.expect({
      {start(), "send check a, send check b, send check c, send check d"},
      {answered("check a", credential_good()), "a exists"},
      {answered("check b", credential_missing()), "send create b"},
      {answered("check c", token_has_expired()), "c failed, abort check d, d cancelled"},
      {answered("create b", html(504)), "send check b"},
      {answered("check b", token_has_expired()), "b failed, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario),
            "a exists, b failed: token_expired, c failed: token_expired, d cancelled: token_expired");
  EXPECT_NE(scenario.results()[1].error.detail.find("not known"), std::string::npos);
}

TEST(Setup, CancelStopsWhatOnlyReadsAndWhatHasNotStarted) {
  Scenario scenario = setting_up({.system_ids = {"a", "b", "c", "c"}, .concurrency = 2});
  scenario.expect({
      {start(), "wait patience, send list, send check a, send check b, send check c"},
      {answered("check a", html(502)), "wait check a"},
      {cancel(),
       "abort list, abort patience, abort check a, a cancelled, abort check b, b cancelled, abort check c, c "
       "cancelled, "
       "c cancelled, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario),
            "a cancelled: cancelled, b cancelled: cancelled, c cancelled: cancelled, "
            "c cancelled: cancelled");
}

TEST(Setup, CancelLetsACreateThatIsOnItsWayFinish) {
  Scenario scenario = checking({"a", "b", "c", "d"}, 3);
  scenario.expect({
      {start(), "send check a, send check b, send check c, send check d"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("check b", credential_missing()), "send create b"},
      {cancel(), "abort check c, c cancelled, abort check d, d cancelled"},
      {answered("create b", create_refused_by_host()), "b failed"},
      {answered("create a", html(504)), "send check a"},
      {answered("check a", credential_good()), "a created, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario),
            "a created, b failed: credential_refused, c cancelled: cancelled, d cancelled: cancelled");
}

TEST(Setup, CancelLetsACheckFinishThatTellsWhatBecameOfACreate) {
  checking({"a", "b"}, 2)
      .expect({
          {start(), "send check a, send check b"},
          {answered("check a", credential_missing()), "send create a"},
          {answered("create a", html(502)), "send check a"},
          {cancel(), "abort check b, b cancelled"},
          {cancel(), ""},
          {answered("check a", credential_good()), "a created, finish set-up"},
      });
}

TEST(Setup, LooksAgainWhatBecameOfACreateWhileTheOthersGoOn) {
  Scenario scenario = checking({"a", "b", "c"}, 2);
  scenario.expect({
      {start(), "send check a, send check b, send check c"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", NoResponse::kNetwork), "send check a"},
      {answered("check a", credential_missing()), "wait check a"},
      {answered("check b", credential_good()), "b exists"},
      {wait_over("check a"), "send check a"},
      {answered("check c", credential_good()), "c exists"},
      {answered("check a", credential_good()), "a created, finish set-up"},
  });
}

TEST(Setup, CancelDoesNotWaitForAnotherLookAndSaysThatTheCreateMayStillTakeEffect) {
  Scenario waiting = checking({"a", "b"}, 2);
  waiting.expect({
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", html(504)), "send check a"},
      {answered("check a", credential_missing()), "wait check a"},
      {cancel(), "abort check a, a cancelled, abort check b, b cancelled, finish set-up"},
  });
  Scenario creating = checking({"a", "b", "c"}, 2);
  creating.expect({
      {start(), "send check a, send check b, send check c"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("check b", credential_missing()), "send create b"},
      {cancel(), "abort check c, c cancelled"},
      {answered("create a", html(504)), "send check a"},
      {answered("check a", credential_missing()), "wait check a, abort check a, a cancelled"},
      {answered("create b", created()), "b created, finish set-up"},
  });
  Scenario with_bad_token = checking({"a", "b"}, 2);
  with_bad_token.expect({
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", html(504)), "send check a"},
      {answered("check a", credential_missing()), "wait check a"},
      {answered("check b", token_has_expired()), "b failed, abort check a, a cancelled, finish set-up"},
  });
  for (const Scenario* scenario : {&waiting, &creating, &with_bad_token}) {
    EXPECT_NE(scenario->results()[0].error.detail.find("may still take effect"), std::string::npos);
    EXPECT_EQ(scenario->results()[1].error.detail, "");
  }
  EXPECT_EQ(results_of(with_bad_token), "a cancelled: token_expired, b failed: token_expired");
}

TEST(Setup, SaysWhichOfTheClosedMayHaveChangedSomething) {
  Scenario scenario = checking({"a", "b", "c"}, 2);
  scenario.expect({
      {start(), "send check a, send check b, send check c"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", html(502)), "send check a"},
      {close(), "abort check a, a cancelled, abort check b, b cancelled, abort check c, c cancelled, finish set-up"},
  });
  const std::vector<SetupResult>& results = scenario.results();
  EXPECT_NE(results[0].error.detail.find("may still take effect"), std::string::npos);
  EXPECT_EQ(results[1].error.detail, "");
  EXPECT_EQ(results[2].error.detail, "");
}

TEST(Setup, AsksForTheDefinitionOfAListedSystemThatIsGone) {
  checking({"a"}, 1).expect({
      {start(), "send check a"},
      {answered("check a", no_such_system()), "send definition a"},
      {answered("definition a", no_such_system()), "a failed, finish set-up"},
  });
  checking({"a"}, 1).expect({
      {start(), "send check a"},
      {answered("check a", no_such_system()), "send definition a"},
      {answered("definition a", system_with("TMS_KEYS")), "send create a"},
  });
}

TEST(Setup, CloseEndsEverything) {
  Scenario scenario = checking({"a", "b", "c"}, 2);
  scenario.expect({
      {start(), "send check a, send check b, send check c"},
      {answered("check a", credential_missing()), "send create a"},
      {close(), "abort create a, a cancelled, abort check b, b cancelled, abort check c, c cancelled, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "a cancelled: closed, b cancelled: closed, c cancelled: closed");
}

TEST(Setup, CloseAlsoEndsTheCreateThatACancelLeftAlone) {
  checking({"a", "b"}, 2)
      .expect({
          {start(), "send check a, send check b"},
          {answered("check a", credential_missing()), "send create a"},
          {cancel(), "abort check b, b cancelled"},
          {close(), "abort create a, a cancelled, finish set-up"},
      });
}

TEST(Setup, BringsEachAnswerAndEachEndOfAWaitToTheSystemThatItIsFor) {
  Scenario scenario = setting_up({.system_ids = {"a", "b"}});
  scenario.expect({
      {start(), "wait patience, send list, send check a, send check b"},
      {answered("list", systems_with({})), "abort patience, send definition a, send definition b"},
      {answered("check b", html(502)), "wait check b"},
      {answered("definition a", html(502)), "wait definition a"},
      {answered("check a", html(502)), "wait check a"},
      {wait_over("check b"), "send check b"},
      {wait_over("definition a"), "send definition a"},
      {answered("definition b", system_with("PASSWORD")), ""},
      {answered("check b", credential_missing()), "b failed"},
      {answered("definition a", system_with("TMS_KEYS")), ""},
      {wait_over("check a"), "send check a"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", created()), "a created, finish set-up"},
  });
}

TEST(Setup, DoesNotSendAllRepetitionsAtTheSameMoment) {
  const std::vector<std::string> ids = {"a", "b", "c", "d", "e", "f", "g", "h"};
  Scenario scenario = setting_up({.system_ids = ids, .concurrency = 8});
  scenario.play(start());
  scenario.play(answered("list", systems_with({})));
  for (const std::string& id : ids) scenario.play(answered("check " + id, html(503)));
  const std::set<std::uint32_t> different(scenario.waits().begin() + 1, scenario.waits().end());
  EXPECT_EQ(scenario.waits().size(), 1 + 8U);
  EXPECT_GT(different.size(), 4U);
}

TEST(Setup, NamesTheSystemInEveryReport) {
  Scenario scenario = checking({"a", "b"}, 2);
  scenario.expect({{start(), "send check a, send check b"}, {answered("check b", credential_good()), "b exists"}});
  std::vector<std::string> lines;
  for (const StepReport& report : scenario.reports()) lines.push_back(report.subject.system_id + ": " + report.text);
  EXPECT_EQ(lines,
            (std::vector<std::string>{"a: Checking jdoe's credentials on a", "b: Checking jdoe's credentials on b",
                                      "b: Checking jdoe's credentials on b"}));
}

TEST(Setup, IgnoresEventsThatDoNotFit) {
  Scenario scenario = checking({"a", "b"}, 1);
  scenario.expect({
      {start(), "send check a, send check b"},
      {raw(Answered{1, credential_good(), 1}), ""},     // the definition, which is known
      {raw(Answered{6, credential_good(), 1}), ""},     // the create of b, which was not sent
      {raw(Answered{8, credential_good(), 1}), ""},     // the own definition of a
      {raw(Answered{10, credential_good(), 1}), ""},    // a list
      {raw(WaitOver{16}), ""},                          // its patience
      {raw(Answered{4000, credential_good(), 1}), ""},  // a system that there is not
      {raw(WaitOver{0}), ""},
      {raw(WaitOver{4'000'000'000}), ""},
      {start(), ""},
      {answered("check a", credential_good()), "a exists"},
      {answered("check a", credential_good()), ""},
      {answered("check b", credential_good()), "b exists, finish set-up"},
      {answered("check b", credential_good()), ""},
      {cancel(), ""},
      {start(), ""},
  });
}

// ---- Thousands of systems

enum class Listing { kKnown, kAnswers, kFails };

// Plays a set-up of these many systems, all of them missing and each asked for twice, and returns the seconds of the
// processor that it took: what else the machine does is none of it.
double seconds_for(int count, Listing listing) {
  std::vector<std::string> ids;
  SystemList list;
  for (int number = 0; number < count; ++number) {
    ids.push_back(concat({"system-", std::to_string(number), ".example"}));
    list.systems.push_back({.id = ids.back(), .default_authn_method = "TMS_KEYS"});
  }
  ids.insert(ids.end(), ids.rbegin(), ids.rend());
  const auto rows = std::make_shared<const SystemList>(std::move(list));
  OperationContext with = context();
  with.subject.system_id = "";

  const std::clock_t began = std::clock();
  Setup setup(std::move(with), {.system_ids = ids, .known = listing == Listing::kKnown ? rows : nullptr});
  std::deque<SendRequest> open;
  std::size_t ended = 0;
  const auto feed = [&](const Event& event) {
    for (const Effect& effect : setup.handle(event)) {
      if (const auto* send = std::get_if<SendRequest>(&effect)) open.push_back(*send);
      if (std::holds_alternative<SetupProgress>(effect)) ++ended;
    }
  };
  feed(Started{});
  while (!setup.is_finished() && !open.empty()) {
    const SendRequest next = std::move(open.front());
    open.pop_front();
    const std::string call = call_of(next.request);
    Reply reply = call == "check" ? credential_missing() : call == "definition" ? system_with("TMS_KEYS") : created();
    if (call == "list") reply = html(502);
    if (call == "list" && listing == Listing::kAnswers) {
      const std::string& target = next.request.target;
      std::vector<std::pair<std::string, std::string>> methods;
      std::size_t at = target.find("id.in.") + 6;
      for (std::size_t end = 0; end != std::string::npos; at = end + 1) {
        end = target.find(',', at);
        methods.emplace_back(target.substr(at, end == std::string::npos ? target.size() - at - 1 : end - at),
                             "TMS_KEYS");
      }
      reply = systems_with(methods);
    }
    feed(Answered{next.id, std::move(reply), 1});
  }
  const double took = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  EXPECT_TRUE(setup.is_finished());
  EXPECT_EQ(ended, ids.size());
  return took;
}

TEST(Setup, TakesTimeInProportionToTheNumberOfSystems) {
  for (const Listing listing : {Listing::kKnown, Listing::kAnswers, Listing::kFails}) {
    SCOPED_TRACE(static_cast<int>(listing));
    // Eight times as many take eight times as long; if each were compared with all, sixty-four times. On a busy machine
    // the fastest runs count.
    double few = seconds_for(500, listing);
    double many = seconds_for(4000, listing);
    for (int run = 0; run < 4 && many >= 16 * few; ++run) {
      few = std::min(few, seconds_for(500, listing));
      many = std::min(many, seconds_for(4000, listing));
    }
    EXPECT_LT(many, 16 * few) << few << " s and " << many << " s";
  }
}

double milliseconds_to_begin(const std::vector<std::string>& ids, const std::shared_ptr<const SystemList>& known) {
  OperationContext with = context();
  const std::clock_t began = std::clock();
  Setup setup(with, {.system_ids = ids, .known = known});
  const Effects effects = setup.handle(Started{});
  const double took = 1000.0 * static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  EXPECT_GE(effects.size(), 64U) << "32 checks and their reports";
  return took;
}

TEST(Setup, BeginsWithThousandsOfSystemsAtOnce) {
  std::vector<std::string> ids;
  SystemList list;
  for (int number = 0; number < 8000; ++number) {
    ids.push_back(concat({"system-", std::to_string(number), ".example"}));
    list.systems.push_back({.id = ids.back(), .default_authn_method = "TMS_KEYS"});
  }
  const auto rows = std::make_shared<const SystemList>(std::move(list));
  for (const auto& known : {rows, std::shared_ptr<const SystemList>()}) {
    double fastest = milliseconds_to_begin(ids, known);
    for (int run = 0; run < 5; ++run) fastest = std::min(fastest, milliseconds_to_begin(ids, known));
    EXPECT_LT(fastest, 300);
    RecordProperty(known ? "known_ms" : "unknown_ms", std::to_string(fastest));
  }
}

// ---- Any order of any answers

Reply some_definitions() {
  return systems_with({{"s3", "TMS_KEYS"}, {"s4", "TMS_KEYS"}, {"s5", "PASSWORD"}, {"s6", "TMS_KEYS"}});
}

Reply any_reply(std::mt19937& random, bool with_token_errors) {
  const std::vector<Reply> replies = {
      credential_missing(),
      credential_missing(),
      credential_good(),
      system_with("TMS_KEYS"),
      system_with("TMS_KEYS"),
      system_with("PASSWORD"),
      some_definitions(),
      created(),
      refused_by_host(),
      host_unreachable(),
      not_supported(),
      check_failed_inside(),
      no_such_system(),
      not_permitted(),
      html(502),
      text(500, ""),
      html(200),
      NoResponse::kNetwork,
      NoResponse::kTimeout,
      NoResponse::kTooLarge,
  };
  if (with_token_errors && random() % 40 == 0) return token_is_revoked();
  return replies[random() % replies.size()];
}

// For how many systems something is under way that changes it: from the create to the end, or to a patient wait.
std::size_t changing(const Scenario& scenario) {
  std::set<std::string> systems;
  for (const StepReport& report : scenario.reports()) {
    if (report.step == "create") systems.insert(report.subject.system_id);
    if (report.wait_ms > 0 && report.attempt == 1) systems.erase(report.subject.system_id);
  }
  for (const SetupProgress& progress : scenario.progress()) systems.erase(progress.result.system_id);
  return systems.size();
}

// Whether a check answered 404.
bool was_told_gone(const Scenario& scenario, const std::string& id) {
  const std::vector<StepReport>& reports = scenario.reports();
  return std::any_of(reports.begin(), reports.end(), [&](const StepReport& report) {
    return report.step == "check" && report.subject.system_id == id && report.response &&
           report.response->http_status == 404;
  });
}

void expect_sound_end(const Scenario& scenario, const std::vector<std::string>& ids, bool may_be_cancelled,
                      bool is_patient) {
  const std::vector<SetupResult>& results = scenario.results();
  ASSERT_EQ(results.size(), ids.size());
  ASSERT_EQ(scenario.progress().size(), ids.size());
  std::multiset<std::string> told;
  for (std::size_t index = 0; index < ids.size(); ++index) {
    const SetupResult& result = results[index];
    EXPECT_EQ(result.system_id, ids[index]);
    EXPECT_NE(result.status, SetupStatus::kPending);
    EXPECT_TRUE(result.status != SetupStatus::kCancelled || may_be_cancelled) << "one failure stopped another";
    const bool sent_create = scenario.has_sent("create " + result.system_id);
    EXPECT_TRUE(result.status != SetupStatus::kCreated || sent_create);
    EXPECT_TRUE(result.status != SetupStatus::kExists || !sent_create || is_patient);
    if (result.status == SetupStatus::kFailed) {
      EXPECT_NE(result.error.code, ErrorCode::kCancelled);
      EXPECT_NE(result.error.code, ErrorCode::kClosed);
    }

    const SetupProgress& progress = scenario.progress()[index];
    EXPECT_EQ(progress.done, index + 1);
    EXPECT_EQ(progress.total, ids.size());
    told.insert(progress.result.system_id);
    const auto place = std::find(ids.begin(), ids.end(), progress.result.system_id);
    ASSERT_NE(place, ids.end());
    const SetupResult& final_result = results[static_cast<std::size_t>(place - ids.begin())];
    EXPECT_EQ(progress.result.status, final_result.status);
    EXPECT_EQ(progress.result.error, final_result.error);
  }
  EXPECT_EQ(told, std::multiset<std::string>(ids.begin(), ids.end()));
}

TEST(Setup, KeepsItsRulesInAnyOrderOfAnyAnswers) {
  std::mt19937 random(20250429);
  for (int run = 0; run < 300; ++run) {
    SCOPED_TRACE(testing::Message() << "run " << run);
    std::vector<std::string> ids;
    for (std::size_t count = random() % 12; ids.size() < count;) {
      ids.push_back(random() % 20 == 0 ? ".." : "s" + std::to_string(random() % 15));
    }
    const int concurrency = 1 + static_cast<int>(random() % 5);
    const bool with_token_errors = random() % 3 == 0;
    const bool with_cancel = random() % 3 == 0;
    const bool is_patient = random() % 3 == 0;
    bool may_be_cancelled = with_token_errors;

    Scenario scenario = setting_up({.system_ids = ids,
                                    .concurrency = concurrency,
                                    .patience_ms = is_patient ? 300000.0 : 0,
                                    .known = known({{"s0", "TMS_KEYS"}, {"s1", "PASSWORD"}, {"s2", "TMS_KEYS"}})});
    scenario.play(start());
    for (int event = 0; event < 1000 && !scenario.is_finished(); ++event) {
      if (with_cancel && random() % 20 == 0) {
        scenario.play(random() % 3 == 0 ? close() : cancel());
        may_be_cancelled = true;
        continue;
      }
      if (random() % 10 == 0) {
        EXPECT_EQ(scenario.play(raw(WaitOver{1'000'000})), "");
      }
      if (event == 0 && scenario.has_sent("list") && random() % 2 == 0) {
        scenario.play(answered("list", some_definitions()));
      }
      const std::vector<Happening> possible = scenario.possible_with(any_reply(random, with_token_errors));
      ASSERT_FALSE(possible.empty()) << "it waits for nothing and has not finished";
      scenario.play(possible[random() % possible.size()]);
      ASSERT_LE(changing(scenario), static_cast<std::size_t>(concurrency));
    }
    ASSERT_TRUE(scenario.is_finished());
    expect_sound_end(scenario, ids, may_be_cancelled, is_patient);
    for (const std::string id : {"s0", "s1", "s2"}) {
      EXPECT_TRUE(!scenario.has_sent("definition " + id) || was_told_gone(scenario, id)) << id;
    }
    EXPECT_EQ(scenario.play(cancel()), "");
  }
}

}  // namespace
}  // namespace tms
