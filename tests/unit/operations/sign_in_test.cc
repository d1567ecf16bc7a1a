#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/operations/ask_for_token.h"
#include "core/operations/revoke_token.h"
#include "core/operations/start_sign_in.h"
#include "unit/authenticator_answers.h"
#include "unit/scenario.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

Scenario starting(const std::string& client_id = "designsafe.page") {
  return Scenario(std::make_unique<StartSignIn>(OperationContext{}, client_id, "https://designsafe.tapis.io"));
}

std::shared_ptr<const DeviceCode> a_code() {
  DeviceCode code{.client_id = "designsafe.page", .user_code = std::string(kUserCode)};
  code.device_code = Secret::copy_of(kDeviceCode);
  return std::make_shared<const DeviceCode>(std::move(code));
}

Scenario asking() { return Scenario(std::make_unique<AskForToken>(OperationContext{}, a_code())); }

Scenario revoking(std::string_view token) {
  return Scenario(std::make_unique<RevokeToken>(OperationContext{.seed = 7}, Secret::copy_of(token), "access token"));
}

// Nothing that is shown or logged may hold a secret.
void expect_nowhere(const Scenario& scenario, std::string_view secret) {
  std::string shown;
  for (const StepReport& report : scenario.reports()) {
    shown += concat({report.step, report.text, report.target});
    if (report.response) shown += concat({report.response->tapis_code, report.response->summary});
  }
  EXPECT_EQ(shown.find(secret), std::string::npos);
}
void expect_not_in_error(const Scenario& scenario, std::string_view secret) {
  const Error& error = scenario.error();
  EXPECT_EQ(concat({error.server_message, error.tapis_code, error.detail, message(error)}).find(secret),
            std::string::npos);
  expect_nowhere(scenario, secret);
}

TEST(StartSignIn, AsksOnceForACode) {
  Scenario scenario = starting();
  scenario.expect({{start(), "send device-code"}, {answered("device-code", code_given()), "finish code"}});
  EXPECT_EQ(scenario.code().user_code, kUserCode);
  expect_nowhere(scenario, kDeviceCode);
}

TEST(StartSignIn, SendsNothingForAClientThatCannotBe) {
  for (const char* id : {"", "a b", "a\"b"}) starting(id).expect({{start(), "finish invalid_argument"}});
}

TEST(StartSignIn, EndsWithWhateverWentWrongAndAsksNotAgain) {
  for (const Failure& row : failures_on_the_way()) {
    SCOPED_TRACE(row.name);
    Scenario scenario = starting();
    scenario.expect(
        {{start(), "send device-code"}, {answered("device-code", row.reply), concat({"finish ", row.error})}});
    EXPECT_NE(message(scenario.error()).find("has not begun"), std::string::npos) << message(scenario.error());
    EXPECT_EQ(message(scenario.error()).find("revoked"), std::string::npos);
  }
  starting().expect({{start(), "send device-code"},
                     {answered("device-code", refused("Invalid client: designsafe.page")), "finish sign_in_refused"}});
}

TEST(StartSignIn, CanBeCancelled) {
  starting().expect({{start(), "send device-code"}, {cancel(), "abort device-code, finish cancelled"}});
}

TEST(AskForToken, GivesTheTokensOfWhoHasFinished) {
  Scenario scenario = asking();
  scenario.expect({{start(), "send token"}, {answered("token", tokens_given()), "finish tokens"}});
  EXPECT_EQ(scenario.grant().access_token.claims().username, "jdoe");
  EXPECT_EQ(scenario.grant().refresh_token.reveal(), refresh_token());
  expect_nowhere(scenario, token_with(kAccessClaims));
  expect_nowhere(scenario, refresh_token());
  expect_nowhere(scenario, kDeviceCode);
}

TEST(AskForToken, GivesNothingBeforeThat) {
  asking().expect({{start(), "send token"}, {answered("token", not_ready()), "finish nothing"}});
}

TEST(AskForToken, CallsAnAnswerASuccessUnlessItEndsInAnError) {
  const auto is_success = [](const Reply& reply) {
    Scenario scenario = asking();
    scenario.play(start());
    scenario.play(answered("token", reply));
    return scenario.reports().back().response.value().success;
  };
  EXPECT_TRUE(is_success(tokens_given()));
  EXPECT_TRUE(is_success(not_ready()));
  EXPECT_FALSE(is_success(html(200)));
  EXPECT_FALSE(is_success(NoResponse::kNetwork));
}

TEST(AskForToken, TellsWhatIsForGoodFromWhatIsNot) {
  struct Row {
    std::string_view message;
    std::string_view ends;
  };
  const std::vector<Row> rows = {{"device code has expired and is now deleted.", "finish sign_in_expired"},
                                 {"device code not valid.", "finish sign_in_expired"},
                                 {"Client IDs do not match", "finish sign_in_refused"}};
  for (const Row& row : rows) {
    asking().expect({{start(), "send token"}, {answered("token", refused(row.message)), row.ends}});
  }
  for (const Failure& row : failures_on_the_way()) {
    SCOPED_TRACE(row.name);
    Scenario scenario = asking();
    scenario.expect({{start(), "send token"}, {answered("token", row.reply), concat({"finish ", row.error})}});
    EXPECT_NE(message(scenario.error()).find("is not known"), std::string::npos) << message(scenario.error());
  }
}

TEST(AskForToken, RepeatsTheDeviceCodeNowhere) {
  for (const int status : {200, 400, 500}) {
    Scenario scenario = asking();
    scenario.expect({{start(), "send token"}});
    scenario.play(answered("token", of_authenticator(status, "error", concat({"No: ", kDeviceCode, " is bad"}))));
    expect_not_in_error(scenario, kDeviceCode);
  }
}

TEST(AskForToken, CanBeCancelled) {
  asking().expect({{start(), "send token"}, {cancel(), "abort token, finish cancelled"}});
  asking().expect({{start(), "send token"}, {close(), "abort token, finish closed"}});
}

TEST(RevokeTokenOperation, EndsWhenTapisHasRevokedIt) {
  Scenario scenario = revoking("eyJh.eyJi.c2ln");
  scenario.expect(
      {{start(), "send revoke-token"},
       {answered("revoke-token", of_authenticator(200, "success", "Token eyJh.eyJi.c2ln has been revoked.")),
        "finish nothing"}});
  expect_nowhere(scenario, "eyJh");
}

TEST(RevokeTokenOperation, AsksAgainAfterATransientFailureAndThenSaysWhatIsNotKnown) {
  Scenario scenario = revoking("eyJh.eyJi.c2ln");
  scenario.expect({{start(), "send revoke-token"},
                   {answered("revoke-token", NoResponse::kNetwork), "wait revoke-token"},
                   {wait_over("revoke-token"), "send revoke-token"},
                   {answered("revoke-token", text(503, "")), "wait revoke-token"},
                   {wait_over("revoke-token"), "send revoke-token"},
                   {answered("revoke-token", NoResponse::kTimeout), "finish timeout"}});
  EXPECT_NE(message(scenario.error()).find("Whether the token was revoked is not known"), std::string::npos);
}

TEST(RevokeTokenOperation, SaysThatTapisDoesNotAcceptIt) {
  Scenario scenario = revoking("eyJh.eyJi.c2ln");
  scenario.expect(
      {{start(), "send revoke-token"}, {answered("revoke-token", refused("Invalid token.")), "finish token_rejected"}});
  EXPECT_NE(message(scenario.error()).find("nothing to revoke"), std::string::npos);
}

TEST(RevokeTokenOperation, RepeatsTheTokenNowhere) {
  const std::string token = token_with(kAccessClaims);
  for (const int status : {400, 404, 500}) {
    for (const std::size_t before : {0U, 1900U}) {
      Scenario scenario = revoking(token);
      scenario.expect({{start(), "send revoke-token"}});
      const std::string said = concat({std::string(before, 'x'), token, " ", kTokenSignature});
      scenario.play(answered("revoke-token", of_authenticator(status, "error", said)));
      if (!scenario.is_finished()) continue;
      expect_not_in_error(scenario, kTokenSignature);
      expect_not_in_error(scenario, std::string_view(token).substr(0, 60));
    }
  }
}

TEST(RevokeTokenOperation, SendsNothingThatIsNoToken) {
  revoking("a\"b").expect({{start(), "finish invalid_response"}});
}

}  // namespace
}  // namespace tms
