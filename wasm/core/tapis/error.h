// The errors of the whole product: one list of codes, grouped by who must act, and one value type that carries
// what is known about a failure. The JavaScript face passes the names on unchanged.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace tms {

enum class ErrorCode {
  // The caller.
  kInvalidArgument,
  kClosed,
  kCancelled,
  // The person: a new token is needed.
  kTokenMalformed,
  kTokenExpired,
  kTokenRejected,
  kSignInExpired,
  // Whoever runs the page, or the tenant.
  kSignInRefused,
  // The person, or whoever runs the system.
  kForbidden,
  kSystemNotFound,
  kAuthnMethodUnsupported,
  kCredentialRefused,
  // Time, or whoever runs the services.
  kHostUnreachable,
  kTmsUnavailable,
  kServerError,
  kServiceUnavailable,
  kInvalidResponse,
  kNetworkError,
  kTimeout,
};

struct ErrorCodeInfo {
  ErrorCode code;
  std::string_view name;  // as JavaScript sees it
  bool retryable;         // the same call may succeed later, with nothing changed by the caller
};

// Every code, in the order of the enum.
inline constexpr std::array<ErrorCodeInfo, 19> kErrorCodes{{
    {ErrorCode::kInvalidArgument, "invalid_argument", false},
    {ErrorCode::kClosed, "closed", false},
    {ErrorCode::kCancelled, "cancelled", false},
    {ErrorCode::kTokenMalformed, "token_malformed", false},
    {ErrorCode::kTokenExpired, "token_expired", false},
    {ErrorCode::kTokenRejected, "token_rejected", false},
    {ErrorCode::kSignInExpired, "sign_in_expired", false},
    {ErrorCode::kSignInRefused, "sign_in_refused", false},
    {ErrorCode::kForbidden, "forbidden", false},
    {ErrorCode::kSystemNotFound, "system_not_found", false},
    {ErrorCode::kAuthnMethodUnsupported, "authn_method_unsupported", false},
    {ErrorCode::kCredentialRefused, "credential_refused", false},
    {ErrorCode::kHostUnreachable, "host_unreachable", true},
    {ErrorCode::kTmsUnavailable, "tms_unavailable", true},
    {ErrorCode::kServerError, "server_error", true},
    {ErrorCode::kServiceUnavailable, "service_unavailable", true},
    {ErrorCode::kInvalidResponse, "invalid_response", false},
    {ErrorCode::kNetworkError, "network_error", true},
    {ErrorCode::kTimeout, "timeout", true},
}};

constexpr const ErrorCodeInfo& info(ErrorCode code) { return kErrorCodes[static_cast<std::size_t>(code)]; }

struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  int http_status = 0;         // 0: there was no answer
  std::string tapis_code;      // such as SYSLIB_CRED_NOT_FOUND, or ""
  std::string server_message;  // what Tapis said, at most kMaxServerMessage bytes, or ""
  std::string host_message;    // why the host did not carry the request out, fit to be shown, or ""
  std::string detail;          // what the text of this code needs besides, fit to be shown: see message()

  bool operator==(const Error&) const = default;
};

// The person and the system that an operation is about; both empty while there is neither.
struct Subject {
  std::string system_id;
  std::string username;
};

// True if the answer was about the token: nothing else can succeed before there is a new one.
constexpr bool is_about_token(ErrorCode code) {
  return code == ErrorCode::kTokenMalformed || code == ErrorCode::kTokenExpired || code == ErrorCode::kTokenRejected;
}

// What happened and what to do next, in words for a researcher. Never holds the token.
std::string message(const Error& error, const Subject& subject = {});

}  // namespace tms
