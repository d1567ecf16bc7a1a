#include "core/calls/remove_credential.h"

#include "core/calls/credential_path.h"
#include "core/tapis/message_code.h"

namespace tms {

HttpRequest remove_credential_request(const Subject& subject) {
  return {.method = Method::kDelete, .target = credential_path(subject)};
}

Result<Removal> interpret_remove(const Answer& answer) {
  if (answer.is_success()) return Removal::kDone;
  if (std::optional<Error> error = token_error(answer)) return *error;
  if (answer.envelope && has_code(answer.codes, "SYSLIB_CRED_NOT_FOUND")) return Removal::kNothingThere;
  if (answer.envelope && answer.http_status == 404) return Removal::kNotFound;
  return general_error(answer);
}

}  // namespace tms
