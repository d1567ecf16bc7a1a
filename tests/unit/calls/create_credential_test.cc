#include "core/calls/create_credential.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/tapis_answers.h"

namespace tms {
namespace {

// "created", or the name of the error.
std::string meaning_of(const Reply& reply) {
  const std::optional<Error> error = interpret_create(read_answer(reply));
  return error ? std::string(info(error->code).name) : "created";
}

TEST(CreateCredential, AsksForTmsKeysWithAnEmptyObject) {
  EXPECT_EQ(create_credential_request({.system_id = "stampede3", .username = "j doe"}),
            (HttpRequest{.method = Method::kPost,
                         .target = "/v3/systems/credential/stampede3/user/j%20doe?createTmsKeys=true",
                         .body = "{}"}));
}

TEST(CreateCredential, TellsEveryAnswerOfTheServiceApart) {
  constexpr std::string_view kInternal = "Internal Server Error";
  const auto validation = [](std::string_view inner) { return wrapped_message("SYSAPI_CRED_VALID_FAIL", inner); };
  struct Row {
    std::string_view name;
    Reply reply;
    std::string_view meaning;
  };
  const std::vector<Row> rows = {
      {"created", created(), "created"},
      {"created, as the description says", envelope(200, "success", "SYSAPI_CRED_UPDATED"), "created"},
      {"system missing or deleted", credential_call_finds_no_system(), "system_not_found"},
      {"lookup failed", envelope(500, "error", "SYSAPI_CHECK_ERROR x"), "server_error"},
      {"not permitted", not_permitted(), "forbidden"},
      {"Security Kernel down during authorization", text(500, ""), "server_error"},
      {"unreadable body", envelope(400, "Bad Request", "SYSAPI_CRED_JSON_ERROR x"), "credential_refused"},
      {"invalid JSON", envelope(500, kInternal, "SYSAPI_CRED_JSON_INVALID x"), "server_error"},
      {"half a pair", envelope(400, "error", "SYSAPI_CRED_SECRET_MISSING x"), "credential_refused"},
      {"private key with a header", envelope(500, kInternal, "SYSAPI_CRED_INVALID_PRIVATE_SSHKEY x"), "server_error"},
      {"verification failed", envelope(401, "error", validation("SYSLIB_CRED_VALID_FAIL")), "credential_refused"},
      {"verification failed, as 400", envelope(400, "error", validation("SYSLIB_CRED_VALID_FAIL")),
       "credential_refused"},
      {"verification failed, as 500", envelope(500, kInternal, validation("SYSLIB_CRED_VALID_FAIL")),
       "credential_refused"},
      {"verification failed, outer code only", envelope(500, "error", "SYSAPI_CRED_VALID_FAIL x"),
       "credential_refused"},
      {"verification found none", envelope(401, "error", validation("SYSLIB_CRED_NOT_FOUND")), "credential_refused"},
      {"verification could not reach the host", envelope(401, "error", validation("SYSLIB_CRED_CONN_FAIL")),
       "host_unreachable"},
      {"verification could not reach the host, as 500", envelope(500, "error", validation("SYSLIB_CRED_CONN_FAIL")),
       "host_unreachable"},
      {"verification not supported", envelope(401, "error", validation("SYSLIB_CRED_NOT_SUPPORTED")),
       "authn_method_unsupported"},
      {"Security Kernel did not write",
       envelope(500, kInternal, wrapped_message("SYSAPI_CRED_ERROR", "SYSLIB_CRED_SK_ERROR")), "server_error"},
      {"loginUser on a static system",
       envelope(500, kInternal, wrapped_message("SYSAPI_CRED_ERROR", "SYSLIB_CRED_INVALID_LOGINUSER")), "server_error"},
      {"401 in bare text", text(401, "SYSLIB_CRED_VALID_FAIL x"), "invalid_response"},
      {"400 page", html(400), "invalid_response"},
      {"a 4xx whose code nobody knows", envelope(422, "error", "SYSLIB_CRED_BRAND_NEW x"), "credential_refused"},
      {"a 400 whose code nobody knows", envelope(400, "error", "SYSLIB_CRED_BRAND_NEW x"), "credential_refused"},
      {"a 409 without a code", envelope(409, "Conflict", "No."), "credential_refused"},
      {"a 4xx with an unknown code of TMS", envelope(400, "error", "SYSLIB_CRED_TMS_KEYS_QUOTA_ERR x"),
       "credential_refused"},
      {"a 500 with an unknown code of TMS", envelope(500, "error", "SYSLIB_CRED_TMS_KEYS_QUOTA_ERR x"),
       "tms_unavailable"},
      {"a 500 whose code nobody knows", envelope(500, "error", "SYSLIB_CRED_BRAND_NEW x"), "server_error"},
      {"403 whose code nobody knows", envelope(403, "error", "SYSLIB_CRED_BRAND_NEW x"), "forbidden"},
      {"403 with an unknown code of TMS", envelope(403, "error", "SYSLIB_CRED_TMS_KEYS_QUOTA_ERR x"), "forbidden"},
      {"404 whose code nobody knows", envelope(404, "error", "SYSLIB_CRED_BRAND_NEW x"), "system_not_found"},
      {"429 of Tapis", envelope(429, "error", "SYSLIB_CRED_BRAND_NEW x"), "service_unavailable"},
      {"502 of Tapis", envelope(502, "error", wrapped_message("SYSAPI_CRED_ERROR", "SYSLIB_CRED_TMS_KEYS_ERR")),
       "service_unavailable"},
      {"404 page", html(404), "invalid_response"},
      {"2xx page", html(201), "invalid_response"},
      {"429", html(429), "service_unavailable"},
      {"502", html(502), "service_unavailable"},
      {"no answer", NoResponse::kNetwork, "network_error"},
      {"timeout", NoResponse::kTimeout, "timeout"},
  };
  for (const Row& row : rows) EXPECT_EQ(meaning_of(row.reply), row.meaning) << row.name;
}

TEST(CreateCredential, TellsARefusalToAskTmsFromAFaultOfTms) {
  struct Row {
    std::string_view code;
    std::string_view meaning;
  };
  const std::vector<Row> rows = {
      {"SYSLIB_CRED_TMS_KEYS_BAD_ARG", "credential_refused"},
      {"SYSLIB_CRED_TMS_KEYS_TENANT_NOT_ALLOWED", "credential_refused"},
      {"SYSLIB_CRED_TMS_KEYS_NOT_CFG", "credential_refused"},
      {"SYSLIB_CRED_TMS_KEYS_INVALID_SYS_TYPE", "credential_refused"},
      {"SYSLIB_CRED_TMS_KEYS_NOT_ALLOWED", "credential_refused"},
      {"SYSLIB_CRED_TMS_KEYS_ERR", "tms_unavailable"},
      {"SYSLIB_CRED_TMS_KEYS_HTTP_ERR", "tms_unavailable"},  // it does not say what TMS answered
      {"SYSLIB_CRED_TMS_KEYS_NO_BODY", "tms_unavailable"},
      {"SYSLIB_CRED_TMS_KEYS_NULL_FIELD", "tms_unavailable"},
      {"SYSLIB_CRED_TMS_KEYS_EMPTY_FIELD", "tms_unavailable"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.code);
    EXPECT_EQ(meaning_of(envelope(400, "Bad Request", credential_message(row.code))), row.meaning);
    EXPECT_EQ(meaning_of(envelope(500, "Internal Server Error", wrapped_message("SYSAPI_CRED_ERROR", row.code))),
              row.meaning);
  }
}

// The detail of the error, or its name if it is no refusal.
std::string reason_of(const Reply& reply, const Subject& about = {"stampede3", "jdoe"}) {
  const std::optional<Error> error = interpret_create(read_answer(reply, nullptr, about), about);
  return error->code == ErrorCode::kCredentialRefused ? error->detail : std::string(info(error->code).name);
}

TEST(CreateCredential, GivesTheReasonWithWhichTmsRefused) {
  constexpr std::string_view kReason = "Missing or expired dependency: no MFA record";
  for (
      std::string_view tms : {
          "Code: 403 Missing or expired dependency: no MFA record",
          "Code: 403 Message: Missing or expired dependency: no MFA record",
          "code: 403, Response: Missing or expired dependency: no MFA record",
          "Code:403. Missing or expired dependency: no MFA record",
          R"(HTTP status: 403 Body: {\"result_code\":\"403\",\"result_msg\":\"Missing or expired dependency: no MFA record\"})",
          R"(Body: {\"result_code\":\"403\",\"result_msg\":\"Missing or expired dependency: no MFA record\"})",
          R"(Status=401 {\"result_msg\": \"Missing or expired dependency: no MFA record\", \"result_code\": \"401\"})",
          "HTTP 400 Missing or expired dependency: no MFA record",
      }) {
    for (const int status : {400, 500}) EXPECT_EQ(reason_of(tms_answered(tms, status)), kReason) << tms;
  }
  // Where the status comes last, all that comes before is told.
  EXPECT_NE(reason_of(tms_answered("Missing or expired dependency: no MFA record Code: 403")).find(kReason),
            std::string::npos);
}

TEST(CreateCredential, TakesTmsForUnavailableUnlessItAnsweredWithA4xx) {
  for (std::string_view tms : {"Code: 500 Oops.", "Code: 503", "Code: 302 Elsewhere.", "Code: 200", "",
                               "Code:", "Code: none", "Code: 4030", "Code: 40", "Port: 403", "http://403.example.org",
                               R"({\"result_code\":\"500\",\"result_msg\":\"Code: 403\"})"}) {
    for (const int status : {400, 500}) EXPECT_EQ(reason_of(tms_answered(tms, status)), "tms_unavailable") << tms;
  }
}

TEST(CreateCredential, TellsAReasonWithoutWhatDoesNotBelongIntoAText) {
  EXPECT_EQ(reason_of(tms_answered(R"(Code: 403 no\u202e\u0000\u200b record\nhere)")), "no  record here");
  const std::string reason = reason_of(tms_answered("Code: 403 " + std::string(100'000, 'x')));
  EXPECT_EQ(reason, std::string(300, 'x') + "…");
}

TEST(CreateCredential, DoesNotTakeANameForWhatTmsAnswered) {
  const auto answered_for = [](const std::string& name, std::string_view tms) {
    return reason_of(envelope(500, "error",
                              concat({"SYSLIB_CRED_TMS_KEYS_HTTP_ERR No. jwtTenant: t jwtUserId: ", name, " System: ",
                                      "stampede3 TargetUser: ", name, " TMS server URL: https://tms ", tms})),
                     {"stampede3", name});
  };
  for (const std::string name :
       {"Code: 500", "x Code: 403 y", "status 200", "SYSLIB_CRED_TMS_KEYS_HTTP_ERR Code: 400"}) {
    EXPECT_EQ(answered_for(name, "Code: 403 No record."), "No record.") << name;
    EXPECT_EQ(answered_for(name, "Code: 500 Oops."), "tms_unavailable") << name;
  }
}

TEST(CreateCredential, TakesWhatAProxyAnswersInJsonForNoAnswerOfTapis) {
  for (const int status : {200, 201, 400, 401, 404, 409, 422}) {
    for (const NamedReply& row : foreign_json(status)) {
      EXPECT_EQ(meaning_of(row.reply), "invalid_response") << status << ", " << row.name;
    }
  }
  for (const NamedReply& row : foreign_json(403)) EXPECT_EQ(meaning_of(row.reply), "forbidden") << row.name;
  for (const NamedReply& row : foreign_json(500)) EXPECT_EQ(meaning_of(row.reply), "server_error") << row.name;
}

TEST(CreateCredential, KeepsTheCodeOfTheCause) {
  const std::optional<Error> error = interpret_create(
      read_answer(envelope(500, "Internal Server Error",
                           wrapped_message("SYSAPI_CRED_ERROR", "SYSLIB_CRED_TMS_KEYS_ERR") + " Failed to connect")));
  ASSERT_TRUE(error);
  EXPECT_EQ(error->http_status, 500);
  EXPECT_EQ(error->tapis_code, "SYSLIB_CRED_TMS_KEYS_ERR");
}

}  // namespace
}  // namespace tms
