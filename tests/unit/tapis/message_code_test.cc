#include "core/tapis/message_code.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <vector>

#include "core/base/text.h"

namespace tms {
namespace {

std::string code_in(std::string_view message, const Subject& about = {}) {
  return std::string(most_specific_code(codes_in(message, about)));
}

TEST(MessageCode, IsTheInnermostThatSaysMost) {
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
           Row{"SYSAPI_CRED_ERROR x Operation: createCred Error: SYSLIB_CRED_SK_ERROR y", "SYSLIB_CRED_SK_ERROR"},
           Row{"SYSAPI_CRED_ERROR x Error: tapis.shared.TapisException: SYSLIB_CRED_SK_ERROR y",
               "SYSLIB_CRED_SK_ERROR"},
           Row{"SYSAPI_CRED_ERROR x: SYSLIB_CRED_TMS_KEYS_ERR: SYSLIB_CRED_TMS_KEYS_HTTP_ERR", "SYSAPI_CRED_ERROR"},
           Row{"SYSAPI_CRED_ERROR: SYSLIB_CRED_TMS_KEYS_ERR: SYSLIB_CRED_TMS_KEYS_HTTP_ERR",
               "SYSLIB_CRED_TMS_KEYS_HTTP_ERR"},
           Row{"SYSAPI_SELECT_ERROR SYSLIB_LISTTYPE_ERROR", "SYSLIB_LISTTYPE_ERROR"},
           Row{"SYSAPI_CRED_ERROR Could not do it. SYSLIB_CRED_TMS_KEYS_ERR Why.", "SYSLIB_CRED_TMS_KEYS_ERR"},
           Row{"SYSLIB_LISTTYPE_ERROR after SYSAPI_SELECT_ERROR", "SYSLIB_LISTTYPE_ERROR"},
           Row{"SYSAPI_NOSYSTEM x TAPIS_FOUND", "SYSAPI_NOSYSTEM"},
           Row{"TAPIS_FOUND System found: stampede3", "TAPIS_FOUND"},
           Row{"TAPIS_SECURITY_JWT_EXPIRED: over", "TAPIS_SECURITY_JWT_EXPIRED"},
           Row{"SEARCH_LIST_ERROR x", "SEARCH_LIST_ERROR"},
           Row{"SELECT_LIST_ERROR x", "SELECT_LIST_ERROR"},
           Row{"(SYSLIB_UNAUTH)", "SYSLIB_UNAUTH"},
           Row{"\"SYSLIB_UNAUTH\",", "SYSLIB_UNAUTH"},
           Row{"\r\n\tSYSLIB_UNAUTH\nx", "SYSLIB_UNAUTH"},
           Row{"()", ""},
           Row{"MY_SYSLIB_UNAUTH", ""},
           Row{"SYSLIB_UNAUTH-x", ""},
           Row{"SYSLIB_UNAUTHs", ""},
           Row{"xSYSLIB_UNAUTH", ""},
           Row{"SYSLIB UNAUTH", ""},
           Row{"JOBS_SOMETHING", ""},
           Row{"syslib_unauth", ""},
       }) {
    EXPECT_EQ(code_in(row.message), row.code) << row.message;
  }
}

TEST(MessageCode, IsNotReadWhereANameStands) {
  for (std::string_view label : {"System:", "User:", "OboUser:", "jwtUser:", "jwtUserId:", "OboTenant:", "Host:",
                                 "EffectiveUser:", "TargetUser:", "AuthnMethod:", "found:", "Operation:"}) {
    SCOPED_TRACE(label);
    EXPECT_EQ(code_in(concat({"SYSAPI_CRED_VALID_FAIL No. ", label, " SYSLIB_CRED_CONN_FAIL"})),
              "SYSAPI_CRED_VALID_FAIL");
    EXPECT_EQ(code_in(concat({"SYSAPI_CRED_VALID_FAIL No. ", label,
                              " SYSLIB_CRED_CONN_FAIL Message: SYSLIB_CRED_VALID_FAIL No. ", label,
                              "  SYSLIB_CRED_CONN_FAIL Message: No more ways."})),
              "SYSLIB_CRED_VALID_FAIL");
  }
}

// With spaces in it a name can pass for anything, unless one knows it.
TEST(MessageCode, IsNotReadInTheNamesOfThoseThatTheAnswerIsAbout) {
  for (const std::string name : {"SYSLIB_CRED_CONN_FAIL", "x SYSLIB_CRED_CONN_FAIL", "Message: SYSLIB_CRED_CONN_FAIL",
                                 "a System: b Message: SYSLIB_CRED_CONN_FAIL", "Error:", "Message: ", ": :", "S"}) {
    SCOPED_TRACE(name);
    const Subject about{.system_id = "SYSLIB_CRED_CONN_FAIL", .username = name};
    const std::string message = concat(
        {"SYSAPI_CRED_VALID_FAIL The credentials of SYSLIB_CRED_CONN_FAIL are no good. jwtTenant: t jwtUser: ", name,
         " OboTenant: t OboUser: ", name, " System: SYSLIB_CRED_CONN_FAIL User: ", name, " Message: "});
    EXPECT_EQ(codes_in(concat({message, "SYSLIB_CRED_VALID_FAIL No. User: ", name}), about),
              "SYSAPI_CRED_VALID_FAIL SYSLIB_CRED_VALID_FAIL ");
    EXPECT_EQ(code_in(concat({message, "SYSLIB_CRED_CONN_FAIL No. User: ", name}), about), "SYSLIB_CRED_CONN_FAIL");
    EXPECT_EQ(code_in("SYSLIB_CRED_CONN_FAIL No.", about), "SYSLIB_CRED_CONN_FAIL");
  }
}

TEST(MessageCode, IsFoundByItsWholeName) {
  const std::string codes = codes_in("SYSAPI_CRED_VALID_FAIL x Message: SYSLIB_CRED_NOT_FOUND y");
  EXPECT_EQ(codes, "SYSAPI_CRED_VALID_FAIL SYSLIB_CRED_NOT_FOUND ");
  EXPECT_TRUE(has_code(codes, "SYSAPI_CRED_VALID_FAIL"));
  EXPECT_TRUE(has_code(codes, "SYSLIB_CRED_NOT_FOUND"));
  for (std::string_view other : {"SYSLIB_CRED_NOT", "CRED_NOT_FOUND", "SYSLIB_CRED_NOT_FOUND_HERE", "", " "}) {
    EXPECT_FALSE(has_code(codes, other)) << other;
  }
  EXPECT_FALSE(has_code("", "SYSLIB_CRED_NOT_FOUND"));
  EXPECT_FALSE(has_code("", ""));
}

TEST(MessageCode, IsLookedForInTheFirst64KiB) {
  const std::string far = "SYSAPI_X " + std::string(65'536 - 18, 'x') + " SYSLIB_Y";
  EXPECT_EQ(code_in(far), "SYSLIB_Y");
  EXPECT_EQ(code_in(" " + far), "SYSLIB_");  // cut
  EXPECT_EQ(code_in("         " + far), "SYSAPI_X");
}

TEST(MessageCode, IsFoundSoonHoweverLongTheMessageIs) {
  constexpr std::size_t kSize = 8U << 20U;
  const Subject about{.system_id = "SYSLIB_", .username = "j doe"};
  for (const std::string pattern : {"SYSLIB_CRED_NOT_FOUND ", "Message: ", "User: j d", ":", " "}) {
    SCOPED_TRACE(pattern);
    std::string message;
    while (message.size() < kSize) message += message.empty() ? pattern : message;
    const std::clock_t started = std::clock();  // of this process alone
    most_specific_code(codes_in(message, about));
    EXPECT_LT(std::clock() - started, CLOCKS_PER_SEC);
  }
}

}  // namespace
}  // namespace tms
