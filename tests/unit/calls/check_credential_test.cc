#include "core/calls/check_credential.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/tapis_answers.h"

namespace tms {
namespace {

// The state in its own words, or the name of the error.
std::string meaning_of(const Reply& reply) {
  const Result<CredentialState> state = interpret_check(read_answer(reply));
  if (!state) return std::string(info(state.error().code).name);
  return std::string(describe(*state));
}

TEST(CheckCredential, AsksWithoutABody) {
  EXPECT_EQ(check_credential_request({.system_id = "stampede3", .username = "j doe"}),
            (HttpRequest{
                .method = Method::kPost, .target = "/v3/systems/credential/stampede3/user/j%20doe/check", .body = ""}));
}

TEST(CheckCredential, TellsEveryAnswerOfTheServiceApart) {
  constexpr std::string_view kOuter = "SYSAPI_CRED_VALID_FAIL";
  struct Row {
    std::string_view name;
    Reply reply;
    std::string_view meaning;
  };
  const std::vector<Row> rows = {
      {"good", credential_good(), "good"},
      {"good, with another 2xx", envelope(201, "success", "SYSAPI_CRED_OK"), "good"},
      {"system missing or deleted", credential_call_finds_no_system(), "system not found"},
      {"lookup failed", envelope(500, "error", "SYSAPI_CHECK_ERROR x"), "not usable"},
      {"not permitted", not_permitted(), "forbidden"},
      {"Security Kernel down during authorization", text(500, ""), "server_error"},
      {"bad authnMethod", envelope(400, "error", "SYSAPI_ACCMETHOD_ENUM_ERROR x"), "invalid_response"},
      {"no credential stored", credential_missing(), "none found"},
      {"no credential stored, as 400", envelope(400, "Bad Request", "SYSLIB_CRED_NOT_FOUND x"), "none found"},
      {"no credential stored, as 500", envelope(500, "error", "SYSLIB_CRED_NOT_FOUND x"), "none found"},
      {"no credential stored, in the wrapper", envelope(401, "error", wrapped_message(kOuter, "SYSLIB_CRED_NOT_FOUND")),
       "none found"},
      {"refused by the host", refused_by_host(), "refused by the host"},
      {"refused by the host, outer code only", envelope(401, "error", "SYSAPI_CRED_VALID_FAIL x"),
       "refused by the host"},
      {"refused by the host, inner code only", envelope(401, "error", "SYSLIB_CRED_VALID_FAIL x"),
       "refused by the host"},
      {"refused by the host, as 400", envelope(400, "error", wrapped_message(kOuter, "SYSLIB_CRED_VALID_FAIL")),
       "refused by the host"},
      {"host unreachable", host_unreachable(), "the host did not answer"},
      {"host unreachable, as 400", envelope(400, "error", wrapped_message(kOuter, "SYSLIB_CRED_CONN_FAIL")),
       "the host did not answer"},
      {"type or method unsupported", not_supported(), "not supported on this system"},
      {"type or method unsupported, as 400",
       envelope(400, "error", wrapped_message(kOuter, "SYSLIB_CRED_NOT_SUPPORTED")), "not supported on this system"},
      {"anything unexpected", check_failed_inside(), "not usable"},
      {"a 401 with a code of its own", refused_for_an_unknown_reason(), "not usable"},
      {"a 401 with no code", envelope(401, "error", "No."), "not usable"},
      {"a 401 with a longer code", envelope(401, "error", "SYSLIB_CRED_CONN_FAIL_SOFT x"), "not usable"},
      {"a gateway's 500 with the words", text(500, R"({"status":"error","message":"not found"})"), "server_error"},
      {"401 in bare text", text(401, "SYSLIB_CRED_NOT_FOUND x"), "invalid_response"},
      {"400 in bare text", text(400, "SYSLIB_CRED_NOT_FOUND x"), "invalid_response"},
      {"403 with a credential code", envelope(403, "Forbidden", "SYSLIB_CRED_NOT_FOUND x"), "forbidden"},
      {"503 with a credential code", envelope(503, "error", "SYSLIB_CRED_NOT_FOUND x"), "service_unavailable"},
      {"404 page", html(404), "invalid_response"},
      {"a 401 of a gateway of Tapis", text(401, R"({"status":"error","message":"No.","version":"1","result":null})"),
       "invalid_response"},
      {"2xx that is no success", envelope(200, "error", "SYSLIB_CRED_NOT_FOUND x"), "invalid_response"},
  };
  for (const Row& row : rows) EXPECT_EQ(meaning_of(row.reply), row.meaning) << row.name;
}

TEST(CheckCredential, TakesWhatAProxyAnswersInJsonForNoVerdict) {
  for (const int status : {200, 400, 401, 404}) {
    for (const NamedReply& row : foreign_json(status)) {
      EXPECT_EQ(meaning_of(row.reply), "invalid_response") << status << ", " << row.name;
    }
  }
  for (const NamedReply& row : foreign_json(500)) EXPECT_EQ(meaning_of(row.reply), "server_error") << row.name;
}

}  // namespace
}  // namespace tms
