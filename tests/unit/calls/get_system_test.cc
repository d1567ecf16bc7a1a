#include "core/calls/get_system.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/tapis_answers.h"

namespace tms {
namespace {

// The authentication method, or the name of the error.
std::string meaning_of(const Reply& reply) {
  const Result<SystemDefinition> definition = interpret_system(reply).value;
  return definition ? definition->default_authn_method : std::string(info(definition.error().code).name);
}

TEST(GetSystem, AsksForAllAttributes) {
  EXPECT_EQ(get_system_request("stampede3"),
            (HttpRequest{.method = Method::kGet, .target = "/v3/systems/stampede3", .body = ""}));
  EXPECT_EQ(get_system_request("a b").target, "/v3/systems/a%20b");
}

TEST(GetSystem, ReadsTheDefaultAuthenticationMethod) {
  for (std::string_view method : {"PASSWORD", "PKI_KEYS", "ACCESS_KEY", "TOKEN", "TMS_KEYS", "CERT"}) {
    const Result<SystemDefinition> definition = interpret_system(system_with(method)).value;
    ASSERT_TRUE(definition) << method;
    EXPECT_EQ(definition->default_authn_method, method);
    EXPECT_EQ(definition->uses_tms_keys(), method == "TMS_KEYS");
  }
  EXPECT_FALSE(interpret_system(system_with("TMS_Keys")).value->uses_tms_keys());
}

TEST(GetSystem, TellsEveryAnswerOfTheServiceApart) {
  const auto success = [](std::string_view result) { return envelope(200, "success", "TAPIS_FOUND x", result); };
  struct Row {
    std::string_view name;
    Reply reply;
    std::string_view meaning;
  };
  const std::vector<Row> rows = {
      {"missing", no_such_system(), "system_not_found"},
      {"not permitted", not_permitted(), "forbidden"},
      {"bad authnMethod", envelope(400, "Bad Request", "SYSAPI_ACCMETHOD_ENUM_ERROR x"), "invalid_response"},
      {"anything else", envelope(500, "Internal Server Error", "SYSAPI_SYS_GET_ERROR x"), "server_error"},
      {"an error with a definition in it", envelope(404, "error", "x", R"({"defaultAuthnMethod":"TMS_KEYS"})"),
       "system_not_found"},
      {"no method", success("{}"), "invalid_response"},
      {"no definition", success("null"), "invalid_response"},
      {"a method that is null", success(R"({"defaultAuthnMethod":null})"), "invalid_response"},
      {"a method that is empty", success(R"({"defaultAuthnMethod":""})"), "invalid_response"},
      {"a method that is no string", success(R"({"defaultAuthnMethod":["TMS_KEYS"]})"), "invalid_response"},
      {"a list", success(R"([{"defaultAuthnMethod":"TMS_KEYS"}])"), "invalid_response"},
      {"a method further inside", success(R"({"notes":{"defaultAuthnMethod":"TMS_KEYS"}})"), "invalid_response"},
      {"a member named like the path", success(R"({"result.defaultAuthnMethod":"TMS_KEYS"})"), "invalid_response"},
      {"an envelope in a bad place",
       text(200, R"({"status":"success","message":"x","result.defaultAuthnMethod":"TMS_KEYS"})"), "invalid_response"},
      {"cut off", text(200, R"({"result":{"defaultAuthnMethod":"TMS_KEYS"},"status":"success","mes)"),
       "invalid_response"},
      {"2xx page", html(200), "invalid_response"},
      {"empty 500", text(500, ""), "server_error"},
      {"502", html(502), "service_unavailable"},
      {"no answer", NoResponse::kNetwork, "network_error"},
      {"timeout", NoResponse::kTimeout, "timeout"},
  };
  for (const Row& row : rows) EXPECT_EQ(meaning_of(row.reply), row.meaning) << row.name;
}

TEST(GetSystem, KeepsWhatTapisSaidInTheError) {
  const Result<SystemDefinition> definition = interpret_system(no_such_system()).value;
  ASSERT_FALSE(definition);
  EXPECT_EQ(definition.error().http_status, 404);
  EXPECT_EQ(definition.error().tapis_code, "SYSAPI_NOT_FOUND");
}

}  // namespace
}  // namespace tms
