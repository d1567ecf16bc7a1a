#include "core/calls/authenticator_error.h"

#include "core/base/text.h"

namespace tms {
namespace {

constexpr std::size_t kMaxReason = 300;

bool is_client_error(const Answer& answer) { return answer.http_status / 100 == 4 && answer.http_status != 429; }

}  // namespace

bool is_refusal(const Answer& answer) { return is_client_error(answer) && answer.envelope; }

Error authenticator_error(const Answer& answer) {
  if (is_refusal(answer)) {
    Error error = error_of(answer, ErrorCode::kSignInRefused);
    error.detail = printable(answer.server_message, kMaxReason);
    return error;
  }
  if (is_client_error(answer)) return error_of(answer, ErrorCode::kInvalidResponse);
  return error_by_status(answer);
}

}  // namespace tms
