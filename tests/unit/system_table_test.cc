#include "browser/system_table.h"

#include <gtest/gtest.h>

namespace tms {
namespace {

SystemRow ls6() {
  return {.id = "ls6",
          .host = "ls6.tacc.utexas.edu",
          .description = "Lonestar",
          .owner = "wma_prtl",
          .system_type = "LINUX",
          .can_exec = true,
          .enabled = false,
          .default_authn_method = "TMS_KEYS",
          .is_dynamic_effective_user = true,
          .has_credentials = false};
}

TEST(SystemTable, IsEmptyForNoSystems) { EXPECT_EQ(to_table({}), ""); }

TEST(SystemTable, EndsEachFieldAndEachRow) {
  EXPECT_EQ(to_table({.systems = {ls6(), {.id = "b"}}}),
            "ls6\x1F"
            "ls6.tacc.utexas.edu\x1F"
            "Lonestar\x1Fwma_prtl\x1FLINUX\x1F"
            "1\x1F"
            "0\x1FTMS_KEYS\x1F"
            "1\x1F"
            "0\x1F\x1E"
            "b\x1F\x1F\x1F\x1F\x1F"
            "0\x1F"
            "0\x1F\x1F"
            "0\x1F\x1F\x1E");
}

TEST(SystemTable, TellsAbsentCredentialsFromUnknownOnes) {
  const auto last_field = [](std::optional<bool> has_credentials) {
    SystemRow row = ls6();
    row.has_credentials = has_credentials;
    const std::string table = to_table({.systems = {row}});
    const std::size_t end = table.size() - 2;  // of the last field: the row ends with U+001F U+001E
    const std::size_t before = table.rfind('\x1F', end - 1);
    return table.substr(before + 1, end - before - 1);
  };
  EXPECT_EQ(last_field(true), "1");
  EXPECT_EQ(last_field(false), "0");
  EXPECT_EQ(last_field(std::nullopt), "");
}

TEST(SystemTable, LeavesNoSeparatorInsideAnyText) {
  const std::string text =
      "\x1E"
      "a\x1F"
      "b\x1E\x1F";
  for (std::string SystemRow::* field : {&SystemRow::id, &SystemRow::host, &SystemRow::description, &SystemRow::owner,
                                         &SystemRow::system_type, &SystemRow::default_authn_method}) {
    SystemRow with_separators = ls6();
    with_separators.*field = text;
    SystemRow with_blanks = ls6();
    with_blanks.*field = " a b  ";
    EXPECT_EQ(to_table({.systems = {with_separators}}), to_table({.systems = {with_blanks}}));
  }
}

TEST(SystemTable, KeepsEveryOtherCharacter) {
  SystemRow row = ls6();
  row.description = std::string("<b>\u202E\n\0\U0001F600", 12);
  EXPECT_NE(to_table({.systems = {row}}).find(row.description), std::string::npos);
}

}  // namespace
}  // namespace tms
