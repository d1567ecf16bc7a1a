#include "core/tapis/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
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
      {ErrorCode::kCredentialRefused, "credential_refused", false, "refused to make credentials", true},
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

TEST(Error, SaysWhyTheHostDidNotAskInTheHostsWords) {
  const auto text = [](std::string why) {
    return message(
        {.code = ErrorCode::kNetworkError, .host_message = std::move(why), .detail = " It may have happened."});
  };
  const std::string head = "This site could not carry out the request: ";
  EXPECT_EQ(text("Sign in again."), head + "Sign in again. It may have happened.");
  EXPECT_EQ(text("Sign in again!"), head + "Sign in again! It may have happened.");
  EXPECT_EQ(text("Really?"), head + "Really? It may have happened.");
  EXPECT_EQ(text("Sign in…"), head + "Sign in… It may have happened.");
  EXPECT_EQ(text("HTTP 401"), head + "HTTP 401. It may have happened.");
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
  EXPECT_NE(message({.code = ErrorCode::kCredentialRefused}, kSubject).find("under the name jdoe;"), std::string::npos);
}

TEST(Error, SaysWhyThereAreNoNewCredentialsAsFarAsTheCodeTells) {
  const auto text_of = [](std::string_view code, std::string_view detail = "") {
    return message(
        {.code = ErrorCode::kCredentialRefused, .tapis_code = std::string(code), .detail = std::string(detail)},
        kSubject);
  };
  EXPECT_EQ(text_of("SYSLIB_CRED_TMS_KEYS_TENANT_NOT_ALLOWED", "designsafe"),
            "The tenant designsafe may not use the Trust Manager System, so nothing new is set up on stampede3. Only "
            "TACC can "
            "allow it: send them the details.");
  EXPECT_TRUE(text_of("SYSLIB_CRED_TMS_KEYS_TENANT_NOT_ALLOWED").starts_with("Your tenant may not use"));
  EXPECT_NE(text_of("SYSLIB_CRED_TMS_KEYS_NOT_ALLOWED").find("one account for all, or another login name"),
            std::string::npos);
  EXPECT_NE(text_of("SYSLIB_CRED_TMS_KEYS_HTTP_ERR", "No record.").find("made no key for stampede3: “No record.”"),
            std::string::npos);
  EXPECT_NE(text_of("SYSLIB_CRED_TMS_KEYS_HTTP_ERR").find("Tapis refused to make credentials on stampede3,"),
            std::string::npos);
}

// Who acts, in each text: you, the owner of the system, TACC, those who run the page, or nobody but time.
TEST(Error, SaysWhoActsAndWhatToDoForEachCodeAndEachKnownRefusal) {
  struct Who {
    Error error;
    std::vector<std::string_view> says;
  };
  const auto refused = [](std::string_view code, std::string_view detail = "") {
    return Error{.code = ErrorCode::kCredentialRefused,
                 .http_status = 500,
                 .tapis_code = std::string(code),
                 .detail = std::string(detail)};
  };
  const std::vector<Who> all = {
      {{.code = ErrorCode::kClosed}, {"Connect again."}},
      {{.code = ErrorCode::kTokenMalformed, .detail = "The reason."}, {"Copy the whole access token"}},
      {{.code = ErrorCode::kTokenExpired}, {"Get a new one and connect again."}},
      {{.code = ErrorCode::kTokenRejected}, {"Get a new token and connect again."}},
      {{.code = ErrorCode::kSignInExpired}, {"Start again."}},
      {{.code = ErrorCode::kSignInRefused, .detail = "No"}, {"Nothing that you do", "those who run this page"}},
      {{.code = ErrorCode::kForbidden},
       {"your own credentials only", "ask the owner of the system, or submit a ticket."}},
      {{.code = ErrorCode::kSystemNotFound}, {"Check the spelling"}},
      {{.code = ErrorCode::kAuthnMethodUnsupported, .detail = "PKI_KEYS"}, {"Ask its owner, or in a ticket, how"}},
      {{.code = ErrorCode::kHostUnreachable}, {"try again later", "ask the owner of the system, or submit a ticket."}},
      {{.code = ErrorCode::kTmsUnavailable}, {"Try again in a few minutes", "send TACC"}},
      {{.code = ErrorCode::kServerError, .http_status = 500}, {"get a new token first"}},
      {{.code = ErrorCode::kServerError, .http_status = 500, .server_message = "x"}, {"in a few minutes", "send TACC"}},
      {{.code = ErrorCode::kServiceUnavailable}, {"Nothing is for you to do", "in a few minutes"}},
      {{.code = ErrorCode::kInvalidResponse}, {"check the connection", "send TACC"}},
      {{.code = ErrorCode::kNetworkError}, {"Check your network connection"}},
      {{.code = ErrorCode::kTimeout}, {"Try again in a few minutes"}},
      {refused("SYSLIB_CRED_VALID_FAIL"),
       {"The host of stampede3 refused", "nothing new is set up", "an account and an allocation", "wait some minutes",
        "send TACC"}},
      {refused("SYSAPI_CRED_VALID_FAIL"), {"The host of stampede3 refused", "wait some minutes"}},
      {refused("SYSLIB_CRED_TMS_KEYS_TENANT_NOT_ALLOWED", "designsafe"), {"nothing new is set up", "Only TACC can"}},
      {refused("SYSLIB_CRED_TMS_KEYS_NOT_CFG"), {"nothing new is set up", "Only TACC can"}},
      {refused("SYSLIB_CRED_TMS_KEYS_NOT_ALLOWED"),
       {"one account for all", "Ask the owner of the system, or in a ticket, how"}},
      {refused("SYSLIB_CRED_TMS_KEYS_INVALID_SYS_TYPE"),
       {"of a type", "to correct its definition, or submit a ticket."}},
      {refused("SYSLIB_CRED_TMS_KEYS_BAD_ARG"), {"nothing new is set up", "send TACC"}},
      {refused("SYSLIB_CRED_TMS_KEYS_HTTP_ERR", "Missing or expired dependency: no MFA record"),
       {"“Missing or expired dependency: no MFA record”", "only TACC can add", "First check that multi-factor",
        "; then send TACC"}},
      {refused("SYSLIB_CRED_TMS_KEYS_HTTP_ERR", "No such client"), {"“No such client”", "send TACC"}},
      {refused("SYSLIB_CRED_BRAND_NEW"), {"nothing new is set up", "Make sure that you", "send TACC"}},
      {refused(""), {"nothing new is set up", "Make sure that you", "send TACC"}},
  };
  std::set<ErrorCode> codes{ErrorCode::kInvalidArgument, ErrorCode::kCancelled};  // the caller, who knows
  for (const Who& who : all) {
    codes.insert(who.error.code);
    const std::string text = message(who.error, kSubject);
    for (const std::string_view part : who.says) EXPECT_NE(text.find(part), std::string::npos) << part << ": " << text;
    EXPECT_LE(std::count(text.begin(), text.end(), '.'), 3) << "two sentences, or three: " << text;
  }
  EXPECT_EQ(codes.size(), kErrorCodes.size());
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
