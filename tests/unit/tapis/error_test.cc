#include "core/tapis/error.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace tms {
namespace {

const Subject kSubject{.system_id = "stampede3", .username = "jdoe"};

struct Row {
  ErrorCode code;
  std::string_view name;
  bool retryable;
  std::string_view says;  // a part of the message
  bool names_the_system;
};

// Kept apart from the product's own list, which must agree.
const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {ErrorCode::kInvalidArgument, "invalid_argument", false, " The reason.", false},
      {ErrorCode::kClosed, "closed", false, "is closed. Connect again", false},
      {ErrorCode::kCancelled, "cancelled", false, "Cancelled.", false},
      {ErrorCode::kTokenMalformed, "token_malformed", false, "The reason. Copy the whole access token", false},
      {ErrorCode::kTokenExpired, "token_expired", false, "has expired. Get a new one", false},
      {ErrorCode::kTokenRejected, "token_rejected", false, "Get a new token", false},
      {ErrorCode::kSignInExpired, "sign_in_expired", false, "Start again", false},
      {ErrorCode::kSignInRefused, "sign_in_refused", false, " The reason.", false},
      {ErrorCode::kForbidden, "forbidden", false, "does not allow this", true},
      {ErrorCode::kSystemNotFound, "system_not_found", false, "has no system named", true},
      {ErrorCode::kAuthnMethodUnsupported, "authn_method_unsupported", false, "not TMS_KEYS", true},
      {ErrorCode::kCredentialRefused, "credential_refused", false, "were refused", true},
      {ErrorCode::kHostUnreachable, "host_unreachable", true, "did not answer", true},
      {ErrorCode::kTmsUnavailable, "tms_unavailable", true, "could not make a key", true},
      {ErrorCode::kServerError, "server_error", true, "internal error", false},
      {ErrorCode::kServiceUnavailable, "service_unavailable", true, "busy or not available", false},
      {ErrorCode::kInvalidResponse, "invalid_response", false, "in a way that Tapis does not", false},
      {ErrorCode::kNetworkError, "network_error", true, "no answer from Tapis", false},
      {ErrorCode::kTimeout, "timeout", true, "did not answer in time", false},
  };
  return all;
}

TEST(Error, ListsEveryCodeOnceInTheOrderOfTheEnum) {
  ASSERT_EQ(kErrorCodes.size(), rows().size());
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < rows().size(); ++i) {
    SCOPED_TRACE(rows()[i].name);
    EXPECT_EQ(static_cast<std::size_t>(kErrorCodes[i].code), i);
    EXPECT_EQ(kErrorCodes[i].code, rows()[i].code);
    EXPECT_EQ(info(rows()[i].code).name, rows()[i].name);
    EXPECT_EQ(info(rows()[i].code).retryable, rows()[i].retryable);
    EXPECT_TRUE(names.insert(kErrorCodes[i].name).second);
  }
}

TEST(Error, SaysWhatHappenedAndToWhichSystem) {
  for (const Row& row : rows()) {
    SCOPED_TRACE(row.name);
    const std::string text = message({.code = row.code, .http_status = 500, .detail = " The reason."}, kSubject);
    EXPECT_NE(text.find(row.says), std::string::npos) << text;
    EXPECT_EQ(text.find("stampede3") != std::string::npos, row.names_the_system) << text;
    EXPECT_EQ(text.back(), '.') << text;
  }
}

TEST(Error, SpeaksOfTheSystemWithoutAName) {
  for (const Row& row : rows()) {
    SCOPED_TRACE(row.name);
    const std::string text = message({.code = row.code, .detail = "The reason."});
    EXPECT_NE(text, "");
    EXPECT_EQ(text.find(" on ."), std::string::npos) << text;
    EXPECT_EQ(text.find("  "), std::string::npos) << text;
  }
  EXPECT_NE(message({.code = ErrorCode::kSystemNotFound}).find("the system"), std::string::npos);
  EXPECT_NE(message({.code = ErrorCode::kForbidden}).find("does not allow this."), std::string::npos);
}

TEST(Error, NeverQuotesTheServerForItsWordsMayHoldTheToken) {
  for (const Row& row : rows()) {
    const std::string text = message({.code = row.code,
                                      .http_status = 401,
                                      .tapis_code = "eyJ0b2tlbg",
                                      .server_message = "The token eyJ0b2tlbg is no good."},
                                     kSubject);
    EXPECT_EQ(text.find("eyJ0b2tlbg"), std::string::npos) << text;
  }
}

TEST(Error, TellsWhyATokenWasRejectedAsFarAsTheCodeTells) {
  struct Variant {
    std::string_view tapis_code;
    std::string_view says;
  };
  for (const Variant& variant : {
           Variant{"TAPIS_SECURITY_JWT_PARSE_ERROR", "Tapis could not verify this token"},
           Variant{"TAPIS_SECURITY_JWT_KEY_ERROR", "Tapis does not know the tenant"},
           Variant{"TAPIS_SECURITY_JWT_INVALID_CLAIM", "Make sure that it is an access token."},
           Variant{"", "This token has been revoked."},
           Variant{"TAPIS_SECURITY_JWT_WRONG_SITE", "Tapis did not accept this token."},
       }) {
    const std::string text =
        message({.code = ErrorCode::kTokenRejected, .tapis_code = std::string(variant.tapis_code)});
    EXPECT_TRUE(text.starts_with(variant.says) || text.find(variant.says) != std::string::npos) << text;
    EXPECT_TRUE(text.ends_with(" Get a new token and connect again.")) << text;
  }
}

TEST(Error, NamesTheMethodThatTheSystemUses) {
  EXPECT_NE(
      message({.code = ErrorCode::kAuthnMethodUnsupported, .detail = "PKI_KEYS"}, kSubject).find("it uses PKI_KEYS,"),
      std::string::npos);
  EXPECT_NE(message({.code = ErrorCode::kAuthnMethodUnsupported}, kSubject).find("authentication method does not use"),
            std::string::npos);
}

TEST(Error, NamesTheUserWhoNeedsAnAccount) {
  EXPECT_NE(message({.code = ErrorCode::kCredentialRefused}, kSubject).find("on stampede3"), std::string::npos);
  EXPECT_NE(message({.code = ErrorCode::kCredentialRefused}, kSubject).find("under the name jdoe."), std::string::npos);
}

TEST(Error, SaysWhyThereAreNoNewCredentialsAsFarAsTheCodeTells) {
  const auto text_of = [](std::string_view code, std::string_view detail = "") {
    return message(
        {.code = ErrorCode::kCredentialRefused, .tapis_code = std::string(code), .detail = std::string(detail)},
        kSubject);
  };
  EXPECT_EQ(
      text_of("SYSLIB_CRED_TMS_KEYS_TENANT_NOT_ALLOWED", "designsafe"),
      "The tenant designsafe may not use the Trust Manager System, so Tapis makes no keys for stampede3. Send the "
      "details to support.");
  EXPECT_TRUE(text_of("SYSLIB_CRED_TMS_KEYS_TENANT_NOT_ALLOWED").starts_with("Your tenant may not use"));
  EXPECT_NE(text_of("SYSLIB_CRED_TMS_KEYS_NOT_ALLOWED").find("one account for all, or another login name"),
            std::string::npos);
  EXPECT_NE(
      text_of("SYSLIB_CRED_TMS_KEYS_HTTP_ERR", "No record.").find("refused to make a key for stampede3: “No record.”"),
      std::string::npos);
  EXPECT_NE(text_of("SYSLIB_CRED_TMS_KEYS_HTTP_ERR").find("The new credentials were refused on stampede3."),
            std::string::npos);
}

TEST(Error, ClaimsNothingThatTheServersAnswerDoesNotSay) {
  for (const Row& row : rows()) {
    const std::string text = message({.code = row.code, .http_status = 500}, kSubject);
    EXPECT_EQ(text.find("othing was created"), std::string::npos) << text;
  }
}

TEST(Error, SuggestsANewTokenOnlyWhenAServerErrorSaysNothing) {
  const std::string silent = message({.code = ErrorCode::kServerError, .http_status = 500});
  EXPECT_NE(silent.find("get a new token first"), std::string::npos) << silent;
  const std::string outspoken =
      message({.code = ErrorCode::kServerError, .http_status = 500, .server_message = "SYSAPI_CRED_ERROR"});
  EXPECT_EQ(outspoken.find("token"), std::string::npos) << outspoken;
}

TEST(Error, GivesTheStatusWhereItHelps) {
  for (ErrorCode code : {ErrorCode::kServerError, ErrorCode::kServiceUnavailable, ErrorCode::kInvalidResponse}) {
    EXPECT_NE(message({.code = code, .http_status = 503}).find("(HTTP 503)"), std::string::npos);
  }
  EXPECT_EQ(message({.code = ErrorCode::kInvalidResponse}).find("HTTP"), std::string::npos);
}

TEST(Error, EndsWithWhatACheckAfterwardsFound) {
  for (ErrorCode code : {ErrorCode::kCancelled, ErrorCode::kServiceUnavailable, ErrorCode::kInvalidResponse,
                         ErrorCode::kNetworkError, ErrorCode::kTimeout}) {
    EXPECT_TRUE(message({.code = code, .http_status = 502, .detail = " It is so."}).ends_with(" It is so."))
        << info(code).name;
  }
}

TEST(Error, KnowsWhichCodesAreAboutTheToken) {
  for (const Row& row : rows()) {
    EXPECT_EQ(is_about_token(row.code), row.name.starts_with("token_")) << row.name;
  }
}

}  // namespace
}  // namespace tms
