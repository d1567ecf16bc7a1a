// The envelope that Tapis answers in: {"result", "status", "message", "version", "commit", "build", "metadata"}, and
// the message codes at the front of (and inside) its message, such as SYSLIB_CRED_NOT_FOUND. The code, never the prose
// and never `status` alone, says what happened: `status` is "success", "error" or a reason phrase.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json_visitor.h"

namespace tms {

struct Envelope {
  std::string status;
  std::string message;
  bool is_of_systems = false;  // written by the Systems service, not by a gateway in front of it

  bool is_success() const { return status == "success"; }
};

// Nothing if `body` is not a JSON object with the strings `status` and `message`. `visitor`, if given, sees every path
// and value (such as "result.id") on the way.
std::optional<Envelope> parse_envelope(std::string_view body, JsonVisitor visitor = nullptr);

// True if `code` stands in `message` as a whole word.
bool has_code(std::string_view message, std::string_view code);

// The code that says most about what happened: the last SYSLIB_ code, else the first SYSAPI_, TAPIS_, SEARCH_ or
// SELECT_ code, else "". An outer code ("SYSAPI_CRED_VALID_FAIL … Message: SYSLIB_CRED_CONN_FAIL …") only wraps the
// inner one.
std::string_view tapis_code(std::string_view message);

}  // namespace tms
