#include "core/tapis/answer.h"

#include <utility>

#include "core/base/text.h"
#include "core/tapis/message_code.h"

namespace tms {
namespace {

constexpr std::string_view kSecurity = "TAPIS_SECURITY_";
constexpr std::string_view kRevoked = "Token is revoked";

// Bare text may come with quotes or white space around it.
std::string_view trim(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\n\"";
  const std::size_t first = text.find_first_not_of(kAround);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kAround) - first + 1);
}

bool is_gateway_status(int status) { return status == 502 || status == 503 || status == 504; }

ErrorCode code_of(NoResponse reason) {
  switch (reason) {
    case NoResponse::kNetwork:
      return ErrorCode::kNetworkError;
    case NoResponse::kTimeout:
      return ErrorCode::kTimeout;
    case NoResponse::kTooLarge:
    case NoResponse::kRedirected:
    case NoResponse::kUnreadable:
      return ErrorCode::kInvalidResponse;
  }
  return ErrorCode::kInvalidResponse;
}

bool is_unanswered(const Answer& answer) {
  return answer.no_response == NoResponse::kNetwork || answer.no_response == NoResponse::kTimeout;
}

}  // namespace

Answer read_answer(const Reply& reply, JsonVisitor visitor, const Subject& about) {
  Answer answer;
  if (const auto* reason = std::get_if<NoResponse>(&reply)) {
    answer.no_response = *reason;
    return answer;
  }
  if (const auto* failure = std::get_if<HostFailure>(&reply)) {
    answer.no_response = NoResponse::kNetwork;
    answer.host_message = printable(failure->why, kMaxHostMessage);
    return answer;
  }
  const auto& response = *std::get_if<HttpResponse>(&reply);
  answer.http_status = response.status;
  if (std::optional<Envelope> envelope = parse_envelope(response.body, visitor)) {
    answer.server_message = envelope->message;
    if (envelope->is_of_tapis) answer.envelope = std::move(envelope);
  } else {
    const std::string_view text = trim(response.body);
    // A page of HTML is no message for anybody, nor is half a JSON document.
    const bool bare_text = !text.empty() && text.front() != '<' && text.front() != '{' && text.front() != '[';
    if (bare_text) answer.server_message = text;
  }
  answer.codes = codes_in(answer.server_message, about);
  answer.tapis_code = most_specific_code(answer.codes);
  return answer;
}

Error error_of(const Answer& answer, ErrorCode code) {
  return {.code = code,
          .http_status = answer.http_status,
          .tapis_code = answer.tapis_code,
          .server_message = shorten(answer.server_message, kMaxServerMessage),
          .host_message = answer.host_message};
}

std::optional<Error> token_error(const Answer& answer) {
  if (answer.no_response || answer.http_status / 100 == 2) return std::nullopt;
  const std::string_view text = trim(answer.server_message);
  if (text.starts_with(kRevoked)) return error_of(answer, ErrorCode::kTokenRejected);
  if (!text.starts_with(kSecurity)) return std::nullopt;
  const bool expired = text.substr(0, text.find_first_of(" \t\r\n")).find("EXPIRED") != std::string_view::npos;
  return error_of(answer, expired ? ErrorCode::kTokenExpired : ErrorCode::kTokenRejected);
}

Error general_error(const Answer& answer) {
  if (std::optional<Error> error = token_error(answer)) return *error;
  return error_by_status(answer);
}

Error error_by_status(const Answer& answer) {
  if (answer.no_response) return error_of(answer, code_of(*answer.no_response));
  const int status = answer.http_status;
  if (status == 403) return error_of(answer, ErrorCode::kForbidden);
  if (status == 404 && answer.envelope) return error_of(answer, ErrorCode::kSystemNotFound);
  if (status == 429 || is_gateway_status(status)) return error_of(answer, ErrorCode::kServiceUnavailable);
  if (status >= 500) return error_of(answer, ErrorCode::kServerError);
  return error_of(answer, ErrorCode::kInvalidResponse);
}

bool is_transient(const Answer& answer) {
  if (token_error(answer)) return false;
  if (is_unanswered(answer)) return true;
  const int status = answer.http_status;
  if (status == 500) return !answer.envelope || !answer.envelope->is_of_systems;
  return status == 429 || is_gateway_status(status);
}

bool is_uncertain(const Answer& answer) {
  if (token_error(answer)) return false;
  if (answer.no_response) return true;
  if (answer.http_status / 100 == 2) return !answer.is_success();
  return is_gateway_status(answer.http_status);
}

}  // namespace tms
