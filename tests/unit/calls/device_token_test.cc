#include "core/calls/device_token.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "unit/authenticator_answers.h"

namespace tms {
namespace {

DeviceCode a_code() {
  DeviceCode code{.client_id = "designsafe.page"};
  code.device_code = Secret::copy_of(kDeviceCode);
  return code;
}

Result<std::shared_ptr<TokenGrant>> read(const Reply& reply) {
  auto grant = std::make_shared<TokenGrant>();
  Secret access_token;
  const Answer answer = read_device_token(reply, a_code(), access_token, grant->refresh_token);
  if (std::optional<Error> error = take_device_token(answer, std::move(access_token), *grant)) return *error;
  return grant;
}

// "tokens", "pending", or the name of the error.
std::string meaning_of(const Reply& reply) {
  const auto grant = read(reply);
  if (!grant) return std::string(info(grant.error().code).name);
  return (*grant)->access_token.secret().empty() ? "pending" : "tokens";
}

TEST(DeviceToken, IsAskedForWithTheDeviceCode) {
  EXPECT_EQ(device_token_request(a_code()),
            (HttpRequest{.method = Method::kPost,
                         .target = "/v3/oauth2/tokens",
                         .body = concat({R"({"grant_type":"device_code","client_id":"designsafe.page","device_code":")",
                                         kDeviceCode, R"("})"})}));
}

TEST(DeviceToken, TakesBothTokensOutOfTheAnswer) {
  const auto grant = read(tokens_given());
  ASSERT_TRUE(grant && *grant);
  EXPECT_EQ((*grant)->access_token.secret().reveal(), token_with(kAccessClaims));
  EXPECT_EQ((*grant)->access_token.claims().username, "jdoe");
  EXPECT_EQ((*grant)->refresh_token.reveal(), refresh_token());
}

TEST(DeviceToken, TellsEveryAnswerApart) {
  const std::string access = token_with(kAccessClaims);
  struct Row {
    std::string_view name;
    Reply reply;
    std::string_view meaning;
  };
  const std::vector<Row> rows = {
      {"201, as its description has it", tokens_of(access, refresh_token(), 201), "tokens"},
      {"without a refresh token",
       of_authenticator(200, "success", "x", concat({R"({"access_token":{"access_token":")", access, R"("}})"})),
       "tokens"},
      {"not typed in", not_ready(), "pending"},
      {"too late", refused("device code has expired and is now deleted."), "sign_in_expired"},
      {"gone", refused("device code not valid."), "sign_in_expired"},
      {"another client", refused("Client IDs do not match between device code and passed in client_id"),
       "sign_in_refused"},
      {"not allowed",
       refused("Invalid grant_type (device_code); this grant type is not allowed for this tenant. Allowable grant "
               "types: ['password']"),
       "sign_in_refused"},
      {"a client that is gone", refused("Invalid client credentials: x"), "sign_in_refused"},
      {"an unknown refusal", refused("x"), "sign_in_refused"},
      {"not ready, says a proxy", HttpResponse{400, "device code not ready."}, "invalid_response"},
      {"not ready, says 500", of_authenticator(500, "error", "device code not ready."), "server_error"},
      {"a refresh token in its place", tokens_of(refresh_token(), refresh_token()), "invalid_response"},
      {"no token", of_authenticator(200, "success", "x"), "invalid_response"},
      {"an empty token", tokens_of("", ""), "invalid_response"},
      {"a token with a quote in it", tokens_of(R"(eyJ\"x)", ""), "invalid_response"},
      {"tokens in an error",
       of_authenticator(400, "error", "x", concat({R"({"access_token":{"access_token":")", access, R"("}})"})),
       "sign_in_refused"},
      {"tokens in the wrong place",
       of_authenticator(200, "success", "x", concat({R"({"access_token":")", access, R"("})"})), "invalid_response"},
  };
  for (const Row& row : rows) EXPECT_EQ(meaning_of(row.reply), row.meaning) << row.name;
  for (const Failure& row : failures_on_the_way()) EXPECT_EQ(meaning_of(row.reply), row.error) << row.name;
}

// Wherever in the message they are: where a quotation is cut, half a secret would remain.
TEST(DeviceToken, QuotesNeitherTheDeviceCodeNorTokens) {
  const std::string unusable = token_with(R"({"tapis/username":"jdoe"})");
  const std::string result = concat({R"({"access_token":{"access_token":")", unusable,
                                     R"("},"refresh_token":{"refresh_token":")", refresh_token(), R"("}})"});
  for (const std::string& secret : {std::string(kDeviceCode), unusable, refresh_token()}) {
    for (const std::size_t before : {0U, 280U, 1980U}) {
      for (const int status : {200, 400, 500}) {
        const std::string said = concat({std::string(before, 'x'), secret, " ", secret});
        const auto grant = read(of_authenticator(status, "success", said, result));
        ASSERT_FALSE(grant);
        const std::string quoted = concat({grant.error().server_message, message(grant.error())});
        // Of a token, from behind its header, which is no secret.
        const std::size_t header = secret.find('.') + 1;
        EXPECT_EQ(quoted.find(secret.substr(header, 12)), std::string::npos) << quoted;
      }
    }
  }
}

}  // namespace
}  // namespace tms
