#include "core/calls/device_code.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/calls/authenticator_error.h"

namespace tms {
namespace {

constexpr std::size_t kShortestUserCode = 4;
constexpr std::size_t kLongestUserCode = 16;
constexpr std::size_t kMostOfAnything = 2000;

// Letters, digits and `more`, that many.
bool is_of(std::string_view text, std::string_view more, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && std::all_of(text.begin(), text.end(), [more](char c) {
           return is_ascii_alnum(c) || more.find(c) != std::string_view::npos;
         });
}

// Behind the origin and a slash nothing can turn the address into one of another site.
bool is_address_at(std::string_view origin, std::string_view url) {
  return url.size() > origin.size() && url.starts_with(origin) && url[origin.size()] == '/' &&
         std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

bool is_whole(const DeviceCode& code, std::string_view origin) {
  return is_of(code.user_code, "-", kShortestUserCode, kLongestUserCode) &&
         is_address_at(origin, code.verification_url) && is_of(code.device_code.reveal(), "._~-", 1, kMostOfAnything);
}

}  // namespace

std::optional<Error> check_client_id(std::string_view id) {
  if (is_of(id, "._~-", 1, kMaxClientId)) return std::nullopt;
  return Error{.code = ErrorCode::kInvalidArgument,
               .detail = "clientId must be the id of an OAuth client: 1 to 80 letters, digits and . _ ~ -"};
}

HttpRequest device_code_request(std::string_view client_id) {
  return {.method = Method::kPost,
          .target = "/v3/oauth2/device/code",
          .body = concat({R"({"client_id":")", client_id, R"("})"})};
}

Answer read_device_code(const Reply& reply, DeviceCode& code) {
  Answer answer = read_answer(reply, [&](std::string_view path, const JsonValue& value) {
    if (value.type != JsonType::kString || value.text.size() > kMostOfAnything) return;
    if (path == "result.user_code") code.user_code = value.text;
    if (path == "result.verification_uri") code.verification_url = value.text;
    if (path == "result.expires_in") code.expires_at = value.text;
    if (path == "result.device_code") code.device_code = Secret::copy_of(value.text);
  });
  redact(answer.server_message, code.device_code.reveal());
  return answer;
}

std::optional<Error> check_device_code(const Answer& answer, const DeviceCode& code, std::string_view origin) {
  if (!answer.is_success()) return authenticator_error(answer);
  if (!is_whole(code, origin)) return error_of(answer, ErrorCode::kInvalidResponse);
  return std::nullopt;
}

}  // namespace tms
