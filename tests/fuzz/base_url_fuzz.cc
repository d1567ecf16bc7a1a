// The rule of where a token may be sent, fed any base URL and any list of a deployment: the URL up to the first line
// break, then one allowed origin. What must hold is said in other words than the core's: whether a host is a number or
// an address is asked of the C library. tests/differential puts the core beside parsers of the URL standard.
#include <arpa/inet.h>

#include <array>
#include <cstdlib>
#include <string>

#include "core/tapis/base_url.h"
#include "fuzz/require.h"

namespace tms {
namespace {

std::string host_of(const std::string& origin) {
  const std::string authority = origin.substr(origin.find("//") + 2);
  return authority.front() == '[' ? authority.substr(0, authority.find(']') + 1)
                                  : authority.substr(0, authority.find(':'));
}

bool is_trusted_anyway(const std::string& origin) {
  const std::string host = host_of(origin);
  if (host == "localhost" || host == "127.0.0.1" || host == "[::1]") return true;
  return origin.starts_with("https://") && host.ends_with(".tapis.io");
}

bool is_whole_number(const std::string& text, int base) {
  char* end = nullptr;
  static_cast<void>(std::strtoull(text.c_str(), &end, base));
  return end != text.c_str() && *end == '\0';
}

// Decimal and octal in the one, hexadecimal in the other; "0x" alone is 0 to a browser and no number to the C library.
bool looks_like_a_number(const std::string& label) {
  if (label.front() == '-') return false;
  const bool hexadecimal = label.starts_with("0x");
  return hexadecimal ? label.size() == 2 || is_whole_number(label, 16) : is_whole_number(label, 10);
}

// Whether the C library reads the host as an IPv4 address, and would write it as it stands there.
bool is_written_address(const std::string& host) {
  in_addr address{};
  std::array<char, INET_ADDRSTRLEN> written{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1 &&
         inet_ntop(AF_INET, &address, written.data(), written.size()) != nullptr && host == written.data();
}

void judge_host(const std::string& host) {
  if (host == "[::1]") return;
  require(host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string::npos,
          "a host has no other characters");
  require(!host.empty() && host.front() != '.' && host.back() != '.', "a host begins and ends with a label");
  require(("." + host).find(".xn--") == std::string::npos, "a host is not punycode");
  if (is_written_address(host)) return;
  in_addr address{};
  require(inet_aton(host.c_str(), &address) == 0, "a host is no address in disguise");
  require(!looks_like_a_number(host.substr(host.rfind('.') + 1)), "the last label of a host is not a number");
}

// Returns the URL as it was read, or nothing.
std::string judge_reading(const std::string& url) {
  const Result<BaseUrl> base = parse_base_url(url);
  if (!base) {
    require(base.error().code == ErrorCode::kInvalidArgument, "a base URL is refused as an argument");
    return {};
  }
  judge_host(host_of(base->origin));
  require(base->path.find("//") == std::string::npos && base->path.find("/.") == std::string::npos &&
              !base->path.ends_with("/"),
          "a path has plain segments only");
  const Result<BaseUrl> again = parse_base_url(base->text());
  require(again && again->text() == base->text(), "what was read is read the same again");
  return base->text();
}

void judge(const std::string& url, const std::string& allowed) {
  const std::string read = judge_reading(url);
  judge_reading(allowed);
  const Result<BaseUrl> trusted = trusted_base_url(url, {allowed});
  if (!trusted) {
    require(trusted.error().code == ErrorCode::kInvalidArgument, "a base URL is refused as an argument");
    return;
  }
  require(trusted->text() == read, "what is trusted is what was read");
  if (is_trusted_anyway(trusted->origin)) return;
  const Result<BaseUrl> named = parse_base_url(allowed);
  require(named && named->origin == trusted->origin, "no origin is trusted that nobody named");
}

}  // namespace
}  // namespace tms

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string input(data, data + size);
  const std::size_t line = input.find('\n');
  tms::judge_reading(input);
  tms::judge(input.substr(0, line), line == std::string::npos ? "" : input.substr(line + 1));
  return 0;
}
