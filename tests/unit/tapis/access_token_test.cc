#include "core/tapis/access_token.h"

#include <gtest/gtest.h>

#include <ctime>
#include <ostream>
#include <string>
#include <type_traits>
#include <vector>

#include "unit/example_token.h"

namespace tms {
namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
template <class T>
concept Comparable = requires(const T& a, const T& b) { a == b; };

static_assert(!std::is_copy_constructible_v<AccessToken> && !std::is_copy_assignable_v<AccessToken>);
static_assert(std::is_nothrow_move_constructible_v<AccessToken>);
static_assert(!std::is_default_constructible_v<AccessToken> && !std::is_constructible_v<AccessToken, std::string>);
static_assert(!Printable<AccessToken> && !Comparable<AccessToken>);
static_assert(!std::is_convertible_v<AccessToken, std::string> &&
              !std::is_convertible_v<AccessToken, std::string_view>);

Result<AccessToken> parse(std::string_view text) { return AccessToken::parse(Secret::copy_of(text)); }

// The reason for a refusal; "accepted" if there was none.
std::string refusal_of(std::string_view text) {
  const Result<AccessToken> token = parse(text);
  if (token) return "accepted";
  EXPECT_EQ(token.error().code, ErrorCode::kTokenMalformed);
  return token.error().detail;
}

// A user's claims with one of them, "exp" say, given other JSON, or left out for "".
std::string claims_with(std::string_view name, std::string_view json) {
  const std::vector<std::pair<std::string_view, std::string_view>> usual = {
      {"iss", R"("https://designsafe.tapis.io/v3/tokens")"},
      {"tapis/tenant_id", R"("designsafe")"},
      {"tapis/token_type", R"("access")"},
      {"tapis/username", R"("jdoe")"},
      {"exp", "1800000000"},
  };
  std::string claims;
  for (const auto& [key, value] : usual) {
    const std::string_view chosen = key == name ? json : value;
    if (chosen.empty()) continue;
    claims += claims.empty() ? "{" : ",";
    claims += '"' + std::string(key) + "\":" + std::string(chosen);
  }
  return claims + "}";
}

TEST(AccessToken, ReadsTheClaimsOfATapisToken) {
  const std::string text = token_with(kAccessClaims);
  const Result<AccessToken> token = parse(text);
  ASSERT_TRUE(token);
  EXPECT_EQ(token->claims().username, "jdoe");
  EXPECT_EQ(token->claims().tenant, "designsafe");
  EXPECT_EQ(token->claims().issuer, "https://designsafe.tapis.io/v3/tokens");
  EXPECT_EQ(token->claims().expires_at_ms, 1'800'000'000'000.0);
  EXPECT_EQ(token->secret().reveal(), text);
}

TEST(AccessToken, AcceptsWhatAnotherTokenServiceMayAddOrLeaveOut) {
  EXPECT_EQ(refusal_of(token_with(claims_with("iss", ""))), "accepted");
  EXPECT_EQ(refusal_of(token_with(claims_with("iss", "null"))), "accepted");
  EXPECT_EQ(refusal_of(token_with(claims_with("tapis/token_type", ""))), "accepted");
  EXPECT_EQ(refusal_of(token_with(claims_with("exp", "1800000000.5"))), "accepted");
  EXPECT_EQ(refusal_of(token_with(claims_with("iss", R"([{"deep":{"tapis/username":7}}])"))), "accepted");
  EXPECT_EQ(parse(token_with(claims_with("iss", "")))->claims().issuer, "");
  EXPECT_EQ(parse(token_with(claims_with("exp", "1800000000.5")))->claims().expires_at_ms, 1'800'000'000'500.0);
}

TEST(AccessToken, ReadsNamesBeyondAscii) {
  EXPECT_EQ(parse(token_with(claims_with("tapis/username", R"("j\u00e9r\u00f4me")")))->claims().username, "jérôme");
  EXPECT_EQ(parse(token_with(claims_with("tapis/username", "\"jérôme\"")))->claims().username, "jérôme");
}

TEST(AccessToken, RefusesWhatIsNoToken) {
  const std::string good = token_with(kAccessClaims);
  const std::string header = encode_base64url(kTokenHeader);
  const std::string payload = encode_base64url(kAccessClaims);
  const std::string signature(kTokenSignature);
  constexpr std::string_view kEmpty = "There is no token.";
  constexpr std::string_view kCharacters = "This holds characters that a token cannot have.";
  constexpr std::string_view kParts =
      "This is not a Tapis access token: a token has three parts with dots between them.";
  constexpr std::string_view kClaims = "This is not a Tapis access token: its claims cannot be read.";
  struct Row {
    std::string_view name;
    std::string text;
    std::string_view reason;
  };
  const std::vector<Row> rows = {
      {"empty", "", kEmpty},
      {"white space before", " " + good, kCharacters},
      {"line break behind", good + "\n", kCharacters},
      {"line break within", good.substr(0, 40) + "\r\n" + good.substr(40), kCharacters},
      {"header injection", good + "\r\nX-Evil: 1", kCharacters},
      {"quotes", "\"" + good + "\"", kCharacters},
      {"with its scheme", "Bearer " + good, kCharacters},
      {"padding", header + "=." + payload + "." + signature, kCharacters},
      {"the other base64", header + "." + payload + "." + "ab+/", kCharacters},
      {"not ASCII", good + "é", kCharacters},
      {"a null byte", good + std::string(1, '\0'), kCharacters},
      {"no dot", "abcd", kParts},
      {"dots only", "..", kParts},
      {"two parts", header + "." + payload, kParts},
      {"four parts", good + ".abcd", kParts},
      {"no signature (alg none)", header + "." + payload + ".", kParts},
      {"no header", "." + payload + "." + signature, kParts},
      {"a header that is no base64url", "a" + std::string(".") + payload + "." + signature, kParts},
      {"a header that is no JSON", "abcd." + payload + "." + signature, kParts},
      {"a header that is no object", encode_base64url("[1]") + "." + payload + "." + signature, kParts},
      {"no payload", header + ".." + signature, kClaims},
      {"a payload that is no base64url", header + ".abcde." + signature, kClaims},
      {"a payload that is no JSON", header + ".abcd." + signature, kClaims},
      {"a payload that is no object", token_with("[" + std::string(kAccessClaims) + "]"), kClaims},
      {"a payload cut off", token_with(kAccessClaims.substr(0, kAccessClaims.size() - 2)), kClaims},
      {"a payload that is no UTF-8", token_with("{\"exp\":\"\xFF\"}"), kClaims},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(refusal_of(row.text), row.reason);
  }
}

TEST(AccessToken, RefusesClaimsThatDoNotSayWhoAndUntilWhen) {
  constexpr std::string_view kWho = "This is not a Tapis access token: it does not say whose it is.";
  constexpr std::string_view kUntil = "This is not a Tapis access token: it does not say until when it is good.";
  constexpr std::string_view kClaims = "This is not a Tapis access token: its claims cannot be read.";
  struct Row {
    std::string_view claim;
    std::string_view json;
    std::string_view reason;
  };
  const std::vector<Row> rows = {
      {"tapis/username", "", kWho},
      {"tapis/username", R"("")", kWho},
      {"tapis/username", "null", kWho},
      {"tapis/username", "7", kWho},
      {"tapis/username", R"(["jdoe"])", kWho},
      {"tapis/username", R"({"":"jdoe"})", kWho},
      {"tapis/tenant_id", "", kWho},
      {"tapis/tenant_id", R"("")", kWho},
      {"tapis/tenant_id", "true", kWho},
      {"exp", "", kUntil},
      {"exp", "null", kUntil},
      {"exp", R"("1800000000")", kUntil},
      {"exp", "[1800000000]", kUntil},
      {"exp", R"({"exp":1800000000})", kUntil},
      {"exp", "0", kUntil},
      {"exp", "-1800000000", kUntil},
      {"exp", "1e300", kUntil},
      {"exp", "8640000000001", kUntil},
      {"exp", "1e400", kClaims},
      {"exp", "NaN", kClaims},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(testing::Message() << row.claim << ": " << row.json);
    EXPECT_EQ(refusal_of(token_with(claims_with(row.claim, row.json))), row.reason);
  }
  EXPECT_EQ(refusal_of(token_with(claims_with("exp", "8640000000000"))), "accepted");
}

TEST(AccessToken, DoesNotTakeANestedClaimForItsOwn) {
  for (std::string_view nest : {"", "a", "tapis", "tapis/access_token"}) {
    SCOPED_TRACE(nest);
    EXPECT_EQ(refusal_of(token_with("{\"" + std::string(nest) + "\":" + std::string(kAccessClaims) + "}")),
              "This is not a Tapis access token: it does not say whose it is.");
  }
}

TEST(AccessToken, CallsARefreshTokenByItsName) {
  EXPECT_EQ(refusal_of(token_with(claims_with("tapis/token_type", R"("refresh")"))),
            "This is a refresh token. The access token is needed.");
  EXPECT_EQ(refusal_of(token_with(R"({"tapis/token_type":"refresh","tapis/initial_ttl":31536000,)"
                                  R"("tapis/access_token":{"tapis/username":"jdoe"},"exp":1800000000})")),
            "This is a refresh token. The access token is needed.");
  EXPECT_EQ(refusal_of(token_with(claims_with("tapis/token_type", R"("id")"))),
            "This is a token of another kind. The access token is needed.");
}

TEST(AccessToken, MayHave16KiBAndNoMore) {
  std::string text = token_with(kAccessClaims);
  text += std::string(kMaxTokenSize - text.size(), 'A');
  EXPECT_EQ(kMaxTokenSize, 16384U);
  EXPECT_EQ(refusal_of(text), "accepted");
  EXPECT_EQ(refusal_of(text + "A"), "This is too long to be a Tapis access token.");
  EXPECT_EQ(refusal_of(std::string(10'000'000, '.')), "This is too long to be a Tapis access token.");
}

TEST(AccessToken, SurvivesClaimsNestedVeryDeep) {
  EXPECT_EQ(refusal_of(token_with(std::string(5000, '['))),
            "This is not a Tapis access token: its claims cannot be read.");
  EXPECT_EQ(refusal_of(token_with("{}", std::string(5000, '['))),
            "This is not a Tapis access token: a token has three parts with dots between them.");
}

TEST(AccessToken, NeverPutsAPartOfTheTokenIntoTheError) {
  const std::string payload = encode_base64url(claims_with("exp", ""));
  const std::string header = encode_base64url(kTokenHeader);
  for (const std::string& text : {token_with(claims_with("exp", "")), token_with(claims_with("tapis/username", "")),
                                  token_with(claims_with("tapis/token_type", R"("secret-kind")")), payload}) {
    const std::string reason = refusal_of(text);
    for (const std::string& part :
         {payload, header, std::string(kTokenSignature), std::string("secret-kind"), std::string("jdoe")}) {
      EXPECT_EQ(reason.find(part), std::string::npos) << reason;
    }
  }
}

std::string redacted(const Result<AccessToken>& token, std::string text) {
  token->redact(text);
  return text;
}

TEST(AccessToken, RedactsEveryPlaceWhereAServerEchoedIt) {
  const std::string text = token_with(kAccessClaims);
  const std::string payload = encode_base64url(kAccessClaims);
  const std::string signature(kTokenSignature);
  const Result<AccessToken> token = parse(text);
  EXPECT_EQ(redacted(token, text), "[token]");
  EXPECT_EQ(redacted(token, "Bad token: " + text + "; again: " + text + text + "."),
            "Bad token: [token]; again: [token][token].");
  EXPECT_EQ(redacted(token, "claims " + payload + " and " + signature + "!"), "claims [token] and [token]!");
  EXPECT_EQ(redacted(token, payload + payload + "x" + signature + signature), "[token][token]x[token][token]");
}

// Megabytes of the token, and of what is nearly it: an answer of 7.5 MiB once took sixteen seconds.
TEST(AccessToken, RedactsInATimeThatGrowsWithTheTextAlone) {
  constexpr std::size_t kSize = 8U << 20U;
  constexpr std::size_t kSizeOfDull = 2U << 20U;  // each letter of it is looked at
  const std::string dull_signature(10'000, 'A');
  const std::string dull = token_with(kAccessClaims, kTokenHeader, dull_signature);
  struct Row {
    std::string_view name;
    std::string token;
    std::string pattern;
    bool is_found;
    std::size_t size = kSize;
  };
  const std::string text = token_with(kAccessClaims);
  const std::vector<Row> rows = {
      {"the token", text, text + " ", true},
      {"the token, again and again", text, text, true},
      {"its signature", text, std::string(kTokenSignature), true},
      {"nearly its payload", text, text.substr(0, text.rfind('.') - 1), false},
      {"nearly a signature of one letter", dull, std::string(9'999, 'A') + "B", false, kSizeOfDull},
      {"a signature of one letter", dull, "A", true, kSizeOfDull},
      {"other text", text, "SYSLIB_CRED_NOT_FOUND ", false},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const Result<AccessToken> token = parse(row.token);
    std::string echo;
    while (echo.size() < row.size) echo += echo.empty() ? row.pattern : echo;
    const std::clock_t started = std::clock();  // of this process alone
    token->redact(echo);
    EXPECT_LT(std::clock() - started, CLOCKS_PER_SEC);
    EXPECT_EQ(echo.find("[token]") != std::string::npos, row.is_found);
    EXPECT_EQ(echo.find(token->secret().reveal()), std::string::npos);
  }
}

TEST(AccessToken, RedactsWhatOverlapsItself) {
  const std::string signature = "abababababababababab";  // of 20
  const Result<AccessToken> token = parse(token_with(kAccessClaims, kTokenHeader, signature));
  EXPECT_EQ(redacted(token, "x" + signature + "abab" + signature + "y"), "x[token][token]ababy");
  EXPECT_EQ(redacted(token, "ab" + signature.substr(0, 18) + "x" + signature), "[token]x[token]");
  EXPECT_EQ(redacted(token, signature.substr(0, 19)), signature.substr(0, 19));
}

TEST(AccessToken, LeavesNoCopyOfItBehindTheTextThatItShortens) {
  const std::string text = token_with(kAccessClaims);
  const Result<AccessToken> token = parse(text);
  std::string echo = text + text + text;
  const std::size_t size = echo.size();
  token->redact(echo);
  const std::string_view left(echo.data(), size);  // the memory is still the string's
  EXPECT_EQ(left.find(kTokenSignature), std::string::npos);
}

TEST(AccessToken, LeavesOtherTextAlone) {
  const Result<AccessToken> token = parse(token_with(kAccessClaims));
  EXPECT_EQ(redacted(token, ""), "");
  EXPECT_EQ(redacted(token, "SYSLIB_CRED_NOT_FOUND jwtUserId: jdoe"), "SYSLIB_CRED_NOT_FOUND jwtUserId: jdoe");
}

TEST(AccessToken, DoesNotRedactWordsThatHappenToBeAShortSignature) {
  EXPECT_EQ(redacted(parse(token_with(kAccessClaims, kTokenHeader, "error")), "error of an error"),
            "error of an error");
  const std::string at_the_limit(16, 's');
  EXPECT_EQ(redacted(parse(token_with(kAccessClaims, kTokenHeader, at_the_limit)), at_the_limit), "[token]");
}

TEST(AccessToken, OfAHostSaysWhoseItIsAndHoldsNoText) {
  const AccessToken token = AccessToken::held_by_host({.username = "jdoe", .tenant = "designsafe", .expires_at_ms = 1});
  EXPECT_TRUE(token.is_held_by_host());
  EXPECT_TRUE(token.secret().empty());
  EXPECT_EQ(token.claims().username, "jdoe");
  EXPECT_FALSE(parse(token_with(kAccessClaims))->is_held_by_host());
  EXPECT_FALSE(AccessToken::none().is_held_by_host());
}

TEST(AccessToken, OfAHostIsTheHostsWhateverHeSaysOfIt) {
  EXPECT_TRUE(
      AccessToken::held_by_host({.username = "", .tenant = "", .issuer = "", .expires_at_ms = 0}).is_held_by_host());
}

}  // namespace
}  // namespace tms
