// The rule of where a token may be sent, fed any base URL and any list of a deployment.
#include <fuzzer/FuzzedDataProvider.h>

#include <string>

#include "core/base_url.h"
#include "fuzz/require.h"

namespace tms {
namespace {

bool is_trusted_anyway(const std::string& origin) {
  const std::string host = origin.substr(origin.find("//") + 2);
  const std::string name = host.front() == '[' ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
  if (name == "localhost" || name == "127.0.0.1" || name == "[::1]") return true;
  return origin.starts_with("https://") && name.ends_with(".tapis.io");
}

void judge(const std::string& url, const std::string& allowed) {
  const Result<BaseUrl> trusted = trusted_base_url(url, {allowed});
  if (!trusted) {
    require(trusted.error().code == ErrorCode::kInvalidArgument, "a base URL is refused as an argument");
    return;
  }
  const Result<BaseUrl> again = parse_base_url(trusted->text());
  require(again && again->text() == trusted->text(), "what is trusted is read the same again");
  if (is_trusted_anyway(trusted->origin)) return;
  const Result<BaseUrl> named = parse_base_url(allowed);
  require(named && named->origin == trusted->origin, "no origin is trusted that nobody named");
}

}  // namespace
}  // namespace tms

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const std::string allowed = input.ConsumeRandomLengthString();
  tms::judge(input.ConsumeRemainingBytesAsString(), allowed);
  return 0;
}
