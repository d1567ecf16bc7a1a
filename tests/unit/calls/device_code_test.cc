#include "core/calls/device_code.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/authenticator_answers.h"

namespace tms {
namespace {

constexpr std::string_view kOrigin = "https://designsafe.tapis.io";

Result<std::shared_ptr<const DeviceCode>> read(const Reply& reply, std::string_view origin = kOrigin) {
  return interpret_device_code(reply, "designsafe.page", origin).value;
}

// "code", or the name of the error.
std::string meaning_of(const Reply& reply, std::string_view origin = kOrigin) {
  const auto code = read(reply, origin);
  return code ? "code" : std::string(info(code.error().code).name);
}

TEST(DeviceCode, IsAskedForByTheNameOfTheClient) {
  EXPECT_EQ(device_code_request("designsafe.page"), (HttpRequest{.method = Method::kPost,
                                                                 .target = "/v3/oauth2/device/code",
                                                                 .body = R"({"client_id":"designsafe.page"})"}));
}

TEST(DeviceCode, TakesIdsThatAClientCanHave) {
  for (const std::string& id : {std::string("a"), std::string("A-z_0.9~"), std::string(80, 'x')}) {
    EXPECT_EQ(check_client_id(id), std::nullopt) << id;
  }
  for (const std::string& id :
       {std::string(), std::string(81, 'x'), std::string("a b"), std::string("a\"b"), std::string("a/b"),
        std::string("\xC3\xA4"), std::string("a\n"), std::string(1, '\0')}) {
    ASSERT_TRUE(check_client_id(id)) << id;
    EXPECT_EQ(check_client_id(id)->code, ErrorCode::kInvalidArgument);
  }
}

TEST(DeviceCode, IsReadFromTheAnswer) {
  const auto code = read(code_given());
  ASSERT_TRUE(code);
  EXPECT_EQ((*code)->client_id, "designsafe.page");
  EXPECT_EQ((*code)->user_code, kUserCode);
  EXPECT_EQ((*code)->verification_url, kVerificationUrl);
  EXPECT_EQ((*code)->expires_at, "Fri, 27 Nov 2026 13:10:00 GMT");
  EXPECT_EQ((*code)->device_code.reveal(), kDeviceCode);
  EXPECT_EQ(meaning_of(of_authenticator(201, "success", "x", code_with())), "code");
}

TEST(DeviceCode, IsRefusedWhereAnythingOfItCannotBe) {
  struct Row {
    std::string_view member;
    std::string value;
    std::string_view meaning;
  };
  const std::vector<Row> rows = {
      {"user_code", R"("ABCD")", "code"},
      {"user_code", R"("Abcd-1234-efgh-5")", "code"},
      {"user_code", R"("ABC")", "invalid_response"},
      {"user_code", R"("Abcd-1234-efgh-56")", "invalid_response"},
      {"user_code", R"("ABC DEFG")", "invalid_response"},
      {"user_code", R"("<b>abcd")", "invalid_response"},
      {"user_code",
       "\"ab\xE2\x80\xAE"
       "cd\"",
       "invalid_response"},
      {"user_code", "12345678", "invalid_response"},
      {"user_code", "null", "invalid_response"},
      {"user_code", "", "invalid_response"},
      {"device_code", "", "invalid_response"},
      {"device_code", R"("")", "invalid_response"},
      {"device_code", R"("a\"b")", "invalid_response"},
      {"device_code", R"("a b")", "invalid_response"},
      {"device_code", "[1]", "invalid_response"},
      {"device_code", concat({"\"", std::string(2001, 'a'), "\""}), "invalid_response"},
      {"expires_in", "", "code"},
      {"expires_in", "600", "code"},
      {"expires_in", "null", "code"},
      {"expires_in", R"("whenever")", "code"},
      {"client_id", R"("another")", "code"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(concat({row.member, " ", row.value}));
    EXPECT_EQ(meaning_of(of_authenticator(200, "success", "x", code_with(row.member, row.value))), row.meaning);
  }
  EXPECT_EQ(meaning_of(of_authenticator(200, "success", "x")), "invalid_response");
}

TEST(DeviceCode, SendsAPersonToTheOriginOfTheApiOnly) {
  struct Row {
    std::string_view url;
    std::string_view meaning;
  };
  const std::vector<Row> rows = {
      {"https://designsafe.tapis.io/", "code"},
      {"https://designsafe.tapis.io/v3/oauth2/device", "code"},
      {"https://designsafe.tapis.io", "invalid_response"},
      {"https://designsafe.tapis.io.example.org/", "invalid_response"},
      {"https://designsafe.tapis.io:8443/", "invalid_response"},
      {"https://designsafe.tapis.io@example.org/", "invalid_response"},
      {"http://designsafe.tapis.io/v3/oauth2/device", "invalid_response"},
      {"https://example.org/https://designsafe.tapis.io/", "invalid_response"},
      {"//designsafe.tapis.io/", "invalid_response"},
      {"/v3/oauth2/device", "invalid_response"},
      {"javascript:alert(1)//https://designsafe.tapis.io/", "invalid_response"},
      {"https://designsafe.tapis.io/a b", "invalid_response"},
      {"https://designsafe.tapis.io/\\n", "invalid_response"},
      {"https://designsafe.tapis.io/\xC3\xA4", "invalid_response"},
      {"", "invalid_response"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.url);
    const Reply reply =
        of_authenticator(200, "success", "x", code_with("verification_uri", concat({"\"", row.url, "\""})));
    EXPECT_EQ(meaning_of(reply), row.meaning);
  }
  EXPECT_EQ(meaning_of(code_given(), "https://other.tapis.io"), "invalid_response");
}

TEST(DeviceCode, SaysInWhoseHandsARefusalIs) {
  for (std::string_view message : {"Invalid client: designsafe.page", "Invalid POST data: x", "Something new"}) {
    const auto code = read(refused(message));
    ASSERT_FALSE(code);
    EXPECT_EQ(code.error().code, ErrorCode::kSignInRefused);
    EXPECT_EQ(code.error().server_message, message);
    EXPECT_NE(tms::message(code.error()).find(message), std::string::npos);
  }
  EXPECT_EQ(meaning_of(of_authenticator(404, "error", "Not found.")), "sign_in_refused");
  for (const Failure& row : failures_on_the_way()) EXPECT_EQ(meaning_of(row.reply), row.error) << row.name;
}

TEST(DeviceCode, IsNotQuotedWhereItCannotBeUsed) {
  for (const std::size_t before : {0U, 1980U}) {
    const std::string said = concat({std::string(before, 'x'), kDeviceCode});
    const auto code = read(of_authenticator(200, "success", said, code_with("user_code", R"("<b>")")));
    ASSERT_FALSE(code);
    EXPECT_EQ(code.error().server_message.find(kDeviceCode.substr(0, 12)), std::string::npos);
  }
}

}  // namespace
}  // namespace tms
