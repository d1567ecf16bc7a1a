#include "core/envelope.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "tapis_answers.h"

namespace tms {
namespace {

std::string body_of(const Reply& reply) { return std::get<HttpResponse>(reply).body; }

TEST(Envelope, ReadsStatusAndMessage) {
  const std::optional<Envelope> read = parse_envelope(body_of(credential_missing()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->status, "Unauthorized");
  EXPECT_TRUE(read->message.starts_with("SYSLIB_CRED_NOT_FOUND "));
  EXPECT_FALSE(read->is_success());
}

TEST(Envelope, IsASuccessOnlyIfItSaysSo) {
  const auto is_success = [](std::string_view status) {
    return parse_envelope(body_of(envelope(200, status, "SYSAPI_CRED_OK")))->is_success();
  };
  EXPECT_TRUE(is_success("success"));
  for (std::string_view status : {"error", "Success", "successful", "", "Not Found", "Unauthorized", "Forbidden",
                                  "Bad Request", "Internal Server Error", "Not Implemented"}) {
    EXPECT_FALSE(is_success(status)) << status;
  }
}

TEST(Envelope, NeedsTheStringsStatusAndMessageAtItsTop) {
  for (std::string_view body : {
           R"({})",
           R"({"status":"error"})",
           R"({"message":"x"})",
           R"({"status":null,"message":"x"})",
           R"({"status":401,"message":"x"})",
           R"({"status":"error","message":null})",
           R"({"status":"error","message":["x"]})",
           R"({"status":["error"],"message":"x"})",
           R"({"result":{"status":"success","message":"x"}})",
           R"({"":{"status":"success","message":"x"}})",
           R"([{"status":"success","message":"x"}])",
           R"("status message")",
           R"(null)",
           R"({"status":"success","message":"x"} )"
           "x",
           R"({"status":"success","message":"x")",
           "",
           "<html></html>",
           "TAPIS_SECURITY_JWT_EXPIRED",
       }) {
    EXPECT_FALSE(parse_envelope(body)) << body;
  }
  EXPECT_TRUE(parse_envelope(R"({"status":"success","message":""})"));
}

TEST(Envelope, TellsTheSystemsServiceFromAGateway) {
  const auto is_of_systems = [](const std::string& body) { return parse_envelope(body)->is_of_systems; };
  EXPECT_TRUE(is_of_systems(body_of(check_failed_inside())));
  EXPECT_TRUE(is_of_systems(body_of(envelope(500, "Internal Server Error", "HTTP 405 Method Not Allowed"))));
  EXPECT_TRUE(is_of_systems(R"({"status":"error","message":"SYSAPI_CHECK_ERROR x"})"));
  EXPECT_TRUE(is_of_systems(R"({"status":"error","message":"SYSLIB_UNAUTH x"})"));
  EXPECT_FALSE(is_of_systems(body_of(token_is_revoked())));
  EXPECT_FALSE(is_of_systems(R"({"status":"error","message":"TAPIS_SECURITY_JWT_EXPIRED","result":{"metadata":1}})"));
  EXPECT_FALSE(is_of_systems(R"({"status":"error","message":""})"));
}

TEST(Envelope, ShowsEveryMemberOnTheWay) {
  std::map<std::string, std::string, std::less<>> texts;
  ASSERT_TRUE(parse_envelope(body_of(system_with("TMS_KEYS")), [&](std::string_view path, const JsonValue& value) {
    if (value.type == JsonType::kString) texts[std::string(path)] = value.text;
  }));
  EXPECT_EQ(texts["result.id"], "stampede3");
  EXPECT_EQ(texts["result.defaultAuthnMethod"], "TMS_KEYS");
  EXPECT_EQ(texts["result.batchLogicalQueues[].name"], "skx");
  EXPECT_EQ(texts["status"], "success");
}

TEST(TapisCode, IsTheInnermostThatSaysMost) {
  struct Row {
    std::string_view message;
    std::string_view code;
  };
  for (const Row& row : {
           Row{"", ""},
           Row{"Token is revoked.", ""},
           Row{"HTTP 404 Not Found", ""},
           Row{"SYSLIB_CRED_NOT_FOUND No such thing.", "SYSLIB_CRED_NOT_FOUND"},
           Row{"SYSAPI_CRED_VALID_FAIL x Message: SYSLIB_CRED_CONN_FAIL y", "SYSLIB_CRED_CONN_FAIL"},
           Row{"SYSAPI_CRED_ERROR x: SYSLIB_CRED_TMS_KEYS_ERR: SYSLIB_CRED_TMS_KEYS_HTTP_ERR",
               "SYSLIB_CRED_TMS_KEYS_HTTP_ERR"},
           Row{"SYSLIB_LISTTYPE_ERROR after SYSAPI_SELECT_ERROR", "SYSLIB_LISTTYPE_ERROR"},
           Row{"SYSAPI_NOSYSTEM x TAPIS_FOUND", "SYSAPI_NOSYSTEM"},
           Row{"TAPIS_FOUND System found: stampede3", "TAPIS_FOUND"},
           Row{"TAPIS_SECURITY_JWT_EXPIRED: over", "TAPIS_SECURITY_JWT_EXPIRED"},
           Row{"SEARCH_LIST_ERROR x", "SEARCH_LIST_ERROR"},
           Row{"SELECT_LIST_ERROR x", "SELECT_LIST_ERROR"},
           Row{"(SYSLIB_UNAUTH)", "SYSLIB_UNAUTH"},
           Row{"MY_SYSLIB_UNAUTH", ""},
           Row{"JOBS_SOMETHING", ""},
           Row{"syslib_unauth", ""},
       }) {
    EXPECT_EQ(tapis_code(row.message), row.code) << row.message;
  }
}

TEST(TapisCode, StandsInAMessageOnlyAsAWholeWord) {
  EXPECT_TRUE(has_code("SYSLIB_CRED_NOT_FOUND", "SYSLIB_CRED_NOT_FOUND"));
  EXPECT_TRUE(has_code("a SYSLIB_CRED_NOT_FOUND: b", "SYSLIB_CRED_NOT_FOUND"));
  EXPECT_TRUE(has_code("SYSAPI_X (SYSLIB_CRED_NOT_FOUND)", "SYSLIB_CRED_NOT_FOUND"));
  EXPECT_FALSE(has_code("", "SYSLIB_CRED_NOT_FOUND"));
  EXPECT_FALSE(has_code("SYSLIB_CRED_NOT_FOUND_HERE", "SYSLIB_CRED_NOT_FOUND"));
  EXPECT_FALSE(has_code("XSYSLIB_CRED_NOT_FOUND", "SYSLIB_CRED_NOT_FOUND"));
  EXPECT_FALSE(has_code("xSYSLIB_CRED_NOT_FOUND", "SYSLIB_CRED_NOT_FOUND"));
  EXPECT_FALSE(has_code("SYSLIB_CRED_NOT_FOUND2", "SYSLIB_CRED_NOT_FOUND"));
  EXPECT_FALSE(has_code("SYSLIB_CRED_NOT_FOUNDs", "SYSLIB_CRED_NOT_FOUND"));
  EXPECT_FALSE(has_code("SYSLIB CRED NOT FOUND", "SYSLIB_CRED_NOT_FOUND"));
}

}  // namespace
}  // namespace tms
