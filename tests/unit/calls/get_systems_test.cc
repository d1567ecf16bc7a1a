#include "core/calls/get_systems.h"

#include <gtest/gtest.h>

#include <vector>

#include "unit/tapis_answers.h"

namespace tms {
namespace {

// A page with these rows, of 7 in all.
Reply page_of(std::string_view rows) {
  return text(200, concat({R"({"result": [)", rows,
                           R"(], "status": "success", "message": "TAPIS_FOUND Systems found", "version": "1.8.3", )",
                           R"("metadata": {"recordCount": 1, "recordLimit": 1000, "totalCount": 7}})"}));
}

SystemPage read(std::string_view rows) {
  Result<SystemPage> page = interpret_systems(page_of(rows)).value;
  if (page) return *page;
  ADD_FAILURE() << "the page was not read";
  return {};
}

SystemRow read_one(std::string_view row) {
  const SystemPage page = read(row);
  if (page.list.systems.size() == 1) return page.list.systems.front();
  ADD_FAILURE() << "the row was not read: " << row;
  return {};
}

TEST(GetSystems, AsksForEveryVisibleSystemInTheOrderOfIds) {
  EXPECT_EQ(get_systems_request({}, Selection::kNeeded),
            (HttpRequest{.method = Method::kGet,
                         .target = "/v3/systems?listType=ALL&select=id,host,description,owner,systemType,canExec,"
                                   "enabled,defaultAuthnMethod,isDynamicEffectiveUser,dtnSystemId,hasCredentials"
                                   "&orderBy=id(asc)&computeTotal=true&limit=1000"}));
}

TEST(GetSystems, CanAskForAllAttributes) {
  EXPECT_EQ(get_systems_request({}, Selection::kAll).target,
            "/v3/systems?listType=ALL&select=allAttributes&orderBy=id(asc)&computeTotal=true&limit=1000");
}

TEST(GetSystems, GoesOnAfterTheLastIdOfThePageBefore) {
  EXPECT_TRUE(get_systems_request({.after = "a~1&b=c"}, Selection::kAll)
                  .target.ends_with("&limit=1000&startAfter=a~1%26b%3Dc"));
}

TEST(GetSystems, BeginsAfterSoManyRows) {
  EXPECT_TRUE(
      get_systems_request({.skip = 999, .limit = 1001}, Selection::kAll).target.ends_with("&limit=1001&skip=999"));
}

TEST(GetSystems, NamesOnlyWhatASearchCanHold) {
  for (const std::string_view id : {"ls6", "a.b_c-d"}) EXPECT_TRUE(can_be_searched_for(id)) << id;
  for (const std::string_view id : {"", "a~b", "../x", "search", "a,b"}) EXPECT_FALSE(can_be_searched_for(id)) << id;
}

TEST(GetSystems, AsksForTheDefinitionsOfNamedSystems) {
  const std::vector<std::string> ids{"ls6", "designsafe.storage.default", "x_y-z"};
  const std::string target =
      "/v3/systems?listType=ALL&select=id,defaultAuthnMethod&orderBy=id(asc)&computeTotal=true&limit=1000";
  const std::string search = "&search=(id.in.ls6,designsafe.storage.default,x_y-z)";
  EXPECT_EQ(get_systems_request({}, Selection::kDefinition, ids),
            (HttpRequest{.method = Method::kGet, .target = target + search}));
  EXPECT_EQ(get_systems_request({.after = "ls6"}, Selection::kDefinition, ids).target,
            target + "&startAfter=ls6" + search);
}

TEST(GetSystems, ReadsEveryAttribute) {
  const SystemRow row = read_one(
      R"({"id": "ls6", "host": "ls6.tacc.utexas.edu", "description": "Lonestar", "owner": "wma_prtl",
          "systemType": "LINUX", "canExec": true, "enabled": true, "defaultAuthnMethod": "TMS_KEYS",
          "isDynamicEffectiveUser": true, "hasCredentials": true})");
  EXPECT_EQ(row.id, "ls6");
  EXPECT_EQ(row.host, "ls6.tacc.utexas.edu");
  EXPECT_EQ(row.description, "Lonestar");
  EXPECT_EQ(row.owner, "wma_prtl");
  EXPECT_EQ(row.system_type, "LINUX");
  EXPECT_TRUE(row.can_exec);
  EXPECT_TRUE(row.enabled);
  EXPECT_EQ(row.default_authn_method, "TMS_KEYS");
  EXPECT_TRUE(row.is_dynamic_effective_user);
  EXPECT_EQ(row.has_credentials, true);
}

TEST(GetSystems, ReadsEachBooleanAsJsonAndAsText) {
  for (const std::string_view quote : {"", "\""}) {
    for (const bool value : {false, true}) {
      for (const std::string_view name : {"canExec", "enabled", "isDynamicEffectiveUser", "hasCredentials"}) {
        SCOPED_TRACE(testing::Message() << name << " " << quote << value);
        const SystemRow row =
            read_one(concat({R"({"id": "ls6", ")", name, "\": ", quote, value ? "true" : "false", quote, "}"}));
        EXPECT_EQ(row.can_exec, value && name == "canExec");
        EXPECT_EQ(row.enabled, value && name == "enabled");
        EXPECT_EQ(row.is_dynamic_effective_user, value && name == "isDynamicEffectiveUser");
        EXPECT_EQ(row.has_credentials, name == "hasCredentials" ? std::optional<bool>(value) : std::nullopt);
      }
    }
  }
}

TEST(GetSystems, DoesNotTakeAnAbsentHasCredentialsForFalse) {
  EXPECT_EQ(read_one(R"({"id": "ls6"})").has_credentials, std::nullopt);
  EXPECT_EQ(read_one(R"({"id": "ls6", "hasCredentials": null})").has_credentials, std::nullopt);
  EXPECT_EQ(read_one(R"({"id": "ls6", "hasCredentials": false})").has_credentials, false);
}

TEST(GetSystems, TellsTheDataTransferNodeWhereThereIsOneThatCanBe) {
  EXPECT_EQ(read_one(R"({"id": "ls6", "dtnSystemId": "cloud.data"})").dtn_system_id, "cloud.data");
  for (const std::string_view none : {"null", R"("")", "7", "true", "{}", R"(["cloud.data"])", R"("a/../b")"}) {
    const SystemRow row = read_one(concat({R"({"dtnSystemId": )", none, R"(, "id": "ls6", "host": "h"})"}));
    EXPECT_EQ(row.id, "ls6") << none;
    EXPECT_EQ(row.dtn_system_id, "") << none;
  }
  EXPECT_EQ(read_one(R"({"id": "ls6"})").dtn_system_id, "");
}

TEST(GetSystems, TakesNullForNothing) {
  const SystemRow row = read_one(
      R"({"id": "ls6", "host": null, "description": null, "owner": null, "systemType": null, "canExec": null,
          "enabled": null, "defaultAuthnMethod": null, "isDynamicEffectiveUser": null})");
  EXPECT_EQ(row.host + row.description + row.owner + row.system_type + row.default_authn_method, "");
  EXPECT_FALSE(row.can_exec || row.enabled || row.is_dynamic_effective_user);
}

TEST(GetSystems, DoesNotCarryAnythingFromOneRowToTheNext) {
  const SystemPage page =
      read(R"({"id": "a", "description": "first", "canExec": true, "hasCredentials": true}, {"id": "b"})");
  ASSERT_EQ(page.list.systems.size(), 2U);
  EXPECT_EQ(page.list.systems[1].description, "");
  EXPECT_FALSE(page.list.systems[1].can_exec);
  EXPECT_EQ(page.list.systems[1].has_credentials, std::nullopt);
}

TEST(GetSystems, SkipsAndCountsRowsThatBreakTheContract) {
  const std::vector<std::string_view> rows = {
      "null",
      "7",
      R"("ls6")",
      "[]",
      R"([{"id": "inside"}])",
      "{}",
      R"({"id": null})",
      R"({"id": 7})",
      R"({"id": ""})",
      R"({"id": "a/../b"})",
      R"({"id": "search"})",
      R"({"id": "x", "host": 7})",
      R"({"id": "x", "description": {"text": "x"}})",
      R"({"id": "x", "owner": ["x"]})",
      R"({"id": "x", "systemType": true})",
      R"({"id": "x", "defaultAuthnMethod": 1})",
      R"({"id": "x", "canExec": "yes"})",
      R"({"id": "x", "enabled": 1})",
      R"({"id": "x", "isDynamicEffectiveUser": "TRUE"})",
      R"({"id": "x", "hasCredentials": ""})",
      R"({"id": "x", "hasCredentials": {}})",
  };
  for (const std::string_view row : rows) {
    SCOPED_TRACE(row);
    const SystemPage page = read(concat({R"({"id": "a"}, )", row, R"(, {"id": "z"})"}));
    EXPECT_EQ(page.rows, 3U);
    EXPECT_EQ(page.list.skipped_rows, 1U);
    ASSERT_EQ(page.list.systems.size(), 2U);
    EXPECT_EQ(page.list.systems[0].id, "a");
    EXPECT_EQ(page.list.systems[1].id, "z");
  }
}

TEST(GetSystems, IgnoresWhatHasTheSameNameFurtherInside) {
  const SystemRow row = read_one(
      R"({"notes": {"id": 1, "host": {}, "enabled": "maybe"}, "id": "ls6", "host": "h", "enabled": true,
          "tags": [{"id": "tag", "canExec": 3}], "jobRuntimes": [["x"]], "notes.id": 5, "effectiveUserId": 9})");
  EXPECT_EQ(row.id, "ls6");
  EXPECT_EQ(row.host, "h");
  EXPECT_TRUE(row.enabled);
}

TEST(GetSystems, KeepsTextWhateverIsInIt) {
  EXPECT_EQ(read_one(R"({"id": "ls6", "description": "<b>\u202e\u001e\u001f\u0000\"\ud83d\ude00"})").description,
            std::string("<b>\u202e\x1e\x1f\0\"\U0001F600", 14));
}

TEST(GetSystems, TellsWhereTheNextPageGoesOnAlsoAfterARowThatIsSkipped) {
  EXPECT_EQ(read("").last_id, "");
  EXPECT_EQ(read(R"({"id": "a"}, {"id": "b"})").last_id, "b");
  EXPECT_EQ(read(R"({"id": "a"}, {"id": "b", "host": 7})").last_id, "b");
  EXPECT_EQ(read(R"({"id": "a"}, 7)").last_id, "a");
}

TEST(GetSystems, TellsWithWhichRowThePageBeginsBeItSoundOrSkipped) {
  EXPECT_EQ(read("").first_id, "");
  EXPECT_EQ(read(R"({"id": "a"}, {"id": "b"})").first_id, "a");
  EXPECT_EQ(read(R"({"id": "a", "host": 7}, {"id": "b"})").first_id, "a");
  EXPECT_EQ(read(R"(7, {"id": "b"})").first_id, "");
}

TEST(GetSystems, ReadsTheTotalIfTheServiceTellsIt) {
  EXPECT_EQ(read("").total_count, 7);
  for (const std::string_view metadata : {"null", "{}", R"({"totalCount": null})", R"({"totalCount": "7"})"}) {
    const Result<SystemPage> page =
        interpret_systems(
            text(200, concat({R"({"result": [], "status": "success", "message": "", "metadata": )", metadata, "}"})))
            .value;
    ASSERT_TRUE(page);
    EXPECT_EQ(page->total_count, -1);
  }
}

TEST(GetSystems, RefusesAnAnswerThatIsNoList) {
  for (const std::string_view result : {"null", "{}", R"("ls6")", R"({"result": []})"}) {
    const Result<SystemPage> page = interpret_systems(envelope(200, "success", "TAPIS_FOUND", result)).value;
    ASSERT_FALSE(page) << result;
    EXPECT_EQ(page.error().code, ErrorCode::kInvalidResponse);
  }
  const Result<SystemPage> html_page = interpret_systems(html(200)).value;
  ASSERT_FALSE(html_page);
  EXPECT_EQ(html_page.error().code, ErrorCode::kInvalidResponse);
}

TEST(GetSystems, TellsTheErrorsOfAnyCall) {
  const auto code_of = [](const Reply& reply) {
    const Result<SystemPage> page = interpret_systems(reply).value;
    return page ? "none" : info(page.error().code).name;
  };
  EXPECT_EQ(code_of(not_permitted()), "forbidden");
  EXPECT_EQ(code_of(no_such_system()), "invalid_response") << "no system was asked for";
  EXPECT_EQ(code_of(token_has_expired()), "token_expired");
  EXPECT_EQ(code_of(envelope(500, "Internal Server Error", "SYSAPI_SELECT_ERROR")), "server_error");
  EXPECT_EQ(code_of(envelope(400, "Bad Request", "SYSAPI_INVALID")), "invalid_response");
  for (const NamedReply& row : transient_replies()) EXPECT_EQ(code_of(row.reply), row.error) << row.name;
}

}  // namespace
}  // namespace tms
