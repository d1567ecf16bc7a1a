#include "core/base/text.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

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

TEST(Text, PrintableKeepsWhatIsSeenAndPutsSpacesInPlaceOfControls) {
  for (int value = 0; value < 256; ++value) {
    const std::string byte(1, static_cast<char>(value));
    const bool control = value < 0x20 || value == 0x7F;
    const std::string alone = control ? " " : (value < 0x80 ? byte : "?");  // no byte from 0x80 on is UTF-8 by itself
    EXPECT_EQ(printable(byte, 10), alone) << value;
    EXPECT_EQ(printable("a" + byte + "b", 10), "a" + alone + "b") << value;
    EXPECT_EQ(printable("é" + byte + "€", 10), "é" + alone + "€") << value;
  }
}

std::string utf8(std::uint32_t code_point) {
  const auto more = [&](unsigned shift) { return static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU)); };
  if (code_point < 0x80) return {static_cast<char>(code_point)};
  if (code_point < 0x800) return {static_cast<char>(0xC0U | code_point >> 6U), more(0)};
  if (code_point < 0x10000) return {static_cast<char>(0xE0U | code_point >> 12U), more(6), more(0)};
  return {static_cast<char>(0xF0U | code_point >> 18U), more(12), more(6), more(0)};
}

TEST(Text, PrintableJudgesEveryCharacter) {
  const std::set<std::uint32_t> line_ends = {0x2028, 0x2029};
  std::set<std::uint32_t> invisible = {0xAD, 0x61C, 0xFEFF};
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges = {
      {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0xE0000, 0xE007F}};
  for (const auto& [first, last] : ranges) {
    for (std::uint32_t each = first; each <= last; ++each) invisible.insert(each);
  }
  // All of the first plane, and enough of the others to meet each of their blocks.
  for (std::uint32_t code_point = 0; code_point <= 0x10FFFF; code_point += code_point < 0x10000 ? 1 : 0x11) {
    const std::string character = utf8(code_point);
    std::string wanted = character;
    if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || line_ends.contains(code_point)) wanted = " ";
    if (invisible.contains(code_point)) wanted = "";
    if (code_point >= 0xD800 && code_point <= 0xDFFF) wanted = "???";  // half a pair of UTF-16 is no UTF-8
    ASSERT_EQ(printable(character, 10), wanted) << code_point;
  }
}

TEST(Text, PrintableShowsBytesThatAreNoUtf8AsSuch) {
  EXPECT_EQ(printable("\xC0\x8A", 10), "??");       // a line feed, written too long
  EXPECT_EQ(printable("\xE0\x80\x8A", 10), "???");  // and longer still
  EXPECT_EQ(printable("\xF0\x80\x80\x8A", 10), "????");
  EXPECT_EQ(printable("\xF4\x90\x80\x80", 10), "????");  // beyond the last character
  EXPECT_EQ(printable("a\xE2\x80", 10), "a??");          // cut
  EXPECT_EQ(printable("\xE2(\x80", 10), "?(?");
}

TEST(Text, PrintableHasAnEnd) {
  EXPECT_EQ(printable("", 0), "");
  EXPECT_EQ(printable("abc", 3), "abc");
  EXPECT_EQ(printable("abcd", 3), "abc…");
  EXPECT_EQ(printable("a€b", 2), "a…");
  EXPECT_EQ(printable(utf8(0x202E) + "ab", 2), "ab");
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
