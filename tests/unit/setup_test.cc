#include "core/setup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>

#include "core/get_systems.h"
#include "scenario.h"
#include "tapis_answers.h"

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
  return get_systems_request("", Selection::kDefinition, ids);
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
      {start(), "wait patience, send list, send check a, send check b"},
      {answered("list", systems_with({{"a", "TMS_KEYS"}, {"b", "PKI_KEYS"}, {"c", "TMS_KEYS"}})), "abort patience"},
      {answered("check b", credential_missing()), "b failed, b failed, send check c"},
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
          {start(), "wait patience, send list, send check a"},
          {answered("check a", credential_good()), "a exists, send check b"},
          {answered("check b", credential_good()), "b exists, abort list, abort patience, finish set-up"},
      });
}

TEST(Setup, AsksEachSystemForItsOwnDefinitionWhichTheListDoesNotTell) {
  Scenario scenario = setting_up({.system_ids = {"a", "b", "c", "d"}, .concurrency = 3});
  scenario.expect({
      {start(), "wait patience, send list, send check a, send check b, send check c"},
      {answered("check c", credential_missing()), ""},
      {answered("list", systems_with({{"a", "TMS_KEYS"}, {"b", ""}})),
       "abort patience, send definition b, send definition c"},
      {answered("definition c", no_such_system()), "c failed, send check d, send definition d"},
      {answered("check b", credential_missing()), ""},
      {answered("definition b", system_with("TMS_KEYS")), "send create b"},
      {answered("check a", credential_missing()), "send create a"},
  });
  EXPECT_EQ(scenario.progress().front().result.error.code, ErrorCode::kSystemNotFound);
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
            {start(), "wait patience, send list, send check a, send check b"},
            {answered("list", row.reply), "abort patience, send definition a, send definition b"},
            {answered("definition a", system_with("TMS_KEYS")), ""},
            {answered("check a", credential_missing()), "send create a"},
            {answered("check b", credential_good()), "abort definition b, b exists, send check c, send definition c"},
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
        {start(), "wait patience, send list, send check a, send check b"},
        {answered("check a", credential_missing()), ""},
        {answered("list", row.reply),
         "abort patience, a failed, abort check b, b cancelled, c cancelled, finish set-up"},
    });
    const std::string code(row.error);
    EXPECT_EQ(results_of(scenario), concat({"a failed: ", code, ", b cancelled: ", code, ", c cancelled: ", code}));
  }
  // Also where nobody under way waits for it.
  setting_up({.system_ids = {"a", "b", "c"}, .concurrency = 1, .known = known({{"a", "TMS_KEYS"}})})
      .expect({
          {start(), "wait patience, send list, send check a"},
          {answered("check a", credential_missing()), "send create a"},
          {answered("list", token_is_revoked()), "abort patience, b cancelled, c cancelled"},
          {answered("create a", created()), "a created, finish set-up"},
      });
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
  // 50 ids of 80 characters and a comma are 4,050.
  std::vector<std::string> many(60, std::string(80, 'x'));
  for (std::size_t index = 0; index < many.size(); ++index) many[index].replace(0, 2, std::to_string(10 + index));
  EXPECT_EQ(asked_for(many), definitions_request({many.begin(), many.begin() + 50}));
}

TEST(Setup, DoesNotLetASystemWaitThatNoListCanBeAskedFor) {
  setting_up({.system_ids = {"a~b", "c", "d"}, .concurrency = 1})
      .expect({
          {start(), "wait patience, send list, send check a~b, send definition a~b"},
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
      {start(), "wait patience, send list, send check a"},
      {close(), "abort check a, a cancelled, abort list, abort patience, b cancelled, c cancelled, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "a cancelled: closed, b cancelled: closed, c cancelled: closed");
}

TEST(Setup, HasNeverMoreUnderWayThanAllowedAndGoesOnInTheOrderAsked) {
  Scenario scenario = checking({"d", "b", "c", "a"}, 2);
  scenario.expect({
      {start(), "send check d, send check b"},
      {answered("check b", credential_missing()), "send create b"},
      {answered("check d", credential_good()), "d exists, send check c"},
      {answered("create b", created()), "b created, send check a"},
      {answered("check a", credential_good()), "a exists"},
      {answered("check c", credential_good()), "c exists, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "d exists, b created, c exists, a exists");
}

TEST(Setup, GoesOneByOneIfOneIsAllowed) {
  checking({"a", "b", "c"}, 1)
      .expect({
          {start(), "send check a"},
          {answered("check a", credential_good()), "a exists, send check b"},
          {answered("check b", credential_good()), "b exists, send check c"},
          {answered("check c", credential_good()), "c exists, finish set-up"},
      });
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
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", created()), "a created, a created, a created, send check c"},
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
      {start(), "send check a"},
      {answered("check a", host_unreachable()), "a failed, send check b"},
      {answered("check b", credential_missing()), "send create b"},
      {answered("create b", create_refused_by_host()), "b failed, send check c"},
      {answered("check c", not_supported()), "c failed, send check d"},
      {answered("check d", credential_good()), "d exists, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario),
            "a failed: host_unreachable, b failed: credential_refused, c failed: authn_method_unsupported, d exists");
  EXPECT_EQ(scenario.results()[0].error.tapis_code, "SYSLIB_CRED_CONN_FAIL");
}

TEST(Setup, FailsASystemWhoseIdCannotBeWithoutARequestAndGoesOn) {
  Scenario scenario = checking({"", "a", "../b", "search"}, 1);
  scenario.expect({
      {start(), " failed, send check a"},
      {answered("check a", credential_good()), "a exists, ../b failed, search failed, finish set-up"},
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
        {start(), "send check a, send check b"},
        {answered("check b", row.reply),
         "b failed, abort check a, a cancelled, a cancelled, c cancelled, "
         "finish set-up"},
    });
    const std::string code(row.error);
    EXPECT_EQ(results_of(scenario),
              concat({"a cancelled: ", code, ", b failed: ", code, ", c cancelled: ", code, ", a cancelled: ", code}));
  }
}

TEST(Setup, LetsACreateFinishThatWasOnItsWayWhenTheTokenFailed) {
  Scenario scenario = checking({"a", "b", "c"}, 2);
  scenario.expect({
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("check b", token_is_revoked()), "b failed, c cancelled"},
      {answered("create a", created()), "a created, finish set-up"},
  });
  EXPECT_EQ(results_of(scenario), "a created, b failed: token_rejected, c cancelled: token_rejected");
}

TEST(Setup, CancelsWhatIsNotFinishedWhenTapisSaysThatTheTokenHasExpired) {
  Scenario scenario = checking({"a", "b", "c", "d"}, 3);
  scenario.expect({
      {start(), "send check a, send check b, send check c"},
      {answered("check a", credential_good()), "a exists, send check d"},
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
      {start(), "wait patience, send list, send check a, send check b"},
      {answered("check a", html(502)), "wait check a"},
      {cancel(),
       "abort check a, a cancelled, abort check b, b cancelled, abort list, abort patience, c cancelled, c cancelled, "
       "finish set-up"},
  });
  EXPECT_EQ(results_of(scenario),
            "a cancelled: cancelled, b cancelled: cancelled, c cancelled: cancelled, "
            "c cancelled: cancelled");
}

TEST(Setup, CancelLetsACreateThatIsOnItsWayFinish) {
  Scenario scenario = checking({"a", "b", "c", "d"}, 3);
  scenario.expect({
      {start(), "send check a, send check b, send check c"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("check b", credential_missing()), "send create b"},
      {cancel(), "abort check c, c cancelled, d cancelled"},
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
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", NoResponse::kNetwork), "send check a"},
      {answered("check a", credential_missing()), "wait check a"},
      {answered("check b", credential_good()), "b exists, send check c"},
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
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("check b", credential_missing()), "send create b"},
      {cancel(), "c cancelled"},
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
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {answered("create a", html(502)), "send check a"},
      {close(), "abort check a, a cancelled, abort check b, b cancelled, c cancelled, finish set-up"},
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
      {start(), "send check a, send check b"},
      {answered("check a", credential_missing()), "send create a"},
      {close(), "abort create a, a cancelled, abort check b, b cancelled, c cancelled, finish set-up"},
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
      {start(), "send check a"},
      {raw(Answered{1, credential_good(), 1}), ""},     // the definition, which is known
      {raw(Answered{4, credential_good(), 1}), ""},     // the check of b, which has not started
      {raw(Answered{4000, credential_good(), 1}), ""},  // a system that there is not
      {raw(WaitOver{0}), ""},
      {raw(WaitOver{4'000'000'000}), ""},
      {start(), ""},
      {answered("check a", credential_good()), "a exists, send check b"},
      {answered("check a", credential_good()), ""},
      {answered("check b", credential_good()), "b exists, finish set-up"},
      {answered("check b", credential_good()), ""},
      {cancel(), ""},
      {start(), ""},
  });
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

// How many systems have begun and have not ended.
std::size_t under_way(const Scenario& scenario) {
  std::set<std::string> systems;
  for (const StepReport& report : scenario.reports()) systems.insert(report.subject.system_id);
  systems.erase("");  // the list
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

void expect_sound_end(const Scenario& scenario, const std::vector<std::string>& ids, bool may_be_cancelled) {
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
    EXPECT_TRUE(result.status != SetupStatus::kExists || !sent_create);
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
    bool may_be_cancelled = with_token_errors;

    Scenario scenario = setting_up({.system_ids = ids,
                                    .concurrency = concurrency,
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
      ASSERT_LE(under_way(scenario), static_cast<std::size_t>(concurrency));
    }
    ASSERT_TRUE(scenario.is_finished());
    expect_sound_end(scenario, ids, may_be_cancelled);
    for (const std::string id : {"s0", "s1", "s2"}) {
      EXPECT_TRUE(!scenario.has_sent("definition " + id) || was_told_gone(scenario, id)) << id;
    }
    EXPECT_EQ(scenario.play(cancel()), "");
  }
}

}  // namespace
}  // namespace tms
