#include "core/calls/remove_credential.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/tapis_answers.h"

namespace tms {
namespace {

// What came of the removal, or the name of the error.
std::string meaning_of(const Reply& reply) {
  const Result<Removal> removal = interpret_remove(read_answer(reply));
  if (!removal) return std::string(info(removal.error().code).name);
  switch (*removal) {
    case Removal::kDone:
      return "done";
    case Removal::kNothingThere:
      return "nothing there";
    case Removal::kNotFound:
      return "not found";
  }
  return "";
}

TEST(RemoveCredential, AsksWithDelete) {
  EXPECT_EQ(
      remove_credential_request({.system_id = "stampede3", .username = "j doe"}),
      (HttpRequest{.method = Method::kDelete, .target = "/v3/systems/credential/stampede3/user/j%20doe", .body = ""}));
}

TEST(RemoveCredential, TellsEveryAnswerOfTheServiceApart) {
  struct Row {
    std::string_view name;
    Reply reply;
    std::string_view meaning;
  };
  const std::vector<Row> rows = {
      {"removed, or nothing registered", removed(), "done"},
      {"removed, as the description says", envelope(200, "success", "SYSAPI_CRED_DELETED"), "done"},
      {"no credential, as 401", credential_missing(), "nothing there"},
      {"no credential, as 400", envelope(400, "Bad Request", "SYSLIB_CRED_NOT_FOUND x"), "nothing there"},
      {"no credential, as 404", envelope(404, "Not Found", "SYSLIB_CRED_NOT_FOUND x"), "nothing there"},
      {"no credential, in bare text", text(401, "SYSLIB_CRED_NOT_FOUND x"), "invalid_response"},
      {"system missing or deleted", credential_call_finds_no_system(), "not found"},
      {"404 page", html(404), "invalid_response"},
      {"lookup failed", envelope(500, "error", "SYSAPI_CHECK_ERROR x"), "server_error"},
      {"not permitted", not_permitted(), "forbidden"},
      {"Security Kernel down during authorization", text(500, ""), "server_error"},
      {"Security Kernel did not delete",
       envelope(500, "Internal Server Error", wrapped_message("SYSAPI_CRED_ERROR", "SYSLIB_CRED_SK_ERROR")),
       "server_error"},
      {"any other 401", refused_for_an_unknown_reason(), "invalid_response"},
      {"429", html(429), "service_unavailable"},
      {"502", html(502), "service_unavailable"},
      {"2xx page", html(201), "invalid_response"},
      {"no answer", NoResponse::kNetwork, "network_error"},
      {"timeout", NoResponse::kTimeout, "timeout"},
  };
  for (const Row& row : rows) EXPECT_EQ(meaning_of(row.reply), row.meaning) << row.name;
}

TEST(RemoveCredential, TakesWhatAProxyAnswersInJsonForNoAnswerOfTapis) {
  for (const int status : {200, 400, 401, 404}) {
    for (const NamedReply& row : foreign_json(status)) {
      EXPECT_EQ(meaning_of(row.reply), "invalid_response") << status << ", " << row.name;
    }
  }
}

}  // namespace
}  // namespace tms
