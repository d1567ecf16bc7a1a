#include "core/calls/revoke_token.h"

#include <gtest/gtest.h>

#include <string>

#include "unit/authenticator_answers.h"

namespace tms {
namespace {

std::string meaning_of(const Reply& reply) {
  const std::optional<Error> error = interpret_revoke_token(read_answer(reply));
  return error ? std::string(info(error->code).name) : "revoked";
}

TEST(RevokeToken, IsAskedForWithTheToken) {
  EXPECT_EQ(revoke_token_request(Secret::copy_of("eyJh.eyJi.c")),
            (HttpRequest{
                .method = Method::kPost, .target = "/v3/oauth2/tokens/revoke", .body = R"({"token":"eyJh.eyJi.c"})"}));
}

TEST(RevokeToken, TakesWhatCanStandInARequest) {
  EXPECT_TRUE(can_be_revoked(Secret::copy_of(token_with(kAccessClaims))));
  EXPECT_TRUE(can_be_revoked(Secret::copy_of(refresh_token())));
  for (std::string_view text : {"", "a\"b", "a b", "a\\", "a\n"})
    EXPECT_FALSE(can_be_revoked(Secret::copy_of(text))) << text;
}

TEST(RevokeToken, TellsEveryAnswerApart) {
  EXPECT_EQ(meaning_of(of_authenticator(200, "success", "Token x has been revoked.")), "revoked");
  EXPECT_EQ(meaning_of(refused("Invalid token.")), "token_rejected");
  for (const Failure& row : failures_on_the_way()) EXPECT_EQ(meaning_of(row.reply), row.error) << row.name;
}

}  // namespace
}  // namespace tms
