#include "core/tapis/envelope.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "unit/tapis_answers.h"

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

// "systems", "tapis", "stranger", or "none".
std::string writer_of(std::string_view body) {
  const std::optional<Envelope> read = parse_envelope(body);
  if (!read) return "none";
  return read->is_of_systems ? "systems" : (read->is_of_tapis ? "tapis" : "stranger");
}

TEST(Envelope, IsNoneWithoutAStringAsMessageAtItsTop) {
  for (std::string_view body : {
           R"({})",
           R"({"status":"error","metadata":null})",
           R"({"status":"error","message":null,"metadata":null})",
           R"({"status":"error","message":["x"],"metadata":null})",
           R"({"result":{"status":"success","message":"x"}})",
           R"({"":{"status":"success","message":"x"}})",
           R"([{"status":"success","message":"x","metadata":null}])",
           R"("status message")",
           R"(null)",
           R"({"status":"success","message":"x","result":1} )"
           "x",
           R"({"status":"success","message":"x","result":1)",
           "",
           "<html></html>",
           "TAPIS_SECURITY_JWT_EXPIRED",
       }) {
    EXPECT_EQ(writer_of(body), "none") << body;
  }
}

TEST(Envelope, IsOfTapisWithTheStringsStatusAndMessageAndOneOfTheOtherMembers) {
  for (std::string_view member : {"result", "version", "commit", "build", "metadata"}) {
    for (std::string_view value : {"null", "\"\"", "\"1.8.3\"", "[]", "{}", "1", "false"}) {
      const std::string body = concat({R"({"status":"error","message":"x",")", member, "\":", value, "}"});
      EXPECT_TRUE(parse_envelope(body)->is_of_tapis) << body;
    }
  }
  EXPECT_TRUE(parse_envelope(R"({"status":"success","message":"","result":{}})")->is_success());
  for (std::string_view body : {
           R"({"message":"x"})",
           R"({"message":"x","metadata":null})",
           R"({"status":null,"message":"x","metadata":null})",
           R"({"status":401,"message":"x","metadata":null,"result":null,"version":"1"})",
           R"({"status":["error"],"message":"x","result":null})",
           R"({"status":"success","message":"x"})",
           R"({"status":"error","message":"SYSLIB_CRED_NOT_FOUND x"})",
           R"({"status":"error","message":"x","error":{"result":null,"metadata":null}})",
       }) {
    EXPECT_EQ(writer_of(body), "stranger") << body;
    EXPECT_FALSE(parse_envelope(body)->is_success()) << body;
  }
}

TEST(Envelope, TellsTheSystemsServiceFromAGateway) {
  EXPECT_EQ(writer_of(body_of(check_failed_inside())), "systems");
  EXPECT_EQ(writer_of(body_of(envelope(500, "Internal Server Error", "HTTP 405 Method Not Allowed"))), "systems");
  for (std::string_view member : {"commit", "build", "metadata"}) {
    EXPECT_EQ(writer_of(concat({R"({"status":"error","message":"x",")", member, "\":null}"})), "systems") << member;
  }
  for (std::string_view member : {"result", "version"}) {
    const auto with_message = [&](std::string_view message) {
      return writer_of(concat({R"({"status":"error","message":")", message, "\",\"", member, "\":null}"}));
    };
    EXPECT_EQ(with_message("SYSAPI_CHECK_ERROR x"), "systems");
    EXPECT_EQ(with_message("SYSLIB_UNAUTH x"), "systems");
    EXPECT_EQ(with_message("TAPIS_SECURITY_JWT_EXPIRED"), "tapis");
    EXPECT_EQ(with_message("No SYSLIB_UNAUTH"), "tapis");
    EXPECT_EQ(with_message(""), "tapis");
  }
  EXPECT_EQ(writer_of(body_of(token_is_revoked())), "tapis");
  EXPECT_EQ(writer_of(R"({"status":"error","message":"TAPIS_SECURITY_JWT_EXPIRED","result":{"metadata":1}})"), "tapis");
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

}  // namespace
}  // namespace tms
