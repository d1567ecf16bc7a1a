#include "core/calls/check_credential.h"

#include "core/calls/credential_path.h"
#include "core/tapis/message_code.h"

namespace tms {
namespace {

CredentialState state_of(std::string_view codes) {
  // The inner codes first: SYSAPI_CRED_VALID_FAIL wraps all of them.
  if (has_code(codes, "SYSLIB_CRED_CONN_FAIL")) return CredentialState::kUnreachable;
  if (has_code(codes, "SYSLIB_CRED_NOT_SUPPORTED")) return CredentialState::kUnsupported;
  if (has_code(codes, "SYSLIB_CRED_NOT_FOUND")) return CredentialState::kMissing;
  if (has_code(codes, "SYSLIB_CRED_VALID_FAIL") || has_code(codes, "SYSAPI_CRED_VALID_FAIL")) {
    return CredentialState::kRefused;
  }
  return CredentialState::kUnclear;
}

// The description of the API says 400 for a failed validation; the service was seen to say 401, and 500 where the
// credential is missing or could not be read. Each counts only in an envelope of the Systems service, and a 400 only
// with one of the codes above, since other bad requests are 400, too.
bool tells_state(const Answer& answer, CredentialState state) {
  if (!answer.envelope || !answer.envelope->is_of_systems) return false;
  const int status = answer.http_status;
  return status == 401 || status == 500 || (status == 400 && state != CredentialState::kUnclear);
}

}  // namespace

HttpRequest check_credential_request(const Subject& subject) {
  return {.method = Method::kPost, .target = credential_path(subject) + "/check"};
}

Result<CredentialState> interpret_check(const Answer& answer) {
  if (answer.is_success()) return CredentialState::kValid;
  if (std::optional<Error> error = token_error(answer)) return *error;
  if (answer.http_status == 404 && answer.envelope) return CredentialState::kNoSystem;
  const CredentialState state = state_of(answer.codes);
  if (tells_state(answer, state)) return state;
  return general_error(answer);
}

std::string_view name_of(CredentialState state) {
  switch (state) {
    case CredentialState::kValid:
      return "valid";
    case CredentialState::kMissing:
      return "missing";
    case CredentialState::kRefused:
      return "refused";
    case CredentialState::kUnreachable:
      return "unreachable";
    case CredentialState::kUnsupported:
    case CredentialState::kUnclear:
    case CredentialState::kNoSystem:
      return "";
  }
  return "";
}

std::string_view describe(CredentialState state) {
  switch (state) {
    case CredentialState::kValid:
      return "good";
    case CredentialState::kMissing:
      return "none found";
    case CredentialState::kRefused:
      return "refused by the host";
    case CredentialState::kUnreachable:
      return "the host did not answer";
    case CredentialState::kUnsupported:
      return "not supported on this system";
    case CredentialState::kUnclear:
      return "not usable";
    case CredentialState::kNoSystem:
      return "system not found";
  }
  return "";
}

}  // namespace tms
