#include "core/tapis/answer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/calls/check_credential.h"
#include "core/calls/create_credential.h"
#include "core/calls/get_system.h"
#include "core/calls/remove_credential.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

std::string name_of(const Error& error) { return std::string(info(error.code).name); }

struct NamedError {
  std::string_view call;
  Error error;
};

// What each call makes of a reply that all of them take for a failure.
std::vector<NamedError> errors_of_every_call(const Reply& reply) {
  const Answer answer = read_answer(reply);
  const auto checked = interpret_check(answer);
  const auto created = interpret_create(answer);
  const auto removed = interpret_remove(answer);
  const auto system = interpret_system(reply).value;
  const Error none{.detail = "no error"};
  return {
      {"check", checked ? none : checked.error()},
      {"create", created.value_or(none)},
      {"remove", removed ? none : removed.error()},
      {"definition", system ? none : system.error()},
  };
}

TEST(Answer, KeepsStatusMessageAndCode) {
  const Answer answer = read_answer(refused_by_host());
  EXPECT_EQ(answer.http_status, 401);
  EXPECT_TRUE(answer.envelope);
  EXPECT_EQ(answer.tapis_code, "SYSLIB_CRED_VALID_FAIL");
  EXPECT_TRUE(answer.server_message.starts_with("SYSAPI_CRED_VALID_FAIL "));
  EXPECT_FALSE(answer.no_response);
}

TEST(Answer, KeepsBareTextAndLeavesPagesAndBrokenJson) {
  const auto message_of = [](std::string_view body) { return read_answer(text(500, body)).server_message; };
  EXPECT_EQ(message_of("TAPIS_QUERY_PARAM_X bad limit"), "TAPIS_QUERY_PARAM_X bad limit");
  EXPECT_EQ(message_of(" \r\n\t\"quoted\"\n"), "quoted");
  EXPECT_EQ(message_of(""), "");
  EXPECT_EQ(message_of(" \n "), "");
  EXPECT_EQ(message_of("<html>"), "");
  EXPECT_EQ(message_of("\n <!doctype html>"), "");
  EXPECT_EQ(message_of(R"({"status":"err)"), "");
  EXPECT_EQ(message_of("[1, 2]"), "");
}

TEST(Answer, KeepsWhatTheJsonOfAProxySaysButTakesItForNoEnvelope) {
  const Answer answer = read_answer(text(401, R"({"message":"Unauthorized"})"));
  EXPECT_EQ(answer.server_message, "Unauthorized");
  EXPECT_FALSE(answer.envelope);
  EXPECT_FALSE(read_answer(text(200, R"({"status":"success","message":"x"})")).is_success());
}

TEST(Answer, ReadsNoCodeInTheNamesOfThoseThatItIsAbout) {
  const Reply reply = envelope(401, "error", "SYSAPI_X No. User: a Message: SYSLIB_Y System: s");
  EXPECT_EQ(read_answer(reply).tapis_code, "SYSLIB_Y");
  EXPECT_EQ(read_answer(reply, nullptr, {"s", "a Message: SYSLIB_Y"}).tapis_code, "SYSAPI_X");
}

TEST(Answer, KeepsWhyTheHostDidNotAskAndMakesItFitForOneLine) {
  const auto told = [](std::string why) {
    return error_of(read_answer(HostFailure{std::move(why)}), ErrorCode::kNetworkError);
  };
  const std::string turns_around = {'\xE2', '\x80', '\xAE'};  // U+202E: what follows is read from right to left
  EXPECT_EQ(told("Your session\nhas " + turns_around + "ended.").host_message, "Your session has ended.");
  EXPECT_EQ(told("TAPIS_SECURITY_JWT_EXPIRED").tapis_code, "");
  EXPECT_EQ(told("no").server_message, "");
  EXPECT_EQ(told(std::string(kMaxHostMessage + 1, 'x')).host_message, std::string(kMaxHostMessage, 'x') + "…");
}

TEST(Answer, ShortensWhatTheServerSays) {
  EXPECT_EQ(kMaxServerMessage, 2000U);
  const std::string longest(kMaxServerMessage, 'x');
  const auto said = [](const Reply& reply) {
    return error_of(read_answer(reply), ErrorCode::kServerError).server_message;
  };
  EXPECT_EQ(said(text(500, longest)), longest);
  EXPECT_EQ(said(text(500, longest + "x")), longest + "…");
  EXPECT_EQ(said(envelope(500, "error", longest + "x")), longest + "…");
}

TEST(Answer, FindsTheCodeHoweverFarItStandsInTheMessage) {
  const std::string message =
      "SYSAPI_CRED_VALID_FAIL " + std::string(3000, 'x') + " Message: SYSLIB_CRED_CONN_FAIL text";
  EXPECT_EQ(read_answer(envelope(401, "error", message)).tapis_code, "SYSLIB_CRED_CONN_FAIL");
}

TEST(Answer, ShowsTheBodyToAVisitor) {
  std::string id;
  read_answer(system_with("TMS_KEYS"), [&](std::string_view path, const JsonValue& value) {
    if (path == "result.id") id = value.text;
  });
  EXPECT_EQ(id, "stampede3");
}

TEST(Answer, IsASuccessOnlyAs2xxWithAnEnvelopeThatSaysSo) {
  const auto is_success = [](const Reply& reply) { return read_answer(reply).is_success(); };
  for (int status : {200, 201, 202, 299}) EXPECT_TRUE(is_success(envelope(status, "success", "x"))) << status;
  for (int status : {0, 199, 300, 302, 400, 500}) EXPECT_FALSE(is_success(envelope(status, "success", "x"))) << status;
  EXPECT_FALSE(is_success(envelope(200, "error", "x")));
  EXPECT_FALSE(is_success(text(200, "")));
  EXPECT_FALSE(is_success(html(200)));
  EXPECT_FALSE(is_success(text(204, "")));
  EXPECT_FALSE(is_success(NoResponse::kNetwork));
}

TEST(Answer, GivesAnErrorAllThatItTells) {
  const Answer answer = read_answer(credential_missing());
  EXPECT_EQ(error_of(answer, ErrorCode::kCredentialRefused),
            (Error{.code = ErrorCode::kCredentialRefused,
                   .http_status = 401,
                   .tapis_code = "SYSLIB_CRED_NOT_FOUND",
                   .server_message = credential_message("SYSLIB_CRED_NOT_FOUND"),
                   .detail = ""}));
}

TEST(Answer, KnowsAnAnswerAboutTheTokenInEveryFormAndInEveryCall) {
  for (const NamedReply& row : token_replies()) {
    SCOPED_TRACE(row.name);
    const std::optional<Error> error = token_error(read_answer(row.reply));
    ASSERT_TRUE(error);
    EXPECT_EQ(name_of(*error), row.error);
    EXPECT_FALSE(is_transient(read_answer(row.reply)));
    EXPECT_FALSE(is_uncertain(read_answer(row.reply)));
    for (const NamedError& of_call : errors_of_every_call(row.reply)) EXPECT_EQ(of_call.error, *error) << of_call.call;
  }
}

TEST(Answer, KeepsTheCodeThatSaysWhatIsWrongWithTheToken) {
  EXPECT_EQ(token_error(read_answer(token_has_expired()))->tapis_code, "TAPIS_SECURITY_JWT_EXPIRED");
  EXPECT_EQ(token_error(read_answer(token_has_expired()))->http_status, 401);
  EXPECT_EQ(token_error(read_answer(token_is_revoked()))->tapis_code, "");
  EXPECT_EQ(token_error(read_answer(token_is_revoked()))->server_message, "Token is revoked.");
}

TEST(Answer, TakesNothingElseForAnAnswerAboutTheToken) {
  const std::vector<NamedReply> rows = {
      {"a success", envelope(200, "success", "TAPIS_SECURITY_JWT_EXPIRED"), ""},
      {"a success about a revoked token", envelope(200, "success", "Token is revoked."), ""},
      {"a security code further inside", envelope(500, "error", "SYSAPI_CRED_ERROR x TAPIS_SECURITY_JWT_EXPIRED"), ""},
      {"a revoked token further inside", envelope(500, "error", "SYSAPI_CRED_ERROR Token is revoked."), ""},
      {"a missing credential", credential_missing(), ""},
      {"a host that says no", refused_by_host(), ""},
      {"another code of Tapis", text(400, "TAPIS_QUERY_PARAM_ERROR x"), ""},
      {"a page that names the code", text(401, "<html>TAPIS_SECURITY_JWT_EXPIRED</html>"), ""},
      {"403", not_permitted(), ""},
      {"empty 500", text(500, ""), ""},
      {"no answer", NoResponse::kNetwork, ""},
      {"timeout", NoResponse::kTimeout, ""},
  };
  for (const NamedReply& row : rows) EXPECT_FALSE(token_error(read_answer(row.reply))) << row.name;
}

// One row for each answer that is no business of a single call: its error, and whether it may be asked again (reads)
// or must be followed by a check (writes).
TEST(Answer, ReadsTheFailuresThatAllCallsShare) {
  struct Row {
    std::string_view name;
    Reply reply;
    std::string_view error;
    bool transient;
    bool uncertain;
    std::string_view tapis_code;
  };
  const std::vector<Row> rows = {
      {"wrong method", envelope(500, "Internal Server Error", "HTTP 405 Method Not Allowed"), "server_error", false,
       false, ""},
      {"wrong content type", envelope(501, "Not Implemented", "HTTP 415 Unsupported Media Type"), "server_error", false,
       false, ""},
      {"unacceptable Accept", envelope(500, "Internal Server Error", "HTTP 406 Not Acceptable"), "server_error", false,
       false, ""},
      {"bad limit", text(400, "TAPIS_QUERY_PARAM_INVALID limit"), "invalid_response", false, false,
       "TAPIS_QUERY_PARAM_INVALID"},
      {"bad search", text(400, "SEARCH_LIST_ERROR search"), "invalid_response", false, false, "SEARCH_LIST_ERROR"},
      {"bad select", text(400, "SELECT_LIST_ERROR select"), "invalid_response", false, false, "SELECT_LIST_ERROR"},
      {"bad listType", envelope(500, "error", "SYSAPI_SELECT_ERROR x Error: SYSLIB_LISTTYPE_ERROR y"), "server_error",
       false, false, "SYSLIB_LISTTYPE_ERROR"},
      {"bad thread context", text(400, "TAPIS_INVALID_THREADLOCAL_VALUE x"), "invalid_response", false, false,
       "TAPIS_INVALID_THREADLOCAL_VALUE"},
      {"403", not_permitted(), "forbidden", false, false, "SYSLIB_UNAUTH"},
      {"403 page", html(403), "forbidden", false, false, ""},
      {"lookup failed", envelope(500, "error", "SYSAPI_CHECK_ERROR x"), "server_error", false, false,
       "SYSAPI_CHECK_ERROR"},
      {"Security Kernel down: empty 500", text(500, ""), "server_error", true, false, ""},
      {"500 page", html(500), "server_error", true, false, ""},
      {"500 of a gateway", text(500, R"({"status":"error","message":"x","version":"1","result":null})"), "server_error",
       true, false, ""},
      {"500 in bare text", text(500, "oops"), "server_error", true, false, ""},
      {"501 page", html(501), "server_error", false, false, ""},
      {"505", html(505), "server_error", false, false, ""},
      {"429", html(429), "service_unavailable", true, false, ""},
      {"502 page", html(502), "service_unavailable", true, true, ""},
      {"503", text(503, ""), "service_unavailable", true, true, ""},
      {"503 envelope", envelope(503, "error", "TAPIS_NOT_READY x"), "service_unavailable", true, true,
       "TAPIS_NOT_READY"},
      {"504 page", html(504), "service_unavailable", true, true, ""},
      {"header too large", html(400), "invalid_response", false, false, ""},
      {"body too large", html(413), "invalid_response", false, false, ""},
      {"401 page", html(401), "invalid_response", false, false, ""},
      {"404 page", html(404), "invalid_response", false, false, ""},
      {"404 of a proxy", text(404, R"({"message":"no Route matched"})"), "invalid_response", false, false, ""},
      {"a redirect of port 80", html(301), "invalid_response", false, false, ""},
      {"418", html(418), "invalid_response", false, false, ""},
      {"2xx page", html(200), "invalid_response", false, true, ""},
      {"2xx empty", text(204, ""), "invalid_response", false, true, ""},
      {"2xx that is no success", envelope(200, "error", "x"), "invalid_response", false, true, ""},
      {"no answer", NoResponse::kNetwork, "network_error", true, true, ""},
      {"the host did not ask", HostFailure{"Sign in again."}, "network_error", true, true, ""},
      {"timeout", NoResponse::kTimeout, "timeout", true, true, ""},
      {"too large", NoResponse::kTooLarge, "invalid_response", false, true, ""},
      {"redirected", NoResponse::kRedirected, "invalid_response", false, true, ""},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Answer answer = read_answer(row.reply);
    const Error error = general_error(answer);
    EXPECT_EQ(name_of(error), row.error);
    EXPECT_EQ(error.tapis_code, row.tapis_code);
    EXPECT_EQ(is_transient(answer), row.transient);
    EXPECT_EQ(is_uncertain(answer), row.uncertain);
    for (const NamedError& of_call : errors_of_every_call(row.reply)) {
      // A 500 of the Systems service is no verdict on the token or the network: the check reads it as "not usable".
      if (of_call.call == "check" && answer.http_status == 500 && answer.envelope && answer.envelope->is_of_systems) {
        EXPECT_EQ(of_call.error.detail, "no error");
        continue;
      }
      EXPECT_EQ(of_call.error, error) << of_call.call;
    }
  }
}

TEST(Answer, HoldsASuccessForNeitherTransientNorUncertain) {
  EXPECT_FALSE(is_transient(read_answer(created())));
  EXPECT_FALSE(is_uncertain(read_answer(created())));
}

TEST(Answer, HoldsARefusalForNeitherTransientNorUncertain) {
  for (const Reply& reply : {credential_missing(), refused_by_host(), no_such_system(), not_permitted(),
                             check_failed_inside(), text(404, "")}) {
    EXPECT_FALSE(is_transient(read_answer(reply)));
    EXPECT_FALSE(is_uncertain(read_answer(reply)));
  }
}

TEST(Answer, TakesA404ForAMissingSystem) {
  EXPECT_EQ(name_of(general_error(read_answer(no_such_system()))), "system_not_found");
  EXPECT_EQ(name_of(general_error(read_answer(envelope(404, "Not Found", "HTTP 404 Not Found")))), "system_not_found");
}

}  // namespace
}  // namespace tms
