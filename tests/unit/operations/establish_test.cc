#include "core/operations/establish.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "unit/scenario.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

std::unique_ptr<Operation> establish(bool force = false) {
  return std::make_unique<Establish>(context(), Establish::Options{.force = force});
}

// A scenario whose first wave is on its way.
Scenario first_wave(bool force = false) {
  Scenario scenario(establish(force));
  scenario.expect({{start(), "send check, send definition"}});
  return scenario;
}

// A scenario whose create is on its way.
Scenario creating(bool force = false) {
  Scenario scenario = first_wave(force);
  scenario.expect({
      {answered("check", credential_missing()), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
  });
  return scenario;
}

TEST(Establish, AsksForTheCheckAndTheDefinitionAtTheSameTime) {
  const Scenario scenario = first_wave();
  ASSERT_EQ(scenario.requests().size(), 2U);
  EXPECT_EQ(scenario.requests()[0],
            (HttpRequest{.method = Method::kPost, .target = "/v3/systems/credential/stampede3/user/jdoe/check"}));
  EXPECT_EQ(scenario.requests()[1], (HttpRequest{.method = Method::kGet, .target = "/v3/systems/stampede3"}));
}

// ---- One of many

std::string text_of(const Effects& effects) {
  std::string text;
  for (const Effect& effect : effects) {
    if (const auto* send = std::get_if<SendRequest>(&effect)) text += concat({"send ", call_of(send->request), " "});
    if (std::holds_alternative<AbortRequest>(effect)) text += "abort ";
    if (const auto* finish = std::get_if<Finish>(&effect)) text += concat({"finish ", name_of(finish->result)});
  }
  return text;
}

struct OneOfMany {
  Establish establish{context(), {.is_one_of_many = true}};

  OneOfMany() { EXPECT_EQ(text_of(establish.handle(Started{})), "send check "); }

  std::string check(const Reply& reply) { return text_of(establish.handle(Answered{0, reply, 1})); }
  std::string definition(const Result<SystemDefinition>& definition) {
    return text_of(establish.give_definition(definition));
  }
  std::string turn() { return text_of(establish.give_turn()); }
  Establish::Need needs() const { return establish.needs(); }
};

const SystemDefinition kTmsKeys{"TMS_KEYS"};

TEST(Establish, AsOneOfManyNeedsItsDefinitionAndThenItsTurnToCreate) {
  using Need = Establish::Need;
  OneOfMany one;
  EXPECT_EQ(one.needs(), Need::kNothing) << "while the check is on its way";
  EXPECT_EQ(one.turn(), "");
  EXPECT_EQ(one.check(credential_missing()), "");
  EXPECT_EQ(one.needs(), Need::kDefinition);
  EXPECT_EQ(one.turn(), "");
  EXPECT_EQ(one.definition(kTmsKeys), "");
  EXPECT_EQ(one.needs(), Need::kTurn);
  EXPECT_FALSE(one.establish.is_changing());
  EXPECT_EQ(one.definition(kTmsKeys), "") << "a second one is ignored";
  EXPECT_EQ(one.turn(), "send create ");
  EXPECT_EQ(one.needs(), Need::kNothing);
  EXPECT_TRUE(one.establish.is_changing());
  EXPECT_EQ(one.turn(), "") << "at most one create is ever sent";
  EXPECT_EQ(one.definition(kTmsKeys), "");
  EXPECT_EQ(one.needs(), Need::kNothing);
}

TEST(Establish, AsOneOfManyTakesNoDefinitionBeforeItNeedsIt) {
  OneOfMany one;
  EXPECT_EQ(one.definition(kTmsKeys), "");
  EXPECT_EQ(one.check(credential_call_finds_no_system()), "");
  EXPECT_EQ(one.needs(), Establish::Need::kOwnDefinition)
      << "what was told before says nothing of a system that is gone";
}

TEST(Establish, AsOneOfManyBelievesOnlyTheSystemItselfAfterA404) {
  OneOfMany one;
  one.check(credential_call_finds_no_system());
  EXPECT_EQ(one.needs(), Establish::Need::kOwnDefinition);
  EXPECT_EQ(one.definition(Error{.code = ErrorCode::kSystemNotFound}), "finish system_not_found");
  EXPECT_EQ(one.needs(), Establish::Need::kNothing);
}

TEST(Establish, AsOneOfManyNeedsNothingWhereTheCheckDecides) {
  for (const auto& [check, end] :
       std::vector<std::pair<Reply, std::string>>{{credential_good(), "finish exists"},
                                                  {host_unreachable(), "finish host_unreachable"},
                                                  {not_permitted(), "finish forbidden"},
                                                  {token_is_revoked(), "finish token_rejected"}}) {
    OneOfMany one;
    EXPECT_EQ(one.check(check), end);
    EXPECT_EQ(one.needs(), Establish::Need::kNothing);
  }
}

TEST(Establish, AsOneOfManyEndsByTheSameTable) {
  OneOfMany other_method;
  other_method.check(credential_missing());
  EXPECT_EQ(other_method.definition(SystemDefinition{"PASSWORD"}), "finish authn_method_unsupported");
  OneOfMany no_definition;
  no_definition.check(credential_missing());
  EXPECT_EQ(no_definition.definition(Error{.code = ErrorCode::kForbidden}), "finish forbidden");
  OneOfMany bad_token;
  EXPECT_EQ(bad_token.definition(Error{.code = ErrorCode::kTokenRejected}), "abort finish token_rejected");
  OneOfMany good;
  good.definition(Error{.code = ErrorCode::kForbidden});
  EXPECT_EQ(good.check(credential_good()), "finish exists");
}

// ---- By itself

TEST(Establish, CreatesAMissingCredentialInTwoWaves) {
  Scenario scenario = creating();
  EXPECT_EQ(scenario.requests().back(),
            (HttpRequest{.method = Method::kPost,
                         .target = "/v3/systems/credential/stampede3/user/jdoe?createTmsKeys=true",
                         .body = "{}"}));
  scenario.expect({{answered("create", created()), "finish created"}});
}

TEST(Establish, FindsAGoodCredentialAndDoesNotWaitForTheDefinition) {
  first_wave().expect({{answered("check", credential_good()), "abort definition, finish exists"}});
}

TEST(Establish, FindsAGoodCredentialWhateverTheDefinitionSaid) {
  for (const Reply& definition : {system_with("TMS_KEYS"), system_with("PASSWORD"), no_such_system(), html(400)}) {
    first_wave().expect({
        {answered("definition", definition), ""},
        {answered("check", credential_good()), "finish exists"},
    });
  }
}

TEST(Establish, DecidesBySingleAnswersOfTheCheckWithoutTheDefinition) {
  const std::vector<NamedReply> rows = {
      {"the host did not answer", host_unreachable(), "host_unreachable"},
      {"the host did not answer, as 400",
       envelope(400, "error", wrapped_message("SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_CONN_FAIL")), "host_unreachable"},
      {"the host did not answer, as 500",
       envelope(500, "error", wrapped_message("SYSAPI_CRED_CHECK_ERROR", "SYSLIB_CRED_CONN_FAIL")), "host_unreachable"},
      {"403", not_permitted(), "forbidden"},
      {"401 that is no envelope", html(401), "invalid_response"},
      {"400 without a credential code", envelope(400, "error", credential_message("SYSAPI_ACCMETHOD_ENUM_ERROR")),
       "invalid_response"},
      {"2xx that is no envelope", html(200), "invalid_response"},
      {"501 envelope", envelope(501, "Not Implemented", "HTTP 415 Unsupported Media Type"), "server_error"},
      {"too large", NoResponse::kTooLarge, "invalid_response"},
      {"redirected", NoResponse::kRedirected, "invalid_response"},
  };
  for (const NamedReply& row : rows) {
    SCOPED_TRACE(row.name);
    const std::string finish = "finish " + std::string(row.error);
    first_wave().expect({{answered("check", row.reply), "abort definition, " + finish}});
    first_wave().expect({
        {answered("definition", system_with("TMS_KEYS")), ""},
        {answered("check", row.reply), finish},
    });
    first_wave(true).expect({{answered("check", row.reply), "abort definition, " + finish}});
  }
}

TEST(Establish, DecidesByTheCheckAndTheDefinitionTogetherInEitherOrder) {
  struct Row {
    std::string_view name;
    Reply check;
    Reply definition;
    std::string_view then;
  };
  const Reply tms_keys = system_with("TMS_KEYS");
  const Reply password = system_with("PASSWORD");
  const Reply not_found_as_400 = envelope(400, "Bad Request", credential_message("SYSLIB_CRED_NOT_FOUND"));
  const Reply refused_as_400 =
      envelope(400, "error", wrapped_message("SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_VALID_FAIL"));
  const Reply not_supported_as_400 =
      envelope(400, "error", wrapped_message("SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_NOT_SUPPORTED"));
  const std::vector<Row> rows = {
      {"missing", credential_missing(), tms_keys, "send create"},
      {"missing, other method", credential_missing(), password, "finish authn_method_unsupported"},
      {"missing, method in another case", credential_missing(), system_with("TMS_Keys"),
       "finish authn_method_unsupported"},
      {"refused by the host", refused_by_host(), tms_keys, "send create"},
      {"refused by the host, other method", refused_by_host(), password, "finish authn_method_unsupported"},
      {"any other 401", refused_for_an_unknown_reason(), tms_keys, "send create"},
      {"any other 401, other method", refused_for_an_unknown_reason(), password, "finish authn_method_unsupported"},
      {"not supported", not_supported(), password, "finish authn_method_unsupported"},
      {"not supported, for all that the definition says", not_supported(), tms_keys, "finish authn_method_unsupported"},
      {"not supported, definition not readable", not_supported(), html(400), "finish authn_method_unsupported"},
      {"missing, as 400", not_found_as_400, tms_keys, "send create"},
      {"missing, as 400, other method", not_found_as_400, password, "finish authn_method_unsupported"},
      {"refused, as 400", refused_as_400, tms_keys, "send create"},
      {"not supported, as 400", not_supported_as_400, tms_keys, "finish authn_method_unsupported"},
      {"500 of the Systems service", check_failed_inside(), tms_keys, "send create"},
      {"500 of the Systems service, other method", check_failed_inside(), password, "finish authn_method_unsupported"},
      {"404, and the definition is there", credential_call_finds_no_system(), tms_keys, "send create"},
      {"404, and the definition has another method", credential_call_finds_no_system(), password,
       "finish authn_method_unsupported"},
      {"404 twice", credential_call_finds_no_system(), no_such_system(), "finish system_not_found"},
      {"missing, definition 404", credential_missing(), no_such_system(), "finish system_not_found"},
      {"missing, definition 403", credential_missing(), not_permitted(), "finish forbidden"},
      {"missing, definition 500 of the Systems service", credential_missing(),
       envelope(500, "Internal Server Error", "SYSAPI_SYS_GET_ERROR"), "finish server_error"},
      {"missing, definition without a method", credential_missing(), envelope(200, "success", "TAPIS_FOUND", "{}"),
       "finish invalid_response"},
      {"missing, definition that is no envelope", credential_missing(), html(200), "finish invalid_response"},
      {"missing, definition too large", credential_missing(), NoResponse::kTooLarge, "finish invalid_response"},
  };
  for (const Row& row : rows) {
    for (const bool force : {false, true}) {
      SCOPED_TRACE(testing::Message() << row.name << (force ? ", forced" : ""));
      first_wave(force).expect(
          {{answered("check", row.check), ""}, {answered("definition", row.definition), row.then}});
      first_wave(force).expect(
          {{answered("definition", row.definition), ""}, {answered("check", row.check), row.then}});
    }
  }
}

TEST(Establish, NamesTheMethodOfASystemThatDoesNotUseTmsKeys) {
  Scenario scenario = first_wave();
  scenario.expect({
      {answered("check", credential_missing()), ""},
      {answered("definition", system_with("PKI_KEYS")), "finish authn_method_unsupported"},
  });
  EXPECT_EQ(scenario.error().detail, "PKI_KEYS");
}

TEST(Establish, MakesAFreshKeyForAGoodCredentialWhenForced) {
  first_wave(true).expect({
      {answered("check", credential_good()), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
      {answered("create", created()), "finish created"},
  });
  first_wave(true).expect({
      {answered("definition", system_with("TMS_KEYS")), ""},
      {answered("check", credential_good()), "send create"},
  });
  first_wave(true).expect({
      {answered("check", credential_good()), ""},
      {answered("definition", system_with("PASSWORD")), "finish authn_method_unsupported"},
  });
}

TEST(Establish, NeverCreatesWithATokenThatTapisDoesNotAccept) {
  for (const NamedReply& row : token_replies()) {
    SCOPED_TRACE(row.name);
    const std::string finish = "finish " + std::string(row.error);
    first_wave().expect({{answered("check", row.reply), "abort definition, " + finish}});
    first_wave().expect({{answered("definition", row.reply), "abort check, " + finish}});
    first_wave(true).expect({{answered("check", row.reply), "abort definition, " + finish}});
    first_wave().expect({
        {answered("check", credential_missing()), ""},
        {answered("definition", row.reply), finish},
    });
    first_wave().expect({
        {answered("definition", system_with("TMS_KEYS")), ""},
        {answered("check", row.reply), finish},
    });
    creating().expect({{answered("create", row.reply), finish}});
  }
}

TEST(Establish, AsksTheCheckTwiceAgainAfterATransientFailureAndNeverCreates) {
  for (const NamedReply& row : transient_replies()) {
    SCOPED_TRACE(row.name);
    first_wave().expect({
        {answered("check", row.reply), "wait check"},
        {answered("definition", system_with("TMS_KEYS")), ""},
        {wait_over("check"), "send check"},
        {answered("check", row.reply), "wait check"},
        {wait_over("check"), "send check"},
        {answered("check", row.reply), "finish " + std::string(row.error)},
    });
  }
}

TEST(Establish, AsksForTheDefinitionTwiceAgainAfterATransientFailure) {
  for (const NamedReply& row : transient_replies()) {
    SCOPED_TRACE(row.name);
    first_wave().expect({
        {answered("check", credential_missing()), ""},
        {answered("definition", row.reply), "wait definition"},
        {wait_over("definition"), "send definition"},
        {answered("definition", row.reply), "wait definition"},
        {wait_over("definition"), "send definition"},
        {answered("definition", row.reply), "finish " + std::string(row.error)},
    });
  }
}

TEST(Establish, GoesOnAsUsualWhenARepetitionSucceeds) {
  for (const NamedReply& row : transient_replies()) {
    SCOPED_TRACE(row.name);
    first_wave().expect({
        {answered("check", row.reply), "wait check"},
        {answered("definition", row.reply), "wait definition"},
        {wait_over("definition"), "send definition"},
        {answered("definition", system_with("TMS_KEYS")), ""},
        {wait_over("check"), "send check"},
        {answered("check", credential_missing()), "send create"},
        {answered("create", created()), "finish created"},
    });
  }
}

TEST(Establish, FindsAGoodCredentialWhileTheDefinitionWaitsForARepetition) {
  first_wave().expect({
      {answered("definition", html(502)), "wait definition"},
      {answered("check", credential_good()), "abort definition, finish exists"},
  });
}

TEST(Establish, EndsWithTheErrorOfACreateThatTapisAnswered) {
  const std::vector<NamedReply> rows = {
      {"refused by the host", create_refused_by_host(), "credential_refused"},
      {"host did not answer", host_unreachable(), "host_unreachable"},
      {"TMS down",
       envelope(500, "Internal Server Error", wrapped_message("SYSAPI_CRED_ERROR", "SYSLIB_CRED_TMS_KEYS_ERR")),
       "tms_unavailable"},
      {"403", not_permitted(), "forbidden"},
      {"404", credential_call_finds_no_system(), "system_not_found"},
      {"429", html(429), "service_unavailable"},
      {"empty 500", text(500, ""), "server_error"},
      {"500 page", html(500), "server_error"},
      {"413 page", html(413), "invalid_response"},
  };
  for (const NamedReply& row : rows) {
    SCOPED_TRACE(row.name);
    creating().expect({{answered("create", row.reply), "finish " + std::string(row.error)}});
  }
}

std::vector<NamedReply> uncertain_replies() {
  return {
      {"no answer", NoResponse::kNetwork, "network_error"},
      {"timeout", NoResponse::kTimeout, "timeout"},
      {"502", html(502), "service_unavailable"},
      {"503", text(503, ""), "service_unavailable"},
      {"504", html(504), "service_unavailable"},
      {"2xx that is no envelope", html(201), "invalid_response"},
      {"2xx cut off", text(201, R"({"result":null,"status":"success","mess)"), "invalid_response"},
      {"2xx that is no success", envelope(200, "error", "Something"), "invalid_response"},
      {"too large", NoResponse::kTooLarge, "invalid_response"},
      {"redirected", NoResponse::kRedirected, "invalid_response"},
  };
}

TEST(Establish, ChecksAgainAfterACreateThatMayHaveHappened) {
  for (const NamedReply& row : uncertain_replies()) {
    SCOPED_TRACE(row.name);
    creating().expect({
        {answered("create", row.reply), "send check"},
        {answered("check", credential_good()), "finish created (confirmed)"},
    });
  }
}

struct Look {
  std::string name;
  Reply reply;
};

// What a look may find that may be otherwise a few seconds later.
std::vector<Look> passing_looks() {
  std::vector<Look> looks = {
      {"none", credential_missing()},
      {"refused by the host", refused_by_host()},
      {"500 of the Systems service", check_failed_inside()},
      {"401 with an unknown code", refused_for_an_unknown_reason()},
      {"2xx that is no envelope", html(200)},
      {"404 of a proxy", html(404)},
      {"too large", NoResponse::kTooLarge},
  };
  for (NamedReply& row : transient_replies()) {
    if (row.name != "timeout") looks.push_back({row.name, std::move(row.reply)});
  }
  return looks;
}

// What it may find that will be the same.
std::vector<Look> lasting_looks() {
  return {
      {"the host did not answer", host_unreachable()},
      {"not supported", not_supported()},
      {"not permitted", not_permitted()},
      {"no such system", credential_call_finds_no_system()},
      {"no answer in time", NoResponse::kTimeout},
  };
}

TEST(Establish, LooksAgainAfterThreeAndTenSecondsWhatBecameOfAnUncertainCreate) {
  for (const NamedReply& row : uncertain_replies()) {
    for (const Look& look : passing_looks()) {
      SCOPED_TRACE(concat({row.name, ", then ", look.name}));
      const std::string finish = "finish " + std::string(row.error);
      Scenario scenario = creating();
      scenario.expect({
          {answered("create", row.reply), "send check"},
          {answered("check", look.reply), "wait check"},
          {wait_over("check"), "send check"},
          {answered("check", look.reply), "wait check"},
          {wait_over("check"), "send check"},
          {answered("check", look.reply), finish},
      });
      ASSERT_EQ(scenario.waits().size(), 2U);
      EXPECT_GE(scenario.waits()[0], 3000U);
      EXPECT_LE(scenario.waits()[0], 3600U);
      EXPECT_GE(scenario.waits()[0] + scenario.waits()[1], 10'000U);
      EXPECT_LE(scenario.waits()[0] + scenario.waits()[1], 12'000U);
    }
  }
}

TEST(Establish, FindsACreateThatTakesEffectLate) {
  for (const Look& look : passing_looks()) {
    SCOPED_TRACE(look.name);
    creating().expect({
        {answered("create", NoResponse::kNetwork), "send check"},
        {answered("check", look.reply), "wait check"},
        {wait_over("check"), "send check"},
        {answered("check", credential_good()), "finish created (confirmed)"},
    });
    creating().expect({
        {answered("create", html(504)), "send check"},
        {answered("check", look.reply), "wait check"},
        {wait_over("check"), "send check"},
        {answered("check", look.reply), "wait check"},
        {wait_over("check"), "send check"},
        {answered("check", credential_good()), "finish created (confirmed)"},
    });
  }
}

TEST(Establish, DoesNotLookAgainWhereALookWillFindTheSame) {
  for (const NamedReply& row : uncertain_replies()) {
    for (const Look& look : lasting_looks()) {
      SCOPED_TRACE(concat({row.name, ", then ", look.name}));
      const std::string finish = "finish " + std::string(row.error);
      creating().expect({{answered("create", row.reply), "send check"}, {answered("check", look.reply), finish}});
      creating().expect({
          {answered("create", row.reply), "send check"},
          {answered("check", credential_missing()), "wait check"},
          {wait_over("check"), "send check"},
          {answered("check", look.reply), finish},
      });
    }
  }
}

TEST(Establish, TellsEachWaitBeforeALookAndTheHowManiethItIs) {
  Scenario scenario = creating();
  const std::size_t before = scenario.reports().size();
  scenario.expect({
      {answered("create", NoResponse::kNetwork), "send check"},
      {answered("check", credential_missing()), "wait check"},
      {wait_over("check"), "send check"},
  });
  std::vector<std::string> lines;
  for (std::size_t at = before; at < scenario.reports().size(); ++at) {
    const StepReport& report = scenario.reports()[at];
    const std::string what = report.response ? report.response->summary : (report.wait_ms == 0 ? "asked" : "waits");
    lines.push_back(concat({report.step, " ", std::to_string(report.attempt), " ", what}));
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"create 1 no answer", "check 1 asked", "check 1 none found",
                                             "check 2 waits", "check 2 asked"}));
  EXPECT_EQ(scenario.reports().at(before + 3).wait_ms, scenario.waits().back());
}

// What the error says after an uncertain create, whose last look found this, where `first` was true before.
std::string said_after(const Reply& last, const Reply& first = credential_missing()) {
  Scenario scenario = first_wave();
  scenario.expect({
      {answered("definition", system_with("TMS_KEYS")), ""},
      {answered("check", first), "send create"},
      {answered("create", html(504)), "send check"},
      {answered("check", html(502)), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", html(502)), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", last), "finish service_unavailable"},
  });
  return scenario.error().detail;
}

TEST(Establish, SaysWhatTheLastLookFoundAndNothingOfWhatTapisMayStillDo) {
  constexpr std::string_view kNone = " Checks afterwards found none, but they may still come: check them later.";
  constexpr std::string_view kNotKnown =
      " Whether credentials were created is not known: check them later, for they may still come.";
  constexpr std::string_view kDown =
      " A check afterwards found credentials, but the host did not answer: check them later.";
  constexpr std::string_view kRefused =
      " A check afterwards found credentials, but the host refused them: check them later.";
  EXPECT_EQ(said_after(credential_missing()), kNone);
  EXPECT_EQ(said_after(credential_missing(), refused_by_host()), kNone);
  EXPECT_EQ(said_after(host_unreachable()), kDown);
  EXPECT_EQ(said_after(refused_by_host()), kRefused);
  // There were some before, or may have been: these say nothing of the new ones.
  for (const Reply& first : {refused_by_host(), check_failed_inside(), refused_for_an_unknown_reason()}) {
    EXPECT_EQ(said_after(host_unreachable(), first), kNotKnown);
    EXPECT_EQ(said_after(refused_by_host(), first), kNotKnown);
  }
  for (const Reply& last : {not_supported(), not_permitted(), credential_call_finds_no_system(), html(200), html(502),
                            check_failed_inside(), Reply(NoResponse::kTimeout), Reply(NoResponse::kNetwork)}) {
    EXPECT_EQ(said_after(last), kNotKnown);
  }
}

TEST(Establish, NeverSaysThatNothingWasCreatedWhenTheAnswerWasLost) {
  std::vector<Look> looks = passing_looks();
  for (Look& look : lasting_looks()) looks.push_back(std::move(look));
  const auto claims_nothing = [](const Scenario& scenario) {
    const std::string text = message(scenario.error(), {"stampede3", "jdoe"});
    EXPECT_TRUE(text.find("may still") != std::string::npos || text.find("check them later") != std::string::npos)
        << text;
    for (const std::string_view claim : {"othing was", "o credentials were", "were not", "was not created"}) {
      EXPECT_EQ(text.find(claim), std::string::npos) << text;
    }
  };
  // A gateway's status says that the answer was lost, whatever stands in it.
  std::vector<NamedReply> lost = uncertain_replies();
  lost.push_back({"503 with a code of TMS",
                  envelope(503, "error", wrapped_message("SYSAPI_CRED_ERROR", "SYSLIB_CRED_TMS_KEYS_ERR")),
                  "service_unavailable"});
  lost.push_back({"504 with a code of the host",
                  envelope(504, "error", wrapped_message("SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_CONN_FAIL")),
                  "service_unavailable"});
  for (const NamedReply& row : lost) {
    SCOPED_TRACE(row.name);
    for (const Look& look : looks) {
      SCOPED_TRACE(look.name);
      Scenario scenario = creating();
      scenario.expect({{answered("create", row.reply), "send check"}});
      while (!scenario.is_finished()) {
        const bool waits = scenario.play(answered("check", look.reply)) == "wait check";
        if (waits) scenario.play(wait_over("check"));
      }
      claims_nothing(scenario);
    }
    for (const Happening& end : {cancel(), close()}) {
      Scenario looking = creating();
      looking.expect({{answered("create", row.reply), "send check"}});
      looking.play(end);
      claims_nothing(looking);
      Scenario waiting = creating();
      waiting.expect(
          {{answered("create", row.reply), "send check"}, {answered("check", credential_missing()), "wait check"}});
      waiting.play(end);
      claims_nothing(waiting);
    }
  }
}

TEST(Establish, EndsWithTheTokenErrorWhenTheCheckAfterAnUncertainCreateFindsOne) {
  creating().expect({
      {answered("create", NoResponse::kNetwork), "send check"},
      {answered("check", token_is_revoked()), "finish token_rejected"},
  });
}

TEST(Establish, SaysThatAnUncertainCreateMayHaveHappenedWhenTheTokenIsNoGoodAfterwards) {
  for (const Reply& reply : {token_is_revoked(), token_has_expired()}) {
    Scenario at_once = creating();
    at_once.play(answered("create", html(504)));
    at_once.play(answered("check", reply));
    Scenario later = creating();
    later.play(answered("create", html(504)));
    later.play(answered("check", credential_missing()));
    later.play(wait_over("check"));
    later.play(answered("check", reply));
    for (const Scenario* scenario : {&at_once, &later}) {
      EXPECT_TRUE(is_about_token(scenario->error().code));
      EXPECT_NE(message(scenario->error()).find("not known"), std::string::npos);
    }
  }
}

TEST(Establish, DoesNotTakeTheOldKeyForAFreshOneWhenTheAnswerIsLost) {
  first_wave(true).expect({
      {answered("check", credential_good()), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
      {answered("create", NoResponse::kTimeout), "send check"},
      {answered("check", credential_good()), "finish created (with either key)"},
  });
  first_wave(true).expect({
      {answered("check", credential_good()), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
      {answered("create", NoResponse::kTimeout), "send check"},
      {answered("check", html(502)), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", credential_good()), "finish created (with either key)"},
  });
}

TEST(Establish, TellsTheKeyByTheCheckBeforehandWhereThatSaidThatThereWasNoGoodOne) {
  const auto created_after = [](const Reply& first) {
    Scenario scenario = first_wave();
    scenario.expect({
        {answered("definition", system_with("TMS_KEYS")), ""},
        {answered("check", first), "send create"},
        {answered("create", NoResponse::kTimeout), "send check"},
    });
    return scenario.play(answered("check", credential_good()));
  };
  for (const Reply& none : {credential_missing(), refused_by_host()}) {
    EXPECT_EQ(created_after(none), "finish created (confirmed)");
  }
  for (const Reply& perhaps :
       {check_failed_inside(), refused_for_an_unknown_reason(), credential_call_finds_no_system()}) {
    EXPECT_EQ(created_after(perhaps), "finish created (with either key)");
  }
}

TEST(Establish, KeepsWhatTapisSaidOfASystemThatIsNotSupported) {
  Scenario scenario = first_wave();
  scenario.expect({
      {answered("check", not_supported()), ""},
      {answered("definition", system_with("TMS_KEYS")), "finish authn_method_unsupported"},
  });
  EXPECT_EQ(scenario.error().http_status, 401);
  EXPECT_EQ(scenario.error().tapis_code, "SYSLIB_CRED_NOT_SUPPORTED");
  EXPECT_EQ(message(scenario.error()).find("TMS_KEYS, not"), std::string::npos);
}

TEST(Establish, NamesTheTenantThatMayNotUseTms) {
  for (const int status : {400, 403, 500}) {
    Scenario scenario = creating();
    const Reply reply =
        envelope(status, "error", wrapped_message("SYSAPI_CRED_ERROR", "SYSLIB_CRED_TMS_KEYS_TENANT_NOT_ALLOWED"));
    scenario.expect({{answered("create", reply), "finish credential_refused"}});
    EXPECT_EQ(scenario.error().detail, "designsafe");
    EXPECT_TRUE(message(scenario.error(), {"stampede3", "jdoe"}).starts_with("The tenant designsafe may not use"));
  }
}

TEST(Establish, NamesATenantWithoutWhatDoesNotBelongIntoAText) {
  OperationContext with = context();
  with.tenant = "design\nsafe";
  Scenario scenario(std::make_unique<Establish>(with, Establish::Options{}));
  scenario.expect({
      {start(), "send check, send definition"},
      {answered("definition", system_with("TMS_KEYS")), ""},
      {answered("check", credential_missing()), "send create"},
      {answered("create", envelope(400, "error", "SYSLIB_CRED_TMS_KEYS_TENANT_NOT_ALLOWED x")),
       "finish credential_refused"},
  });
  EXPECT_EQ(scenario.error().detail, "design safe");
}

TEST(Establish, SaysWhyTmsRefused) {
  Scenario scenario = creating();
  scenario.expect({{answered("create", tms_answered("Code: 403 Missing or expired dependency: no MFA record")),
                    "finish credential_refused"}});
  const std::string text = message(scenario.error(), {"stampede3", "jdoe"});
  EXPECT_NE(text.find("“Missing or expired dependency: no MFA record”"), std::string::npos) << text;
}

TEST(Establish, NeverCreatesOnWhatAProxyAnswersInJson) {
  for (const int status : {400, 401, 404, 500}) {
    for (const NamedReply& row : foreign_json(status)) {
      SCOPED_TRACE(testing::Message() << status << ", " << row.name);
      Scenario scenario = first_wave();
      scenario.expect({{answered("definition", system_with("TMS_KEYS")), ""}});
      std::string then = scenario.play(answered("check", row.reply));
      while (then == "wait check") {  // a 500 is asked again
        scenario.play(wait_over("check"));
        then = scenario.play(answered("check", row.reply));
      }
      EXPECT_EQ(then, status == 500 ? "finish server_error" : "finish invalid_response");
      EXPECT_FALSE(scenario.has_sent("create"));
    }
  }
}

TEST(Establish, IsNotConfusedByASystemOrAUserCalledLikeACode) {
  for (const std::string name : {"SYSLIB_CRED_CONN_FAIL", "SYSLIB_CRED_NOT_FOUND", "SYSLIB_CRED_NOT_SUPPORTED",
                                 "SYSLIB_CRED_TMS_KEYS_ERR", "TAPIS_SECURITY_JWT_EXPIRED"}) {
    SCOPED_TRACE(name);
    OperationContext with = context();
    with.subject = {.system_id = name, .username = concat({"Message: ", name, " x"})};
    const auto message_of = [&](std::string_view code) {
      return concat({code, " Something. jwtTenant: designsafe jwtUserId: ", with.subject.username,
                     " OboTenant: designsafe OboUser: ", with.subject.username, " System: ", name,
                     " User: ", with.subject.username});
    };
    const auto wrapped = [&](std::string_view outer, std::string_view inner) {
      return concat({message_of(outer), " AuthnMethod: TMS_KEYS Message: ", message_of(inner), " Host: ", name});
    };
    const auto begin = [&] {
      Scenario scenario(std::make_unique<Establish>(with, Establish::Options{}));
      scenario.expect(
          {{start(), "send check, send definition"}, {answered("definition", system_with("TMS_KEYS")), ""}});
      return scenario;
    };
    const auto first_check = [&](const Reply& reply) { return begin().play(answered("check", reply)); };
    constexpr std::string_view kOuter = "SYSAPI_CRED_VALID_FAIL";
    EXPECT_EQ(first_check(envelope(401, "Unauthorized", message_of("SYSLIB_CRED_NOT_FOUND"))), "send create");
    EXPECT_EQ(first_check(envelope(401, "error", wrapped(kOuter, "SYSLIB_CRED_VALID_FAIL"))), "send create");
    EXPECT_EQ(first_check(envelope(401, "error", wrapped(kOuter, "SYSLIB_CRED_CONN_FAIL"))), "finish host_unreachable");
    EXPECT_EQ(first_check(envelope(401, "error", wrapped(kOuter, "SYSLIB_CRED_NOT_SUPPORTED"))),
              "finish authn_method_unsupported");

    const auto created_with = [&](const Reply& reply) {
      Scenario scenario = begin();
      scenario.expect({{answered("check", credential_missing()), "send create"}});
      return scenario.play(answered("create", reply));
    };
    EXPECT_EQ(created_with(envelope(401, "error", wrapped(kOuter, "SYSLIB_CRED_VALID_FAIL"))),
              "finish credential_refused");
    EXPECT_EQ(created_with(envelope(401, "error", wrapped(kOuter, "SYSLIB_CRED_CONN_FAIL"))),
              "finish host_unreachable");
    EXPECT_EQ(created_with(envelope(400, "Bad Request", message_of("SYSLIB_CRED_TMS_KEYS_NOT_ALLOWED"))),
              "finish credential_refused");
    EXPECT_EQ(created_with(envelope(500, "error", wrapped("SYSAPI_CRED_ERROR", "SYSLIB_CRED_SK_ERROR"))),
              "finish server_error");
  }
}

TEST(Establish, EndsWithWhatTapisSaysOfTheTokenHoweverOldItIs) {
  first_wave().expect({
      {answered("definition", system_with("TMS_KEYS")), ""},
      {answered("check", token_has_expired()), "finish token_expired"},
  });
  creating().expect({{answered("create", token_has_expired()), "finish token_expired"}});
}

TEST(Establish, CancelAbortsWhateverIsOnItsWay) {
  first_wave().expect({{cancel(), "abort check, abort definition, finish cancelled"}});
  first_wave().expect({{close(), "abort check, abort definition, finish closed"}});
  first_wave().expect({
      {answered("check", credential_missing()), ""},
      {cancel(), "abort definition, finish cancelled"},
  });
  first_wave().expect({
      {answered("check", html(502)), "wait check"},
      {cancel(), "abort check, abort definition, finish cancelled"},
  });
  first_wave().expect({
      {answered("check", html(502)), "wait check"},
      {answered("definition", html(502)), "wait definition"},
      {wait_over("check"), "send check"},
      {cancel(), "abort check, abort definition, finish cancelled"},
  });
  creating().expect({{cancel(), "abort create, finish cancelled"}});
  creating().expect({
      {answered("create", html(504)), "send check"},
      {cancel(), "abort check, finish cancelled"},
  });
  creating().expect({
      {answered("create", html(504)), "send check"},
      {answered("check", credential_missing()), "wait check"},
      {cancel(), "abort check, finish cancelled"},
  });
}

TEST(Establish, SaysThatACancelledCreateMayStillTakeEffect) {
  Scenario scenario = creating();
  scenario.expect({{cancel(), "abort create, finish cancelled"}});
  EXPECT_EQ(scenario.error().detail,
            " The request was already on its way and may still take effect: check the credentials to see.");

  Scenario checking = creating();
  checking.expect({{answered("create", html(504)), "send check"}, {cancel(), "abort check, finish cancelled"}});
  EXPECT_EQ(checking.error().detail, scenario.error().detail);

  Scenario waiting = creating();
  waiting.expect({
      {answered("create", html(504)), "send check"},
      {answered("check", credential_missing()), "wait check"},
      {close(), "abort check, finish closed"},
  });
  EXPECT_EQ(waiting.error().detail, scenario.error().detail);

  Scenario reading = first_wave();
  reading.expect({{cancel(), "abort check, abort definition, finish cancelled"}});
  EXPECT_EQ(reading.error().detail, "");
}

TEST(Establish, EndsWithWhatTapisSaid) {
  Scenario scenario = first_wave();
  scenario.expect({{answered("check", host_unreachable()), "abort definition, finish host_unreachable"}});
  EXPECT_EQ(scenario.error().http_status, 401);
  EXPECT_EQ(scenario.error().tapis_code, "SYSLIB_CRED_CONN_FAIL");
  EXPECT_TRUE(scenario.error().server_message.starts_with("SYSAPI_CRED_VALID_FAIL "));
}

// ---- Patience

constexpr double kFiveMinutes = 300000;

// A patient scenario whose create is on its way.
Scenario patient(double patience_ms = kFiveMinutes, bool force = false) {
  Scenario scenario(
      std::make_unique<Establish>(context(), Establish::Options{.force = force, .patience_ms = patience_ms}));
  scenario.expect({
      {start(), "send check, send definition"},
      {answered("check", force ? credential_good() : credential_missing()), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
  });
  return scenario;
}

// The same after its first create was refused, and the wait.
Scenario checking_again(bool force = false) {
  Scenario scenario = patient(kFiveMinutes, force);
  scenario.expect({{answered("create", create_refused_by_host()), "wait check"}, {wait_over("check"), "send check"}});
  return scenario;
}

TEST(Establish, WithPatienceTriesThreeTimesMoreWhereTheHostRefusesTheNewKey) {
  Scenario scenario = patient();
  scenario.expect({
      {answered("create", create_refused_by_host()), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", credential_missing()), "send create"},
      {answered("create", create_refused_by_host()), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", credential_missing()), "send create"},
      {answered("create", create_refused_by_host()), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", credential_missing()), "send create"},
      {answered("create", create_refused_by_host()), "finish credential_refused"},
  });
  ASSERT_EQ(scenario.waits().size(), 3U);
  double all = 0;
  for (const std::uint32_t wait : scenario.waits()) all += wait;
  EXPECT_LE(all, kFiveMinutes);
  EXPECT_GE(all, 0.9 * kFiveMinutes - 3) << "the last try is near the end of the time";
  EXPECT_LT(scenario.waits()[0], scenario.waits()[1]);
  EXPECT_LT(scenario.waits()[1], scenario.waits()[2]);
}

TEST(Establish, WithPatienceEndsAsSoonAsTheHostAcceptsAKey) {
  checking_again().expect({
      {answered("check", credential_missing()), "send create"},
      {answered("create", created()), "finish created"},
  });
}

TEST(Establish, TellsEachPatientWaitAndTheHowManiethCreateItIs) {
  Scenario scenario = checking_again();
  scenario.expect({{answered("check", credential_missing()), "send create"}});
  const std::vector<StepReport>& reports = scenario.reports();
  const auto wait = std::find_if(reports.begin(), reports.end(), [](const auto& report) { return report.wait_ms > 0; });
  ASSERT_NE(wait, reports.end());
  EXPECT_EQ(wait->step, "check");
  EXPECT_EQ(wait->attempt, 1) << "it repeats no check";
  EXPECT_EQ(wait->wait_ms, scenario.waits().front());
  EXPECT_EQ(reports.back().step, "create");
  EXPECT_EQ(reports.back().attempt, 2);
  EXPECT_EQ(reports.back().wait_ms, 0U);
}

TEST(Establish, IsPatientOnlyWithAHostThatRefusesTheNewKey) {
  const auto failed = [](std::string_view code, int status) {
    return envelope(status, "Internal Server Error", wrapped_message("SYSAPI_CRED_ERROR", code));
  };
  struct Row {
    std::string_view name;
    Reply reply;
    std::string_view then;
  };
  const std::vector<Row> rows = {
      {"refused by the host, as 500",
       envelope(500, "error", wrapped_message("SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_VALID_FAIL")), "wait check"},
      {"refused by the host, as 400", envelope(400, "error", "SYSAPI_CRED_VALID_FAIL x"), "wait check"},
      {"nothing to try", envelope(401, "error", wrapped_message("SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_NOT_FOUND")),
       "finish credential_refused"},
      {"the host did not answer", host_unreachable(), "finish host_unreachable"},
      {"not supported", not_supported(), "finish authn_method_unsupported"},
      {"the tenant", failed("SYSLIB_CRED_TMS_KEYS_TENANT_NOT_ALLOWED", 500), "finish credential_refused"},
      {"the account", failed("SYSLIB_CRED_TMS_KEYS_NOT_ALLOWED", 400), "finish credential_refused"},
      {"TMS is not configured", failed("SYSLIB_CRED_TMS_KEYS_NOT_CFG", 500), "finish credential_refused"},
      {"the type", failed("SYSLIB_CRED_TMS_KEYS_INVALID_SYS_TYPE", 500), "finish credential_refused"},
      {"an argument", failed("SYSLIB_CRED_TMS_KEYS_BAD_ARG", 400), "finish credential_refused"},
      {"TMS", tms_answered("Code: 403 Missing or expired dependency"), "finish credential_refused"},
      {"TMS is down", failed("SYSLIB_CRED_TMS_KEYS_ERR", 500), "finish tms_unavailable"},
      {"a 4xx that nobody knows", envelope(422, "error", "SYSLIB_CRED_BRAND_NEW x"), "finish credential_refused"},
      {"not permitted", not_permitted(), "finish forbidden"},
      {"the token", token_is_revoked(), "finish token_rejected"},
      {"bare text", text(401, "SYSLIB_CRED_VALID_FAIL x"), "finish invalid_response"},
      {"done", created(), "finish created"},
      {"perhaps done", NoResponse::kNetwork, "send check"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(patient().play(answered("create", row.reply)), row.then);
  }
}

TEST(Establish, GoesByTheSameTableWhenItChecksAgain) {
  const std::vector<std::pair<Reply, std::string_view>> rows = {
      {credential_missing(), "send create"},
      {refused_by_host(), "send create"},
      {refused_for_an_unknown_reason(), "send create"},
      {credential_good(), "finish exists"},
      {host_unreachable(), "finish host_unreachable"},
      {not_supported(), "finish authn_method_unsupported"},
      {not_permitted(), "finish forbidden"},
      {token_is_revoked(), "finish token_rejected"},
      {NoResponse::kTooLarge, "finish invalid_response"},
      {html(502), "wait check"},
      {credential_call_finds_no_system(), "send definition"},
  };
  for (const auto& [reply, then] : rows) EXPECT_EQ(checking_again().play(answered("check", reply)), then);
}

TEST(Establish, BelievesNoOldDefinitionOfASystemThatIsGone) {
  checking_again().expect({{answered("check", credential_call_finds_no_system()), "send definition"},
                           {answered("definition", no_such_system()), "finish system_not_found"}});
  checking_again().expect({{answered("check", credential_call_finds_no_system()), "send definition"},
                           {answered("definition", system_with("TMS_KEYS")), "send create"}});
}

TEST(Establish, DoesNotTakeTheOldKeyForTheFreshOneThatTheHostRefused) {
  checking_again(true).expect({{answered("check", credential_good()), "send create"},
                               {answered("create", NoResponse::kTimeout), "send check"},
                               {answered("check", credential_good()), "finish created (with either key)"}});
}

TEST(Establish, IsNotPatientAfterACreateThatIsPerhapsDone) {
  checking_again().expect({{answered("check", credential_missing()), "send create"},
                           {answered("create", NoResponse::kNetwork), "send check"},
                           {answered("check", credential_missing()), "wait check"},
                           {wait_over("check"), "send check"},
                           {answered("check", refused_by_host()), "wait check"},
                           {wait_over("check"), "send check"},
                           {answered("check", refused_by_host()), "finish network_error"}});
}

TEST(Establish, KnowsByTheLastCheckWhoseKeyIsFoundAfterALostAnswer) {
  checking_again().expect({{answered("check", credential_missing()), "send create"},
                           {answered("create", NoResponse::kNetwork), "send check"},
                           {answered("check", credential_good()), "finish created (confirmed)"}});
  checking_again().expect({{answered("check", check_failed_inside()), "send create"},
                           {answered("create", NoResponse::kNetwork), "send check"},
                           {answered("check", credential_good()), "finish created (with either key)"}});
}

TEST(Establish, CancelEndsPatience) {
  Scenario scenario = patient();
  scenario.expect(
      {{answered("create", create_refused_by_host()), "wait check"}, {cancel(), "abort check, finish cancelled"}});
  EXPECT_EQ(scenario.error().detail, "") << "nothing is on its way that might still take effect";
}

TEST(Establish, RefusesAPatienceThatCannotBe) {
  for (const double patience_ms : {-1.0, 3600000.5, std::numeric_limits<double>::infinity(), std::nan("")}) {
    Scenario scenario(std::make_unique<Establish>(context(), Establish::Options{.patience_ms = patience_ms}));
    scenario.expect({{start(), "finish invalid_argument"}});
    EXPECT_NE(scenario.error().detail.find("patienceMs"), std::string::npos);
  }
  patient(3600000).expect({{answered("create", create_refused_by_host()), "wait check"}});
}

TEST(Establish, AsOneOfManyNeedsTimeAndThenItsTurnAgain) {
  using Need = Establish::Need;
  Establish one(context(), {.patience_ms = kFiveMinutes, .is_one_of_many = true});
  one.handle(Started{});
  one.handle(Answered{0, credential_missing(), 1});
  one.give_definition(SystemDefinition{"TMS_KEYS"});
  EXPECT_EQ(text_of(one.give_turn()), "send create ");
  one.handle(Answered{2, create_refused_by_host(), 1});
  EXPECT_EQ(one.needs(), Need::kTime);
  EXPECT_FALSE(one.is_changing());
  EXPECT_EQ(text_of(one.handle(WaitOver{0})), "send check ");
  EXPECT_EQ(one.needs(), Need::kNothing);
  EXPECT_EQ(text_of(one.handle(Answered{0, credential_missing(), 1})), "");
  EXPECT_EQ(one.needs(), Need::kTurn);
  one.lose_patience();
  EXPECT_EQ(text_of(one.give_turn()), "send create ");
  EXPECT_EQ(text_of(one.handle(Answered{2, create_refused_by_host(), 1})), "finish credential_refused");
}

}  // namespace
}  // namespace tms
