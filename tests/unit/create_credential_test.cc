#include "core/create_credential.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tapis_answers.h"

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
      {"SYSLIB_CRED_TMS_KEYS_HTTP_ERR", "tms_unavailable"},
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
