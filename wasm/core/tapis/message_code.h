// The codes in a message of Tapis, such as SYSLIB_CRED_NOT_FOUND. A message is "CODE text name: value name: value …",
// and one that wraps another ends with "Message: CODE text …" or "Error: CODE text …":
//
//   SYSAPI_CRED_VALID_FAIL … System: stampede3 User: jdoe Message: SYSLIB_CRED_CONN_FAIL … Host: …
//
// The code, never the prose, says what happened. It is read where a code stands. Where a name stands, nothing is: a
// system may be called SYSLIB_CRED_CONN_FAIL, and a user "Message: SYSLIB_CRED_CONN_FAIL".
#pragma once

#include <string>
#include <string_view>

#include "core/tapis/error.h"

namespace tms {

// The codes of Tapis that `message` holds, in their order, each with a space behind it. `about`: whose and which
// system's names may stand in it, as far as that is known; a name of several words can be told from the text around it
// only so.
std::string codes_in(std::string_view message, const Subject& about = {});

// True if `code` is one of `codes`.
bool has_code(std::string_view codes, std::string_view code);

// The one of `codes` that says most about what happened: the last SYSLIB_ code, else the first of all, else "". An
// outer code only wraps the inner one.
std::string_view most_specific_code(std::string_view codes);

}  // namespace tms
