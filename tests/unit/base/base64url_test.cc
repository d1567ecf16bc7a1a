#include "core/base/base64url.h"

#include <gtest/gtest.h>

namespace tms {
namespace {

TEST(Base64Url, DecodesTheExamplesOfRfc4648WithoutPadding) {
  EXPECT_EQ(decode_base64url(""), "");
  EXPECT_EQ(decode_base64url("Zg"), "f");
  EXPECT_EQ(decode_base64url("Zm8"), "fo");
  EXPECT_EQ(decode_base64url("Zm9v"), "foo");
  EXPECT_EQ(decode_base64url("Zm9vYmFy"), "foobar");
}

TEST(Base64Url, UsesTheAlphabetThatIsSafeInUrls) {
  EXPECT_EQ(decode_base64url("-_-_"), "\xFB\xFF\xBF");
  EXPECT_EQ(decode_base64url("+/+/"), std::nullopt);
}

TEST(Base64Url, RefusesPaddingForeignCharactersAndImpossibleLengths) {
  EXPECT_EQ(decode_base64url("Zg=="), std::nullopt);
  EXPECT_EQ(decode_base64url("Zm9v\n"), std::nullopt);
  EXPECT_EQ(decode_base64url("Z"), std::nullopt);
}

}  // namespace
}  // namespace tms
