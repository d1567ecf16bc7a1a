#include "core/calls/create_credential.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/calls/credential_path.h"

namespace tms {
namespace {

constexpr std::string_view kTms = "SYSLIB_CRED_TMS";
constexpr std::string_view kTmsHttpError = "TMS_KEYS_HTTP_ERR";
// The ends of the codes of what Tapis refuses to ask of the Trust Manager System, and of what went wrong when it asked.
constexpr std::array<std::string_view, 4> kTmsRefusals{"_BAD_ARG", "_NOT_ALLOWED", "_NOT_CFG", "_INVALID_SYS_TYPE"};
constexpr std::array<std::string_view, 4> kTmsFailures{"TMS_KEYS_ERR", "TMS_KEYS_NO_BODY", "TMS_KEYS_NULL_FIELD",
                                                       "TMS_KEYS_EMPTY_FIELD"};

bool ends_with_any(std::string_view code, const std::array<std::string_view, 4>& ends) {
  return std::any_of(ends.begin(), ends.end(), [code](std::string_view end) { return code.ends_with(end); });
}

// ---- What TMS answered, as Tapis quotes it: "… TMS_KEYS_HTTP_ERR … Code: 403 … {"result_msg":"…"}"

constexpr std::size_t kMaxQuoted = 8192;  // of a message, behind the code
constexpr std::size_t kMaxReason = 300;
constexpr std::string_view kBetween = " :=\"'\\";  // a name and its value

// The length of a label at the front of `text` behind which an HTTP status may stand, with what is between; or 0.
std::size_t status_label(std::string_view text) {
  constexpr std::array<std::string_view, 3> kLabels{"ode", "tatus", "HTTP"};
  for (std::string_view label : kLabels) {
    if (!text.starts_with(label)) continue;
    const std::size_t end = text.find_first_not_of(kBetween, label.size());
    return end == std::string_view::npos || end == label.size() ? 0 : end;
  }
  return 0;
}

// Three digits at the front of `text`, or 0.
int status_at_front_of(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits != 3) return 0;
  return (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
}

struct TmsReply {
  int status = 0;           // 0: it does not say
  std::string_view reason;  // in the words of TMS
};

// What stands between quotes, or else behind a label such as "Message:".
std::string_view reason_in(std::string_view text) {
  constexpr std::string_view kReason = "result_msg";
  const std::size_t named = text.find(kReason);
  if (named != std::string_view::npos) text.remove_prefix(named + kReason.size());
  text.remove_prefix(std::min(text.find_first_not_of(" :=\"'\\,.;)]}"), text.size()));
  if (named != std::string_view::npos) return text.substr(0, text.find_first_of("\"\\"));
  const std::string_view word = text.substr(0, text.find(' '));
  return word.ends_with(':') ? text.substr(std::min(word.size() + 1, text.size())) : text;
}

// `message` without `name` as a value, if there is anything in the name that may pass for a label or a status.
std::string without_name(std::string_view message, std::string_view name) {
  const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) { return is_ascii_alnum(c) || c == '_'; });
  if (is_plain) return std::string(message);
  const std::string value = concat({": ", name});
  std::string rest;
  for (std::size_t at = message.find(value); at != std::string_view::npos; at = message.find(value)) {
    rest += message.substr(0, at + 1);
    message.remove_prefix(at + value.size());
  }
  return rest += message;
}

// The last code counts: an outer message may quote names before.
TmsReply tms_reply_in(std::string_view message) {
  message = message.substr(message.rfind(kTmsHttpError) + kTmsHttpError.size()).substr(0, kMaxQuoted);
  for (std::size_t at = 0; at < message.size(); ++at) {
    const std::string_view rest = message.substr(at);
    const std::size_t label = status_label(rest);
    const int status = label == 0 ? 0 : status_at_front_of(rest.substr(label));
    if (status == 0) continue;
    const std::string_view reason = reason_in(rest.substr(label + 3));
    return {status, reason.empty() ? message.substr(0, at) : reason};
  }
  return {};
}

// ----

// Tapis tried the new key on the host, which said no.
bool is_failed_try(std::string_view tapis_code) {
  return tapis_code == "SYSLIB_CRED_VALID_FAIL" || tapis_code == "SYSAPI_CRED_VALID_FAIL";
}

// Tapis sends these codes with 400, 401 or 500, depending on its version, so the code decides and not the status.
std::optional<ErrorCode> meaning_of(std::string_view tapis_code) {
  if (tapis_code == "SYSLIB_CRED_CONN_FAIL") return ErrorCode::kHostUnreachable;
  if (tapis_code == "SYSLIB_CRED_NOT_SUPPORTED") return ErrorCode::kAuthnMethodUnsupported;
  if (is_failed_try(tapis_code)) return ErrorCode::kCredentialRefused;
  if (!tapis_code.starts_with(kTms)) return std::nullopt;
  if (ends_with_any(tapis_code, kTmsRefusals)) return ErrorCode::kCredentialRefused;
  if (ends_with_any(tapis_code, kTmsFailures)) return ErrorCode::kTmsUnavailable;
  return std::nullopt;
}

bool is_refusal(int status) {
  return status / 100 == 4 && status != 403 && status != 404 && status != 429;  // those have errors of their own
}

}  // namespace

HttpRequest create_credential_request(const Subject& subject) {
  return {.method = Method::kPost, .target = credential_path(subject) + "?createTmsKeys=true", .body = "{}"};
}

std::optional<Error> interpret_create(const Answer& answer, const Subject& about) {
  if (answer.is_success()) return std::nullopt;
  if (std::optional<Error> error = token_error(answer)) return error;
  if (is_uncertain(answer) || !answer.envelope) return general_error(answer);
  const std::string_view code = answer.tapis_code;
  if (code.starts_with(kTms) && code.ends_with(kTmsHttpError)) {
    const std::string message = without_name(answer.server_message, about.username);
    const TmsReply reply = tms_reply_in(message);
    if (reply.status / 100 != 4) return error_of(answer, ErrorCode::kTmsUnavailable);
    Error error = error_of(answer, ErrorCode::kCredentialRefused);
    error.detail = printable(reply.reason, kMaxReason);
    return error;
  }
  if (const std::optional<ErrorCode> meaning = meaning_of(code)) return error_of(answer, *meaning);
  if (is_refusal(answer.http_status)) return error_of(answer, ErrorCode::kCredentialRefused);
  if (code.starts_with(kTms) && answer.http_status >= 500) return error_of(answer, ErrorCode::kTmsUnavailable);
  return general_error(answer);
}

bool is_refused_by_host(const Error& error) {
  return error.code == ErrorCode::kCredentialRefused && is_failed_try(error.tapis_code);
}

}  // namespace tms
