#include "core/text.h"

#include <gtest/gtest.h>

namespace tms {
namespace {

TEST(Text, ConcatJoinsItsParts) {
  EXPECT_EQ(concat({}), "");
  EXPECT_EQ(concat({"a", "", std::string("b"), std::string_view("c")}), "abc");
}

TEST(Text, ShortenKeepsWhatFits) {
  EXPECT_EQ(shorten("", 0), "");
  EXPECT_EQ(shorten("abc", 3), "abc");
  EXPECT_EQ(shorten("añ", 3), "añ");
}

TEST(Text, ShortenMarksTheCut) {
  EXPECT_EQ(shorten("abcd", 3), "abc…");
  EXPECT_EQ(shorten("abcd", 0), "…");
}

TEST(Text, ShortenNeverCutsThroughACharacter) {
  EXPECT_EQ(shorten("aé", 2), "a…");
  EXPECT_EQ(shorten("a€b", 2), "a…");
  EXPECT_EQ(shorten("a€b", 3), "a…");
  EXPECT_EQ(shorten("a€b", 4), "a€…");
  EXPECT_EQ(shorten("😀😀", 7), "😀…");
}

TEST(Text, ShortenSurvivesBytesThatAreNoUtf8) {
  EXPECT_EQ(shorten("\x80\x80\x80\x80", 2), "…");
  EXPECT_EQ(shorten("\xFF\xFF\xFF", 2), "\xFF\xFF…");
}

TEST(Text, KnowsLettersAndDigitsOfAsciiOnly) {
  for (int value = 0; value < 256; ++value) {
    const char c = static_cast<char>(value);
    const bool upper = value >= 'A' && value <= 'Z';
    const bool letter = upper || (value >= 'a' && value <= 'z');
    const bool digit = value >= '0' && value <= '9';
    EXPECT_EQ(is_ascii_letter(c), letter) << value;
    EXPECT_EQ(is_ascii_digit(c), digit) << value;
    EXPECT_EQ(is_ascii_alnum(c), letter || digit) << value;
    EXPECT_EQ(to_ascii_lower(c), upper ? static_cast<char>(value + 32) : c) << value;
  }
}

TEST(Text, LowersAsciiAndLeavesTheRest) { EXPECT_EQ(to_ascii_lower("TMS_Keys É[@`{"), "tms_keys É[@`{"); }

}  // namespace
}  // namespace tms
