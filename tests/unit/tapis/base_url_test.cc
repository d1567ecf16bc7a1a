#include "core/tapis/base_url.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tms {
namespace {

// The URL as it is used, or the name of the error.
std::string trusted(std::string_view url, const std::vector<std::string>& allowed = {}) {
  const Result<BaseUrl> base = trusted_base_url(url, allowed);
  return base ? base->text() : std::string(info(base.error().code).name);
}

// A name of DNS below tapis.io with so many characters.
std::string name_of_length(std::size_t size) {
  const std::string label = std::string(61, 'a') + ".";
  const std::string end = ".tapis.io";
  return label + label + label + std::string(size - 3 * label.size() - end.size(), 'a') + end;
}

TEST(BaseUrl, TrustsTapisAndLoopback) {
  struct Row {
    std::string_view url;
    std::string_view used;
  };
  const std::vector<Row> rows = {
      {"https://designsafe.tapis.io", "https://designsafe.tapis.io"},
      {"https://designsafe.tapis.io/", "https://designsafe.tapis.io"},
      {"https://dev.develop.tapis.io", "https://dev.develop.tapis.io"},
      {"https://a.tapis.io/prefix", "https://a.tapis.io/prefix"},
      {"https://a.tapis.io/Some/pre-fix_1~2.3/", "https://a.tapis.io/Some/pre-fix_1~2.3"},
      {"https://a.tapis.io/apiv3", "https://a.tapis.io/apiv3"},
      {"https://a.tapis.io/v3/x", "https://a.tapis.io/v3/x"},
      {"HTTPS://DesignSafe.TAPIS.io", "https://designsafe.tapis.io"},
      {"https://designsafe.tapis.io:443", "https://designsafe.tapis.io"},
      {"https://designsafe.tapis.io:443/p", "https://designsafe.tapis.io/p"},
      {"http://localhost", "http://localhost"},
      {"http://LOCALHOST:8080/", "http://localhost:8080"},
      {"https://localhost:8443/tapis", "https://localhost:8443/tapis"},
      {"http://localhost:80", "http://localhost"},
      {"http://localhost:443", "http://localhost:443"},
      {"https://localhost:80", "https://localhost:80"},
      {"http://127.0.0.1:1", "http://127.0.0.1:1"},
      {"https://127.0.0.1", "https://127.0.0.1"},
      {"http://[::1]", "http://[::1]"},
      {"http://[::1]:65535/x", "http://[::1]:65535/x"},
      {"https://[::1]:443", "https://[::1]"},
  };
  for (const Row& row : rows) EXPECT_EQ(trusted(row.url), row.used) << row.url;
}

TEST(BaseUrl, RefusesOriginsThatOnlyLookTrusted) {
  for (std::string_view url : {
           "https://tapis.io",
           "https://tapis.io.evil.com",
           "https://designsafe.tapis.io.evil.com",
           "https://eviltapis.io",
           "https://evil.com/.tapis.io",
           "https://evil.com/designsafe.tapis.io",
           "https://evil-tapis.io",
           "https://a.tapis.iq",
           "https://a.tapis.io:8443",
           "https://a.tapis.io:80",
           "https://a.tapis.io:444",
           "http://a.tapis.io",
           "http://designsafe.tapis.io",
           "http://a.tapis.io:443",
           "https://example.org",
           "http://localhost.evil.com",
           "http://evil.localhost",
           "http://localhostess",
           "http://127.0.0.1.evil.com",
           "http://127.0.0.2",
           "http://0.0.0.0",
           "http://10.0.0.1",
       }) {
    EXPECT_EQ(trusted(url), "invalid_argument") << url;
    EXPECT_TRUE(parse_base_url(url) || url.find("/.") != std::string_view::npos) << "ill-formed: " << url;
  }
}

TEST(BaseUrl, RefusesEverythingThatABrowserMightReadInAnotherWay) {
  using namespace std::string_view_literals;
  const std::string long_host = "https://" + name_of_length(254);
  const std::string long_label = "https://" + std::string(64, 'a') + ".tapis.io";
  const std::vector<std::string_view> urls = {
      ""sv,
      "https://"sv,
      "https:///"sv,
      "https:"sv,
      "designsafe.tapis.io"sv,
      "//designsafe.tapis.io"sv,
      "/v3"sv,
      "https:/designsafe.tapis.io"sv,
      "https:designsafe.tapis.io"sv,
      "ftp://a.tapis.io"sv,
      "ws://localhost"sv,
      "file:///etc"sv,
      "javascript:alert(1)//a.tapis.io"sv,
      "data:text/html,https://a.tapis.io"sv,
      "xhttps://a.tapis.io"sv,
      // User info, and what may pass for its end.
      "https://user@a.tapis.io"sv,
      "https://user:secret@a.tapis.io"sv,
      "https://a.tapis.io@evil.com"sv,
      "https://a.tapis.io:443@evil.com"sv,
      "https://evil.com\\.tapis.io"sv,
      "https://evil.com\\@a.tapis.io"sv,
      "https:\\\\a.tapis.io"sv,
      "https://a.tapis.io\\path"sv,
      "https://a.tapis.io/a\\b"sv,
      // Query, fragment, escapes.
      "https://a.tapis.io?x=1"sv,
      "https://a.tapis.io/?x=1"sv,
      "https://a.tapis.io#x"sv,
      "https://a.tapis.io/#x"sv,
      "https://evil.com#.tapis.io"sv,
      "https://evil.com?.tapis.io"sv,
      "https://a%2etapis.io"sv,
      "https://a.tapis.io/%2e%2e"sv,
      "https://a.tapis.io/a;b"sv,
      // Dot segments and empty segments.
      "https://a.tapis.io/.."sv,
      "https://a.tapis.io/../x"sv,
      "https://a.tapis.io/."sv,
      "https://a.tapis.io/./"sv,
      "https://a.tapis.io/x/../y"sv,
      "https://a.tapis.io/x/.hidden"sv,
      "https://a.tapis.io//"sv,
      "https://a.tapis.io//x"sv,
      "https://a.tapis.io/x//"sv,
      "https://a.tapis.io/x//y"sv,
      "https:////a.tapis.io"sv,
      // White space, control characters, and what is not ASCII.
      " https://a.tapis.io"sv,
      "https://a.tapis.io "sv,
      "https://a.tapis.io\n"sv,
      "https://a.ta\tpis.io"sv,
      "ht\ttps://a.tapis.io"sv,
      "https://a.tapis.io/\t"sv,
      "https://a.tapis.io\0.evil.com"sv,
      "https://evil.com\0.tapis.io"sv,
      "https://é.tapis.io"sv,
      "https://evil。tapis.io"sv,
      "https://evil.com／.tapis.io"sv,
      "https://a.tapis.io/é"sv,
      // Hosts.
      "https://.tapis.io"sv,
      "https://a..tapis.io"sv,
      "https://a.tapis.io."sv,
      "https://*.tapis.io"sv,
      "https://a_b.tapis.io"sv,
      "http://localhost."sv,
      "http://[::1"sv,
      "http://[::1]x"sv,
      "http://[::1]x80"sv,
      "http://[::1].tapis.io"sv,
      "http://[::1]@evil.com"sv,
      "http://[::2]"sv,
      "http://[0:0:0:0:0:0:0:1]"sv,
      "http://[::ffff:127.0.0.1]"sv,
      "http://::1"sv,
      "http://[::1]:8080:80"sv,
      long_host,
      long_label,
      // Numbers, which a browser reads as an IPv4 address or refuses.
      "http://127.1"sv,
      "http://2130706433"sv,
      "http://0x7f000001"sv,
      "https://example.1"sv,
      "https://example.08"sv,
      "https://example.0x"sv,
      "https://example.0X7F"sv,
      "https://0x7f.1"sv,
      "https://1.2.3"sv,
      "https://1.2.3.4.5"sv,
      "https://a.2.3.4"sv,
      "https://256.256.256.256"sv,
      "https://1.2.3.256"sv,
      "https://999.2.3.4"sv,
      "https://1000.2.3.4"sv,
      "https://127.0.0.01"sv,
      "https://127.00.0.1"sv,
      "https://0127.0.0.1"sv,
      "https://127.0.0.0x1"sv,
      "https://0x7f.0.0.1"sv,
      "https://127.0.0.1."sv,
      // Punycode.
      "https://xn--a.example.org"sv,
      "https://xn--mnchen-3ya.example.org"sv,
      "https://XN--mnchen-3ya.tapis.io"sv,
      "https://a.xn--p1ai"sv,
      "https://xn--.tapis.io"sv,
      // Ports.
      "http://localhost:"sv,
      "http://localhost:0"sv,
      "http://localhost:080"sv,
      "http://localhost:65536"sv,
      "http://localhost:99999"sv,
      "http://localhost:123456"sv,
      "http://localhost:+80"sv,
      "http://localhost:8o"sv,
      "http://localhost:80:80"sv,
      "https://a.tapis.io:"sv,
      "https://:443"sv,
  };
  for (std::string_view url : urls) {
    EXPECT_EQ(trusted(url), "invalid_argument") << url;
    EXPECT_FALSE(parse_base_url(url)) << url;
  }
}

TEST(BaseUrl, AcceptsTheLongestHostNameOfDns) {
  const std::string url = "https://" + name_of_length(253);
  EXPECT_EQ(trusted(url), url);
}

TEST(BaseUrl, ReadsHostsThatABrowserLeavesAsTheyAre) {
  for (std::string_view url : {
           "https://0.0.0.0",
           "https://10.20.30.40:8443",
           "https://255.255.255.255",
           "https://1.2.3.4.example.org",
           "https://0x7f.example.org",
           "https://example.0xg",
           "https://example.1a",
           "https://example.x0",
           "https://-a-.b--c.example",
           "https://ab--cd.example",
           "https://a.xn-b.example",
           "https://intranet",
       }) {
    const Result<BaseUrl> base = parse_base_url(url);
    ASSERT_TRUE(base) << url;
    EXPECT_EQ(base->text(), url);
  }
}

TEST(BaseUrl, TrustsTheOriginsOfTheDeploymentToo) {
  const std::vector<std::string> allowed = {"https://portal.example.org", "http://Tapis.Example.ORG:8080/",
                                            "https://other.example.org:443"};
  EXPECT_EQ(trusted("https://portal.example.org", allowed), "https://portal.example.org");
  EXPECT_EQ(trusted("https://Portal.example.org:443/api/", allowed), "https://portal.example.org/api");
  EXPECT_EQ(trusted("http://tapis.example.org:8080", allowed), "http://tapis.example.org:8080");
  EXPECT_EQ(trusted("https://other.example.org", allowed), "https://other.example.org");
  for (std::string_view url : {
           "http://portal.example.org",
           "https://portal.example.org:8443",
           "https://portal.example.org.evil.com",
           "https://sub.portal.example.org",
           "https://xportal.example.org",
           "http://tapis.example.org",
           "https://tapis.example.org:8080",
           "https://example.org",
       }) {
    EXPECT_EQ(trusted(url, allowed), "invalid_argument") << url;
  }
}

TEST(BaseUrl, RefusesAListOfOriginsWithAnEntryThatIsNone) {
  for (const char* entry :
       {"", "*", "https://*.example.org", "portal.example.org", "https://portal.example.org/path",
        "https://user@portal.example.org", "https://portal.example.org?", "null", "https://portal.example.org//"}) {
    const Result<BaseUrl> base = trusted_base_url("https://portal.example.org", {entry, "https://portal.example.org"});
    ASSERT_FALSE(base) << entry;
    EXPECT_EQ(base.error().code, ErrorCode::kInvalidArgument);
    EXPECT_TRUE(base.error().detail.starts_with("allowedOrigins holds an entry that is not an origin.")) << entry;
  }
}

TEST(BaseUrl, SaysWhichOriginIsNotTrusted) {
  const Result<BaseUrl> base = trusted_base_url("https://evil.com/path", {});
  ASSERT_FALSE(base);
  EXPECT_TRUE(base.error().detail.starts_with("Tokens are not sent to https://evil.com:")) << base.error().detail;
}

TEST(BaseUrl, SaysWhenItIsNoAddressAtAll) {
  const Result<BaseUrl> base = trusted_base_url("designsafe", {});
  ASSERT_FALSE(base);
  EXPECT_TRUE(base.error().detail.starts_with("This is not the address of a Tapis API.")) << base.error().detail;
}

TEST(BaseUrl, SaysWhenThePathOfTheApiIsThereAlready) {
  for (std::string_view url : {"https://designsafe.tapis.io/v3", "https://designsafe.tapis.io/v3/",
                               "http://127.0.0.1:8001/tapis/v3", "https://evil.com/v3"}) {
    const Result<BaseUrl> base = trusted_base_url(url, {});
    ASSERT_FALSE(base) << url;
    EXPECT_EQ(base.error().code, ErrorCode::kInvalidArgument) << url;
    EXPECT_EQ(base.error().detail, "Leave out /v3: give the origin, such as https://designsafe.tapis.io.") << url;
  }
}

TEST(BaseUrl, SplitsOriginAndPath) {
  const Result<BaseUrl> base = parse_base_url("https://Example.org:8443/a/b/");
  ASSERT_TRUE(base);
  EXPECT_EQ(base->origin, "https://example.org:8443");
  EXPECT_EQ(base->path, "/a/b");
  EXPECT_EQ(base->text(), "https://example.org:8443/a/b");
}

}  // namespace
}  // namespace tms
