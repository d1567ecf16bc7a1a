#include "core/establish.h"

#include <gtest/gtest.h>

#include <memory>

#include "scenario.h"
#include "tapis_answers.h"

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

// The effects of tell_definition(), by their kinds.
std::string told(Establish& establish, const std::optional<Result<SystemDefinition>>& definition, TimeMs now = kNow) {
  std::string text;
  for (const Effect& effect : establish.tell_definition(definition, now)) {
    if (const auto* send = std::get_if<SendRequest>(&effect)) text += concat({"send ", call_of(send->request), " "});
    if (std::holds_alternative<AbortRequest>(effect)) text += "abort ";
    if (const auto* finish = std::get_if<Finish>(&effect)) text += concat({"finish ", name_of(finish->result)});
  }
  return text;
}

TEST(Establish, DoesNotAskForADefinitionThatFollows) {
  const SystemDefinition tms_keys{"TMS_KEYS"};
  const Answered missing{0, credential_missing(), 1};
  const auto begin = [](bool follows = true) {
    auto establish = std::make_unique<Establish>(context(), Establish::Options{.definition_follows = follows});
    const Effects effects = establish->handle(Started{}, kNow);
    EXPECT_EQ(effects.size(), follows ? 2U : 4U) << "a report and a request each";
    return establish;
  };
  const auto early = begin();
  EXPECT_EQ(told(*early, tms_keys), "");
  EXPECT_EQ(early->handle(missing, kNow).size(), 3U) << "two reports and the create";
  EXPECT_TRUE(early->is_changing());
  const auto late = begin();
  late->handle(missing, kNow);
  EXPECT_EQ(told(*late, tms_keys), "send create ");
  EXPECT_EQ(told(*late, tms_keys), "") << "told once more";
  EXPECT_EQ(told(*late, std::nullopt), "") << "told once more";

  EXPECT_EQ(told(*begin(), std::nullopt), "send definition ");
  EXPECT_EQ(told(*begin(), Error{.code = ErrorCode::kTokenRejected}), "abort finish token_rejected");
  EXPECT_EQ(told(*begin(), std::nullopt, kTokenExpires), "abort finish token_expired");
  EXPECT_EQ(told(*begin(false), tms_keys), "") << "it asked for itself";

  const auto finished = begin();
  finished->handle(Answered{0, credential_good(), 1}, kNow);
  EXPECT_EQ(told(*finished, std::nullopt), "");
}

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

TEST(Establish, EndsWithTheErrorOfTheCreateWhenTheCheckAfterwardsIsNotGood) {
  const std::vector<Reply> checks = {
      credential_missing(),
      refused_by_host(),
      host_unreachable(),
      not_supported(),
      check_failed_inside(),
      not_permitted(),
      html(200),
      refused_for_an_unknown_reason(),
      credential_call_finds_no_system(),
  };
  for (const NamedReply& row : uncertain_replies()) {
    for (const Reply& check : checks) {
      SCOPED_TRACE(row.name);
      creating().expect({
          {answered("create", row.reply), "send check"},
          {answered("check", check), "finish " + std::string(row.error)},
      });
    }
  }
}

TEST(Establish, SaysWhatTheCheckAfterAnUncertainCreateFound) {
  const auto detail_after = [](Reply check) {
    Scenario scenario = creating();
    scenario.expect({
        {answered("create", NoResponse::kTimeout), "send check"},
        {answered("check", std::move(check)), "finish timeout"},
    });
    return scenario.error().detail;
  };
  EXPECT_EQ(detail_after(credential_missing()), " A check afterwards found that nothing was created.");
  EXPECT_EQ(detail_after(host_unreachable()), " Whether credentials were created is not known: check them later.");
  EXPECT_EQ(detail_after(not_permitted()), " Whether credentials were created is not known: check them later.");
}

TEST(Establish, AsksTheCheckAfterAnUncertainCreateAgainToo) {
  creating().expect({
      {answered("create", html(504)), "send check"},
      {answered("check", html(502)), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", NoResponse::kNetwork), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", credential_good()), "finish created (confirmed)"},
  });
  creating().expect({
      {answered("create", html(504)), "send check"},
      {answered("check", html(502)), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", html(502)), "wait check"},
      {wait_over("check"), "send check"},
      {answered("check", NoResponse::kNetwork), "finish service_unavailable"},
  });
}

TEST(Establish, EndsWithTheTokenErrorWhenTheCheckAfterAnUncertainCreateFindsOne) {
  creating().expect({
      {answered("create", NoResponse::kNetwork), "send check"},
      {answered("check", token_is_revoked()), "finish token_rejected"},
  });
}

TEST(Establish, SaysThatAnUncertainCreateMayHaveHappenedWhenTheTokenIsNoGoodAfterwards) {
  for (const Happening& when : {answered("create", html(504)), answered("create", html(504)).at(kTokenExpires)}) {
    Scenario scenario = creating();
    scenario.play(when);
    if (!scenario.is_finished()) scenario.play(answered("check", token_is_revoked()));
    EXPECT_TRUE(is_about_token(scenario.error().code));
    EXPECT_NE(message(scenario.error()).find("not known"), std::string::npos);
  }
}

TEST(Establish, DoesNotTakeTheOldKeyForAFreshOneWhenTheAnswerIsLost) {
  first_wave(true).expect({
      {answered("check", credential_good()), ""},
      {answered("definition", system_with("TMS_KEYS")), "send create"},
      {answered("create", NoResponse::kTimeout), "send check"},
      {answered("check", credential_good()), "finish created (with either key)"},
  });
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

TEST(Establish, DoesNotCreateOnceTheTokenHasExpired) {
  first_wave().expect({
      {answered("definition", system_with("TMS_KEYS")), ""},
      {answered("check", credential_missing()).at(kTokenExpires), "finish token_expired"},
  });
  first_wave().expect({
      {answered("definition", system_with("TMS_KEYS")), ""},
      {answered("check", credential_missing()).at(kTokenExpires - 1), "send create"},
  });
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
}

TEST(Establish, SaysThatACancelledCreateMayStillTakeEffect) {
  Scenario scenario = creating();
  scenario.expect({{cancel(), "abort create, finish cancelled"}});
  EXPECT_EQ(scenario.error().detail,
            " The request was already on its way and may still take effect: check the credentials to see.");

  Scenario checking = creating();
  checking.expect({{answered("create", html(504)), "send check"}, {cancel(), "abort check, finish cancelled"}});
  EXPECT_EQ(checking.error().detail, scenario.error().detail);

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

}  // namespace
}  // namespace tms
