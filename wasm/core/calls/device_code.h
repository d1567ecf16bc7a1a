// The beginning of the device grant (RFC 8628, in the form of Tapis's Authenticator): POST /v3/oauth2/device/code. It
// needs no token: it names the client, which is public.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/secret.h"
#include "core/tapis/answer.h"
#include "core/tapis/http.h"

namespace tms {

inline constexpr std::size_t kMaxClientId = 80;

// The reason why `id` cannot be the id of a client (invalid_argument), or nothing if it can: 1 to 80 letters, digits,
// ".", "_", "~" and "-".
std::optional<Error> check_client_id(std::string_view id);

// Precondition: check_client_id() has nothing against it.
HttpRequest device_code_request(std::string_view client_id);

// What a person is to type, and where; and the secret with which the token is fetched when they have.
struct DeviceCode {
  std::string client_id;
  std::string user_code;  // 4 to 16 letters, digits and hyphens; upper and lower case differ
  std::string verification_url;
  std::string expires_at;  // as the Authenticator writes it: a moment, not a number of seconds; "": it does not
  Secret device_code;
};

// Takes a reply apart: what it says, and the code in it.
Answer read_device_code(const Reply& reply, DeviceCode& code);

// Why the code cannot be used, or nothing if it can. `origin`: of the Authenticator, the only one whose address a
// person is sent to. Errors: sign_in_refused, server_error, service_unavailable, invalid_response, network_error,
// timeout.
std::optional<Error> check_device_code(const Answer& answer, const DeviceCode& code, std::string_view origin);

}  // namespace tms
