#include "core/operations/check.h"

#include <gtest/gtest.h>

#include <memory>

#include "unit/scenario.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

// A scenario whose check is on its way.
Scenario checking() {
  Scenario scenario(std::make_unique<Check>(context()));
  scenario.expect({{start(), "send check"}});
  return scenario;
}

TEST(Check, DecidesByTheAnswerToTheCheck) {
  const std::vector<NamedReply> rows = {
      {"good", credential_good(), "valid"},
      {"missing", credential_missing(), "missing"},
      {"missing, as 400", envelope(400, "Bad Request", credential_message("SYSLIB_CRED_NOT_FOUND")), "missing"},
      {"missing, as 500", envelope(500, "error", wrapped_message("SYSAPI_CRED_CHECK_ERROR", "SYSLIB_CRED_NOT_FOUND")),
       "missing"},
      {"refused by the host", refused_by_host(), "refused"},
      {"host did not answer", host_unreachable(), "unreachable"},
      {"not supported", not_supported(), "unsupported"},
      {"any other 401", refused_for_an_unknown_reason(), "missing"},
      {"500 of the Systems service", check_failed_inside(), "server_error"},
      {"403", not_permitted(), "forbidden"},
      {"400 without a credential code", envelope(400, "error", credential_message("SYSAPI_ACCMETHOD_ENUM_ERROR")),
       "invalid_response"},
      {"401 page", html(401), "invalid_response"},
      {"2xx that is no envelope", text(200, ""), "invalid_response"},
      {"too large", NoResponse::kTooLarge, "invalid_response"},
      {"redirected", NoResponse::kRedirected, "invalid_response"},
  };
  for (const NamedReply& row : rows) {
    SCOPED_TRACE(row.name);
    checking().expect({{answered("check", row.reply), "finish " + std::string(row.error)}});
  }
}

TEST(Check, AsksForTheDefinitionToTellAMissingCredentialFromAMissingSystem) {
  const std::vector<NamedReply> rows = {
      {"there", system_with("TMS_KEYS"), "missing"},
      {"there, other method", system_with("PASSWORD"), "missing"},
      {"not there", no_such_system(), "system_not_found"},
      {"403", not_permitted(), "forbidden"},
  };
  for (const NamedReply& row : rows) {
    SCOPED_TRACE(row.name);
    checking().expect({
        {answered("check", credential_call_finds_no_system()), "send definition"},
        {answered("definition", row.reply), "finish " + std::string(row.error)},
    });
  }
}

TEST(Check, EndsWithTheTokenErrorWhereverItComesUp) {
  for (const NamedReply& row : token_replies()) {
    SCOPED_TRACE(row.name);
    const std::string finish = "finish " + std::string(row.error);
    checking().expect({{answered("check", row.reply), finish}});
    checking().expect({
        {answered("check", credential_call_finds_no_system()), "send definition"},
        {answered("definition", row.reply), finish},
    });
  }
}

TEST(Check, AsksAgainAfterATransientFailure) {
  for (const NamedReply& row : transient_replies()) {
    SCOPED_TRACE(row.name);
    checking().expect({
        {answered("check", row.reply), "wait check"},
        {wait_over("check"), "send check"},
        {answered("check", row.reply), "wait check"},
        {wait_over("check"), "send check"},
        {answered("check", row.reply), "finish " + std::string(row.error)},
    });
    checking().expect({
        {answered("check", row.reply), "wait check"},
        {wait_over("check"), "send check"},
        {answered("check", credential_good()), "finish valid"},
    });
  }
}

TEST(Check, CancelAbortsTheRequestOrTheWait) {
  checking().expect({{cancel(), "abort check, finish cancelled"}});
  checking().expect({
      {answered("check", html(503)), "wait check"},
      {close(), "abort check, finish closed"},
  });
  checking().expect({
      {answered("check", credential_call_finds_no_system()), "send definition"},
      {cancel(), "abort definition, finish cancelled"},
  });
}

}  // namespace
}  // namespace tms
