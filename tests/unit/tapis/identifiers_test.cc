#include "core/tapis/identifiers.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "core/calls/credential_path.h"

namespace tms {
namespace {

// "" if it is accepted, else the reason.
std::string refusal(const std::optional<Error>& error) {
  if (!error) return "";
  EXPECT_EQ(error->code, ErrorCode::kInvalidArgument);
  EXPECT_NE(error->detail, "");
  return error->detail;
}

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST(SystemId, FollowsThePatternOfTapis) {
  for (std::string_view id : {"stampede3", "a", "7", "ls6", "designsafe.storage.default", "wma-exec-01", "A_b~c.d-e",
                              "a.", "a-", "a.b.c", "searching", "my-share", "healthcheck2"}) {
    EXPECT_EQ(refusal(check_system_id(id)), "") << id;
  }
}

TEST(SystemId, RefusesWhateverCouldChangeThePath) {
  using namespace std::string_view_literals;
  for (std::string_view id :
       {".stampede3"sv, "-a"sv,   "_a"sv,  "~a"sv,  "."sv,   ".."sv,   "a..b"sv,  "a.."sv,   "a/b"sv,
        "/a"sv,         "a\\b"sv, "a b"sv, " a"sv,  "a\n"sv, "a\0b"sv, "a\x7F"sv, "a%2Fb"sv, "%2e%2e"sv,
        "a?b"sv,        "a#b"sv,  "a;b"sv, "a:b"sv, "a@b"sv, "a+b"sv,  "é"sv,     "aé"sv,    "a\xFF"sv}) {
    EXPECT_TRUE(refusal(check_system_id(id)).starts_with("This is not a Tapis system id.")) << id;
  }
}

TEST(SystemId, IsNeverEmpty) { EXPECT_TRUE(refusal(check_system_id("")).starts_with("The system id is empty.")); }

TEST(SystemId, HasAtMost80Characters) {
  EXPECT_EQ(refusal(check_system_id(std::string(80, 'a'))), "");
  EXPECT_TRUE(refusal(check_system_id(std::string(81, 'a'))).starts_with("The system id is too long"));
}

TEST(SystemId, IsNoReservedWordInAnyCase) {
  for (std::string_view word : {"healthcheck", "HEALTHCHECK", "readycheck", "ReadyCheck", "search", "SEARCH",
                                "schedulerprofile", "SchedulerProfile", "share", "Share", "unshare", "UNSHARE",
                                "share_public", "Share_Public", "unshare_public", "UNSHARE_PUBLIC"}) {
    EXPECT_EQ(refusal(check_system_id(word)),
              "\"" + std::string(word) + "\" is a reserved word of Tapis and cannot be a system id.");
  }
}

TEST(Username, MayBeAlmostAnything) {
  for (std::string_view name : {"jdoe", "j.doe", "j.", "jdoe@example.org", "Jane Doe", "j%2F", "jérôme", "李", "a?b#c",
                                "search", "-", "~", "${apiUserId}"}) {
    EXPECT_EQ(refusal(check_username(name)), "") << name;
  }
}

TEST(Username, RefusesWhateverCouldChangeThePath) {
  using namespace std::string_view_literals;
  for (std::string_view name : {"."sv, ".."sv, "a..b"sv, "../admin"sv, "a/b"sv, "/"sv, "a\\b"sv, "a\nb"sv, "a\r"sv,
                                "\t"sv, "a\0b"sv, "a\x1F"sv, "a\x7F"sv}) {
    EXPECT_TRUE(refusal(check_username(name)).starts_with("This is not a user name:")) << name;
  }
}

TEST(Username, IsNeverEmpty) { EXPECT_TRUE(refusal(check_username("")).starts_with("The user name is empty.")); }

TEST(Username, HasAtMost60CharactersOfAnySize) {
  for (std::string_view character : {"a", "é", "€", "😀"}) {
    EXPECT_EQ(refusal(check_username(repeated(character, 60))), "") << character;
    EXPECT_TRUE(refusal(check_username(repeated(character, 61))).starts_with("The user name is too long")) << character;
  }
}

TEST(PercentEncoding, LeavesTheUnreservedCharactersAlone) {
  constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  EXPECT_EQ(percent_encode(kUnreserved), kUnreserved);
  EXPECT_EQ(percent_encode(""), "");
}

TEST(PercentEncoding, EncodesEveryOtherByte) {
  constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  int encoded = 0;
  for (int value = 0; value < 256; ++value) {
    const char c = static_cast<char>(value);
    if (kUnreserved.find(c) != std::string_view::npos) continue;
    const std::string text = percent_encode(std::string_view(&c, 1));
    ASSERT_EQ(text.size(), 3U) << value;
    EXPECT_EQ(text[0], '%');
    EXPECT_EQ(std::stoi(text.substr(1), nullptr, 16), value);
    ++encoded;
  }
  EXPECT_EQ(encoded, 256 - 66);
  EXPECT_EQ(percent_encode("a/b?c#d%2F é"), "a%2Fb%3Fc%23d%252F%20%C3%A9");
}

TEST(CredentialPath, EncodesBothSegments) {
  EXPECT_EQ(credential_path({.system_id = "stampede3", .username = "jdoe"}),
            "/v3/systems/credential/stampede3/user/jdoe");
  EXPECT_EQ(credential_path({.system_id = "a b", .username = "j/d"}), "/v3/systems/credential/a%20b/user/j%2Fd");
}

}  // namespace
}  // namespace tms
