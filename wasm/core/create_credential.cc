#include "core/create_credential.h"

#include <array>

#include "core/credential_path.h"

namespace tms {
namespace {

// What Tapis refuses to ask of the Trust Manager System; any other SYSLIB_CRED_TMS… code is a fault on its side.
constexpr std::array<std::string_view, 4> kTmsRefusals{"_BAD_ARG", "_NOT_ALLOWED", "_NOT_CFG", "_INVALID_SYS_TYPE"};

// Tapis sends these codes with 400, 401 or 500, depending on its version, so the code decides and not the status.
std::optional<ErrorCode> meaning_of(std::string_view tapis_code) {
  if (tapis_code == "SYSLIB_CRED_CONN_FAIL") return ErrorCode::kHostUnreachable;
  if (tapis_code == "SYSLIB_CRED_NOT_SUPPORTED") return ErrorCode::kAuthnMethodUnsupported;
  if (tapis_code == "SYSLIB_CRED_VALID_FAIL" || tapis_code == "SYSAPI_CRED_VALID_FAIL") {
    return ErrorCode::kCredentialRefused;
  }
  if (!tapis_code.starts_with("SYSLIB_CRED_TMS")) return std::nullopt;
  for (std::string_view refusal : kTmsRefusals) {
    if (tapis_code.ends_with(refusal)) return ErrorCode::kCredentialRefused;
  }
  return ErrorCode::kTmsUnavailable;
}

}  // namespace

HttpRequest create_credential_request(const Subject& subject) {
  return {.method = Method::kPost, .target = credential_path(subject) + "?createTmsKeys=true", .body = "{}"};
}

std::optional<Error> interpret_create(const Answer& answer) {
  if (answer.is_success()) return std::nullopt;
  if (std::optional<Error> error = token_error(answer)) return error;
  if (answer.envelope) {
    if (const std::optional<ErrorCode> code = meaning_of(answer.tapis_code)) return error_of(answer, *code);
    if (answer.http_status == 400 || answer.http_status == 401) return error_of(answer, ErrorCode::kCredentialRefused);
  }
  return general_error(answer);
}

}  // namespace tms
