#include "core/operations/system_operation.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>

#include "core/operation/retry.h"
#include "core/operations/check.h"
#include "core/operations/establish.h"
#include "core/operations/revoke.h"
#include "unit/scenario.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

using MakeOperation = std::function<std::unique_ptr<Operation>(OperationContext)>;

struct NamedOperation {
  std::string_view name;
  MakeOperation make;
};

std::vector<NamedOperation> every_operation() {
  return {
      {"establish", [](OperationContext c) { return std::make_unique<Establish>(std::move(c), Establish::Options{}); }},
      {"establish, forced",
       [](OperationContext c) { return std::make_unique<Establish>(std::move(c), Establish::Options{.force = true}); }},
      {"revoke", [](OperationContext c) { return std::make_unique<Revoke>(std::move(c)); }},
      {"check", [](OperationContext c) { return std::make_unique<Check>(std::move(c)); }},
  };
}

Scenario establishing(OperationContext with = context()) {
  return Scenario(std::make_unique<Establish>(std::move(with), Establish::Options{}));
}

Scenario first_wave(OperationContext with = context()) {
  Scenario scenario = establishing(std::move(with));
  scenario.expect({{start(), "send check, send definition"}});
  return scenario;
}

TEST(SystemOperation, RefusesIdsThatCannotBeBeforeAnyRequest) {
  for (const NamedOperation& operation : every_operation()) {
    for (const Subject& subject : {Subject{"", "jdoe"}, Subject{"stampede3/..", "jdoe"}, Subject{"search", "jdoe"},
                                   Subject{"stampede3", ""}, Subject{"stampede3", "../jdoe"}}) {
      SCOPED_TRACE(testing::Message() << operation.name << ": " << subject.system_id << ", " << subject.username);
      OperationContext with = context();
      with.subject = subject;
      Scenario scenario(operation.make(with));
      scenario.expect({{start(), "finish invalid_argument"}});
      EXPECT_NE(scenario.error().detail, "");
      EXPECT_TRUE(scenario.reports().empty());
    }
  }
}

TEST(SystemOperation, PercentEncodesTheIdsInEveryPath) {
  OperationContext with = context();
  with.subject = {.system_id = "my.system~1", .username = "j d%6Fe?"};
  Scenario establish = first_wave(with);
  establish.expect({
      {answered("check", credential_missing()), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
  });
  EXPECT_EQ(establish.requests().at(0).target, "/v3/systems/credential/my.system~1/user/j%20d%256Fe%3F/check");
  EXPECT_EQ(establish.requests().at(1).target, "/v3/systems/my.system~1");
  EXPECT_EQ(establish.requests().at(2).target,
            "/v3/systems/credential/my.system~1/user/j%20d%256Fe%3F?createTmsKeys=true");
}

TEST(SystemOperation, IgnoresEventsThatDoNotFit) {
  Scenario scenario = establishing();
  scenario.expect({
      {raw(Answered{0, credential_good(), 1}), ""},  // before anything was asked
      {raw(WaitOver{0}), ""},
      {start(), "send check, send definition"},
      {start(), ""},
      {raw(Answered{99, credential_good(), 1}), ""},
      {raw(Answered{4, credential_good(), 1}), ""},
      {raw(Answered{~0U, credential_good(), 1}), ""},
      {raw(WaitOver{99}), ""},
      {raw(WaitOver{~0U}), ""},
      {wait_over("check"), ""},  // it does not wait
      {answered("check", credential_missing()), ""},
      {answered("check", credential_good()), ""},  // a second answer
      {answered("check", token_is_revoked()), ""},
      {wait_over("definition"), ""},
      {answered("definition", html(502)), "wait definition"},
      {answered("definition", no_such_system()), ""},  // while it waits
      {wait_over("definition"), "send definition"},
      {wait_over("definition"), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
      {answered("definition", system_with("PASSWORD")), ""},
      {answered("check", credential_good()), ""},
      {answered("create", created()), "finish created"},
  });
  EXPECT_EQ(scenario.reports().size(), 9U);  // 4 requests, 4 answers, 1 wait: not one for a misfit
}

TEST(SystemOperation, IgnoresEverythingAfterTheEnd) {
  Scenario scenario = first_wave();
  scenario.expect({
      {answered("check", credential_good()), "abort definition, finish exists"},
      {answered("definition", system_with("TMS_KEYS")), ""},
      {answered("definition", token_is_revoked()), ""},
      {answered("check", credential_missing()), ""},
      {wait_over("check"), ""},
      {cancel(), ""},
      {start(), ""},
  });
  EXPECT_EQ(scenario.reports().size(), 3U);
}

TEST(SystemOperation, CanBeCancelledBeforeItStarts) {
  for (const NamedOperation& operation : every_operation()) {
    SCOPED_TRACE(operation.name);
    Scenario(operation.make(context())).expect({{cancel(), "finish cancelled"}, {start(), ""}});
    Scenario(operation.make(context())).expect({{close(), "finish closed"}, {start(), ""}});
  }
}

TEST(SystemOperation, WaitsLongerBeforeTheSecondRepetition) {
  for (std::uint32_t seed : {0U, 1U, 7U, 0x80000000U, 0xFFFFFFFFU}) {
    OperationContext with = context();
    with.seed = seed;
    Scenario scenario = first_wave(with);
    scenario.expect({
        {answered("check", html(502)), "wait check"},
        {wait_over("check"), "send check"},
        {answered("check", html(502)), "wait check"},
    });
    ASSERT_EQ(scenario.waits().size(), 2U);
    EXPECT_GE(scenario.waits()[0], 350U);
    EXPECT_LE(scenario.waits()[0], 650U);
    EXPECT_GE(scenario.waits()[1], 1050U);
    EXPECT_LE(scenario.waits()[1], 1950U);
  }
}

TEST(SystemOperation, WaitsDifferentlyForEachSeedAndEachTime) {
  const auto first_wait = [](std::uint32_t seed, const std::string& call) {
    OperationContext with = context();
    with.seed = seed;
    Scenario scenario = first_wave(with);
    EXPECT_EQ(scenario.play(answered("definition", html(502))), "wait definition");
    EXPECT_EQ(scenario.play(answered("check", html(502))), "wait check");
    return scenario.waits().at(call == "definition" ? 0 : 1);
  };
  EXPECT_NE(first_wait(1, "definition"), first_wait(2, "definition"));
  EXPECT_NE(first_wait(1, "definition"), first_wait(1, "check"));
  EXPECT_EQ(first_wait(1, "definition"), first_wait(1, "definition"));
}

TEST(SystemOperation, CountsTheAttemptsOfEachCallByItself) {
  first_wave().expect({
      {answered("check", html(502)), "wait check"},
      {answered("definition", html(502)), "wait definition"},
      {wait_over("check"), "send check"},
      {wait_over("definition"), "send definition"},
      {answered("definition", html(502)), "wait definition"},
      {answered("check", html(502)), "wait check"},
      {wait_over("definition"), "send definition"},
      {answered("definition", html(502)), ""},
      {wait_over("check"), "send check"},
      {answered("check", html(502)), "finish service_unavailable"},
  });
}

// Walks along random answers, most of them bad, in random order. Scenario checks the rules at every step.
TEST(SystemOperation, EndsAndKeepsItsRulesWhateverTapisAnswers) {
  std::vector<Reply> replies = {credential_good(),
                                credential_missing(),
                                refused_by_host(),
                                host_unreachable(),
                                not_supported(),
                                check_failed_inside(),
                                system_with("TMS_KEYS"),
                                system_with("PASSWORD"),
                                no_such_system(),
                                not_permitted(),
                                created(),
                                html(200),
                                token_is_revoked(),
                                NoResponse::kTooLarge};
  for (const NamedReply& row : transient_replies()) replies.push_back(row.reply);
  std::mt19937 random(42);  // the same walks each time
  const auto pick = [&](std::size_t count) { return random() % count; };
  for (const NamedOperation& operation : every_operation()) {
    SCOPED_TRACE(operation.name);
    for (int walk = 0; walk < 500; ++walk) {
      Scenario scenario(operation.make(context()));
      scenario.play(start());
      for (int step = 0; !scenario.is_finished(); ++step) {
        // Two first calls with their repetitions, a create, and three looks with the waits between: no walk is longer.
        ASSERT_LE(step, 16);
        const std::vector<Happening> next = scenario.possible_with(replies[pick(replies.size())]);
        ASSERT_FALSE(next.empty()) << "it waits for nothing";
        scenario.play(next[pick(next.size())]);
      }
    }
  }
}

// One line for each report: "check 1 POST asked", "check 1 POST 401 SYSLIB_CRED_NOT_FOUND none found", …
std::vector<std::string> lines_of(const Scenario& scenario) {
  std::vector<std::string> lines;
  for (const StepReport& report : scenario.reports()) {
    std::string line = concat({report.step, " ", std::to_string(report.attempt), " ", name_of(report.method)});
    if (report.response) {
      line += concat({" ", std::to_string(report.response->http_status), " [", report.response->tapis_code, "] ",
                      report.response->summary});
    } else {
      line += report.wait_ms == 0 ? " asked" : " waits";
    }
    lines.push_back(line);
  }
  return lines;
}

TEST(SystemOperation, ReportsEachRequestAnswerAndWait) {
  Scenario scenario = first_wave();
  scenario.expect({
      {answered("check", NoResponse::kTimeout), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", credential_missing()), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
      {answered("create", created()), "finish created"},
  });
  EXPECT_EQ(lines_of(scenario), (std::vector<std::string>{
                                    "check 1 POST asked",
                                    "definition 1 GET asked",
                                    "check 1 POST 0 [] no answer in time",
                                    "check 2 POST waits",
                                    "check 2 POST asked",
                                    "check 2 POST 401 [SYSLIB_CRED_NOT_FOUND] none found",
                                    "definition 1 GET 200 [TAPIS_FOUND] TMS_KEYS",
                                    "create 1 POST asked",
                                    "create 1 POST 201 [SYSAPI_CRED_UPDATED] done",
                                }));
}

TEST(SystemOperation, ReportsTheLengthOfEachWait) {
  Scenario scenario = first_wave();
  scenario.expect({{answered("check", html(429)), "wait check"}});
  EXPECT_EQ(scenario.reports().back().wait_ms, scenario.waits().at(0));
}

TEST(SystemOperation, ReportsSayWhoAndWhereAndHowLong) {
  Scenario scenario = first_wave();
  scenario.expect({{answered("check", credential_missing()), ""}});
  const StepReport& asked = scenario.reports().front();
  EXPECT_EQ(asked.subject.system_id, "stampede3");
  EXPECT_EQ(asked.subject.username, "jdoe");
  EXPECT_EQ(asked.text, "Checking jdoe's credentials on stampede3");
  EXPECT_EQ(asked.target, "/v3/systems/credential/stampede3/user/jdoe/check");
  const StepReport& answer = scenario.reports().back();
  EXPECT_EQ(answer.target, asked.target);
  ASSERT_TRUE(answer.response);
  EXPECT_EQ(answer.response->elapsed_ms, 12.5);
}

TEST(SystemOperation, ReportsARecheckAsAFirstAttempt) {
  Scenario scenario = first_wave();
  scenario.expect({
      {answered("check", html(502)), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", credential_missing()), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
      {answered("create", html(502)), "send check"},
  });
  EXPECT_EQ(lines_of(scenario).back(), "check 1 POST asked");
}

TEST(SystemOperation, NamesEachStepInWords) {
  Scenario establish = first_wave();
  establish.expect({
      {answered("check", credential_missing()), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
  });
  EXPECT_EQ(establish.reports()[1].text, "Reading the definition of stampede3");
  EXPECT_EQ(establish.reports().back().text, "Creating credentials for jdoe on stampede3");

  Scenario revoke(std::make_unique<Revoke>(context()));
  revoke.expect({{start(), "send remove"}});
  EXPECT_EQ(revoke.reports().back().text, "Removing jdoe's credentials on stampede3");
}

TEST(SystemOperation, SummarizesEveryAnswerInAFewWords) {
  struct Row {
    std::string_view name;
    Reply reply;
    std::string_view of_check;
    std::string_view of_definition;
    std::string_view of_remove;
  };
  const std::vector<Row> rows = {
      {"good", credential_good(), "good", "HTTP 200", "done"},
      {"missing", credential_missing(), "none found", "HTTP 401", "none found"},
      {"refused", refused_by_host(), "refused by the host", "HTTP 401", "HTTP 401"},
      {"unreachable", host_unreachable(), "the host did not answer", "HTTP 401", "HTTP 401"},
      {"unsupported", not_supported(), "not supported on this system", "HTTP 401", "HTTP 401"},
      {"unclear", refused_for_an_unknown_reason(), "not usable", "HTTP 401", "HTTP 401"},
      {"no system", no_such_system(), "system not found", "HTTP 404", "none found"},
      {"403", not_permitted(), "HTTP 403", "HTTP 403", "HTTP 403"},
      {"page", html(500), "HTTP 500", "HTTP 500", "HTTP 500"},
      {"token", token_has_expired(), "HTTP 401", "HTTP 401", "HTTP 401"},
      {"no answer", NoResponse::kNetwork, "no answer", "no answer", "no answer"},
      {"timeout", NoResponse::kTimeout, "no answer in time", "no answer in time", "no answer in time"},
      {"too large", NoResponse::kTooLarge, "the answer is too large", "the answer is too large",
       "the answer is too large"},
      {"redirected", NoResponse::kRedirected, "redirected to another address", "redirected to another address",
       "redirected to another address"},
  };
  const auto summary_of = [](Scenario scenario, const std::string& call, const Reply& reply) {
    const std::size_t before = scenario.reports().size();
    scenario.play(answered(call, reply));
    const StepReport& report = scenario.reports().at(before);
    return report.response ? report.response->summary : "no response";
  };
  const auto removing = [] {
    Scenario scenario(std::make_unique<Revoke>(context()));
    scenario.play(start());
    return scenario;
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(summary_of(first_wave(), "check", row.reply), row.of_check);
    EXPECT_EQ(summary_of(first_wave(), "definition", row.reply), row.of_definition);
    EXPECT_EQ(summary_of(removing(), "remove", row.reply), row.of_remove);
  }
}

// The page goes by these: what it shows must not be told apart from what the operation did.
TEST(SystemOperation, SaysWhatAnAnswerTellsOfTheCredentials) {
  struct Row {
    std::string_view name;
    Reply reply;
    std::string_view after_check;
    std::string_view after_create;
    std::string_view after_remove;
  };
  const std::vector<Row> rows = {
      {"good", credential_good(), "valid", "valid", "missing"},
      {"missing", credential_missing(), "missing", "", "missing"},
      {"missing, as 500", envelope(500, "error", credential_message("SYSLIB_CRED_NOT_FOUND")), "missing", "",
       "missing"},
      {"refused", refused_by_host(), "refused", "", ""},
      {"unreachable", host_unreachable(), "unreachable", "", ""},
      {"unsupported", not_supported(), "", "", ""},
      {"unclear", refused_for_an_unknown_reason(), "", "", ""},
      {"token", token_has_expired(), "", "", ""},
      {"403", not_permitted(), "", "", ""},
      {"a page for a success", html(200), "", "uncertain", "uncertain"},
      {"a page for an error", html(500), "", "", ""},
      {"502", html(502), "", "uncertain", "uncertain"},
      {"no answer", NoResponse::kNetwork, "", "uncertain", "uncertain"},
  };
  const auto told = [](Scenario scenario, const std::string& call, const Reply& reply) {
    const std::size_t before = scenario.reports().size();
    scenario.play(answered(call, reply));
    return std::string(scenario.reports().at(before).response.value().credentials);
  };
  const auto creating = [] {
    Scenario scenario = first_wave();
    scenario.play(answered("check", credential_missing()));
    scenario.play(answered("definition", system_with("TMS_KEYS")));
    return scenario;
  };
  const auto removing = [] {
    Scenario scenario(std::make_unique<Revoke>(context()));
    scenario.play(start());
    return scenario;
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(told(first_wave(), "check", row.reply), row.after_check);
    EXPECT_EQ(told(first_wave(), "definition", row.reply), "");
    EXPECT_EQ(told(creating(), "create", row.reply), row.after_create);
    EXPECT_EQ(told(removing(), "remove", row.reply), row.after_remove);
  }
}

TEST(SystemOperation, CallsAnAnswerASuccessOnlyIfTapisSaysSo) {
  const auto is_success = [](const std::string& call, const Reply& reply) {
    Scenario scenario = first_wave();
    const std::size_t before = scenario.reports().size();
    scenario.play(answered(call, reply));
    return scenario.reports().at(before).response.value().success;
  };
  EXPECT_TRUE(is_success("check", credential_good()));
  EXPECT_TRUE(is_success("definition", system_with("TMS_KEYS")));
  EXPECT_FALSE(is_success("check", html(200)));
  EXPECT_FALSE(is_success("definition", html(200)));
  EXPECT_FALSE(is_success("check", credential_missing()));
  EXPECT_FALSE(is_success("check", NoResponse::kNetwork));
}

TEST(SystemOperation, SummarizesACreateAsDoneOnlyWhenItIs) {
  const auto summary_after = [](const Reply& reply) {
    Scenario scenario = first_wave();
    scenario.expect({
        {answered("check", credential_missing()), ""},
        {answered("definition", system_with("TMS_KEYS")), "send create"},
    });
    const std::size_t before = scenario.reports().size();
    scenario.play(answered("create", reply));
    return scenario.reports().at(before).response->summary;
  };
  EXPECT_EQ(summary_after(created()), "done");
  EXPECT_EQ(summary_after(refused_by_host()), "HTTP 401");
  EXPECT_EQ(summary_after(html(201)), "HTTP 201");
  EXPECT_EQ(summary_after(NoResponse::kNetwork), "no answer");
}

TEST(Methods, HaveTheNamesOfHttp) {
  EXPECT_EQ(name_of(Method::kGet), "GET");
  EXPECT_EQ(name_of(Method::kPost), "POST");
  EXPECT_EQ(name_of(Method::kDelete), "DELETE");
}

}  // namespace
}  // namespace tms
