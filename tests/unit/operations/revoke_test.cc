#include "core/operations/revoke.h"

#include <gtest/gtest.h>

#include <memory>

#include "unit/scenario.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

// A scenario whose removal is on its way.
Scenario removing() {
  Scenario scenario(std::make_unique<Revoke>(context()));
  scenario.expect({{start(), "send remove"}});
  return scenario;
}

TEST(Revoke, RemovesTheCredentialWithOneRequest) {
  Scenario scenario = removing();
  EXPECT_EQ(scenario.requests().back(),
            (HttpRequest{.method = Method::kDelete, .target = "/v3/systems/credential/stampede3/user/jdoe"}));
  scenario.expect({{answered("remove", removed()), "finish revoked"}});
}

TEST(Revoke, DecidesByTheAnswerToTheRemoval) {
  const std::vector<NamedReply> rows = {
      {"removed, by a service that says 200", envelope(200, "success", "SYSAPI_CRED_DELETED"), "revoked"},
      {"nothing stored, as 401", credential_missing(), "absent"},
      {"nothing stored, as 404", envelope(404, "Not Found", credential_message("SYSLIB_CRED_NOT_FOUND")), "absent"},
      {"403", not_permitted(), "forbidden"},
      {"500 of the Systems service",
       envelope(500, "Internal Server Error", wrapped_message("SYSAPI_CRED_ERROR", "SYSLIB_CRED_SK_ERROR")),
       "server_error"},
      {"empty 500", text(500, ""), "server_error"},
      {"500 page", html(500), "server_error"},
      {"429", html(429), "service_unavailable"},
      {"401 page", html(401), "invalid_response"},
  };
  for (const NamedReply& row : rows) {
    SCOPED_TRACE(row.name);
    removing().expect({{answered("remove", row.reply), "finish " + std::string(row.error)}});
  }
}

TEST(Revoke, AsksForTheDefinitionToTellAMissingCredentialFromAMissingSystem) {
  const std::vector<NamedReply> rows = {
      {"there", system_with("TMS_KEYS"), "absent"},        {"there, other method", system_with("PASSWORD"), "absent"},
      {"not there", no_such_system(), "system_not_found"}, {"403", not_permitted(), "forbidden"},
      {"no envelope", html(200), "invalid_response"},
  };
  for (const NamedReply& row : rows) {
    SCOPED_TRACE(row.name);
    removing().expect({
        {answered("remove", credential_call_finds_no_system()), "send definition"},
        {answered("definition", row.reply), "finish " + std::string(row.error)},
    });
  }
}

TEST(Revoke, EndsWithTheTokenErrorWhereverItComesUp) {
  for (const NamedReply& row : token_replies()) {
    SCOPED_TRACE(row.name);
    const std::string finish = "finish " + std::string(row.error);
    removing().expect({{answered("remove", row.reply), finish}});
    removing().expect({
        {answered("remove", credential_call_finds_no_system()), "send definition"},
        {answered("definition", row.reply), finish},
    });
    removing().expect({
        {answered("remove", NoResponse::kNetwork), "send check"},
        {answered("check", row.reply), finish},
    });
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
      {"too large", NoResponse::kTooLarge, "invalid_response"},
      {"redirected", NoResponse::kRedirected, "invalid_response"},
  };
}

TEST(Revoke, LooksAtOnceAndAgainWhatBecameOfARemovalThatMayHaveHappenedAndNeverRepeatsIt) {
  std::vector<Reply> passing = {credential_good(), refused_by_host(),     host_unreachable(),
                                html(200),         check_failed_inside(), refused_for_an_unknown_reason(),
                                html(404)};
  for (NamedReply& row : transient_replies()) {
    if (row.name != "timeout") passing.push_back(std::move(row.reply));
  }
  for (const NamedReply& row : uncertain_replies()) {
    SCOPED_TRACE(row.name);
    const std::string finish = "finish " + std::string(row.error);
    removing().expect({
        {answered("remove", row.reply), "send check"},
        {answered("check", credential_missing()), "finish revoked (confirmed)"},
    });
    for (const Reply& look : passing) {
      Scenario scenario = removing();
      scenario.expect({
          {answered("remove", row.reply), "send check"},
          {answered("check", look), "wait check"},
          {wait_over("check"), "send check"},
          {answered("check", look), "wait check"},
          {wait_over("check"), "send check"},
          {answered("check", look), finish},
      });
      EXPECT_GE(scenario.waits().at(0), 3000U);
      EXPECT_LE(scenario.waits().at(0), 3600U);
      EXPECT_GE(scenario.waits().at(0) + scenario.waits().at(1), 10'000U);
      EXPECT_LE(scenario.waits().at(0) + scenario.waits().at(1), 12'000U);
      removing().expect({
          {answered("remove", row.reply), "send check"},
          {answered("check", look), "wait check"},
          {wait_over("check"), "send check"},
          {answered("check", credential_missing()), "finish revoked (confirmed)"},
      });
    }
    for (const Reply& look :
         {not_permitted(), not_supported(), credential_call_finds_no_system(), Reply(NoResponse::kTimeout)}) {
      removing().expect({{answered("remove", row.reply), "send check"}, {answered("check", look), finish}});
    }
  }
}

TEST(Revoke, SaysWhatTheLastLookFoundAndNothingOfWhatTapisMayStillDo) {
  struct Row {
    std::string_view name;
    Reply check;
    std::string_view detail;
  };
  constexpr std::string_view kStillStored =
      " A check afterwards found that the credentials are still stored. The removal may still come: check them later.";
  constexpr std::string_view kNotKnown =
      " Whether the credentials were removed is not known: check them later, for the removal may still come.";
  const std::vector<Row> rows = {
      {"good", credential_good(), kStillStored},
      {"refused", refused_by_host(), kStillStored},
      {"host did not answer", host_unreachable(), kStillStored},
      {"not supported", not_supported(), kNotKnown},
      {"not clear", refused_for_an_unknown_reason(), kNotKnown},
      {"404", credential_call_finds_no_system(), kNotKnown},
      {"403", not_permitted(), kNotKnown},
      {"no answer in time", NoResponse::kTimeout, kNotKnown},
      {"no answer", NoResponse::kNetwork, kNotKnown},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    Scenario scenario = removing();
    scenario.expect({
        {answered("remove", NoResponse::kNetwork), "send check"},
        {answered("check", credential_good()), "wait check"},
        {wait_over("check"), "send check"},
        {answered("check", html(503)), "wait check"},
        {wait_over("check"), "send check"},
        {answered("check", row.check), "finish network_error"},
    });
    EXPECT_EQ(scenario.error().detail, row.detail);
  }
}

TEST(Revoke, SaysNothingOfACredentialOnWhatAProxyAnswersInJson) {
  for (const int status : {400, 401, 404}) {
    for (const NamedReply& row : foreign_json(status)) {
      SCOPED_TRACE(testing::Message() << status << ", " << row.name);
      removing().expect({{answered("remove", row.reply), "finish invalid_response"}});
    }
  }
}

TEST(Revoke, AsksForTheDefinitionAgainAfterATransientFailure) {
  for (const NamedReply& row : transient_replies()) {
    SCOPED_TRACE(row.name);
    removing().expect({
        {answered("remove", credential_call_finds_no_system()), "send definition"},
        {answered("definition", row.reply), "wait definition"},
        {wait_over("definition"), "send definition"},
        {answered("definition", row.reply), "wait definition"},
        {wait_over("definition"), "send definition"},
        {answered("definition", row.reply), "finish " + std::string(row.error)},
    });
  }
}

TEST(Revoke, CancelAbortsTheRemovalAndSaysThatItMayStillTakeEffect) {
  Scenario scenario = removing();
  scenario.expect({{cancel(), "abort remove, finish cancelled"}});
  constexpr std::string_view kMayStill =
      " The request was already on its way and may still take effect: check the credentials to see.";
  EXPECT_EQ(scenario.error().detail, kMayStill);
  Scenario waiting = removing();
  waiting.expect({
      {answered("remove", html(504)), "send check"},
      {answered("check", credential_good()), "wait check"},
      {cancel(), "abort check, finish cancelled"},
  });
  EXPECT_EQ(waiting.error().detail, kMayStill);
}

TEST(Revoke, CancelAbortsTheReadsAndTheWaits) {
  removing().expect({
      {answered("remove", html(504)), "send check"},
      {cancel(), "abort check, finish cancelled"},
  });
  removing().expect({
      {answered("remove", html(504)), "send check"},
      {answered("check", credential_good()), "wait check"},
      {close(), "abort check, finish closed"},
  });
  removing().expect({
      {answered("remove", credential_call_finds_no_system()), "send definition"},
      {cancel(), "abort definition, finish cancelled"},
  });
}

TEST(Revoke, EndsWithWhatTapisSaysOfTheTokenHoweverOldItIs) {
  removing().expect({{answered("remove", token_has_expired()), "finish token_expired"}});
}

}  // namespace
}  // namespace tms
