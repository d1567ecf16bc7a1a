// What an answer of Tapis means before one asks what the call was: the rules that all calls share.
#pragma once

#include <optional>
#include <string_view>

#include "core/tapis/envelope.h"
#include "core/tapis/error.h"
#include "core/tapis/http.h"
#include "core/tapis/result.h"

namespace tms {

inline constexpr std::size_t kMaxServerMessage = 2000;
inline constexpr std::size_t kMaxHostMessage = 300;

// A reply, taken apart once.
struct Answer {
  int http_status = 0;               // 0: there was no response
  std::optional<Envelope> envelope;  // if the body is one, of Tapis
  std::string server_message;        // what the body says, be it an envelope, other JSON or bare text; whole
  std::string codes;                 // in that: see codes_in()
  std::string tapis_code;            // the one that says most
  std::optional<NoResponse> no_response;
  std::string host_message;  // why the host did not carry the request out, fit to be shown, or ""

  bool is_success() const { return http_status / 100 == 2 && envelope && envelope->is_success(); }
};

// A reply to a call that asks for something: the answer, and what it says of the thing.
template <class T>
struct Reading {
  Answer answer;
  Result<T> value;
};

// `about`: whose and which system's names may stand in the answer.
Answer read_answer(const Reply& reply, JsonVisitor visitor = nullptr, const Subject& about = {});

// The error `code` with all that the answer tells.
Error error_of(const Answer& answer, ErrorCode code);

// The error if the answer is about the token. The JWT filter in front of the Systems service writes "TAPIS_SECURITY_…"
// as bare text under a JSON content type, and with 500 for a tenant that it does not know; the gateway writes "Token is
// revoked." with 500. Only the head of the message counts: further inside, such a code is about some service. What it
// came in does not count: no proxy writes so.
std::optional<Error> token_error(const Answer& answer);

// The error of an answer that is neither a success nor anything particular to the call.
Error general_error(const Answer& answer);

// The same where no token was sent, so that nothing is about one.
Error error_by_status(const Answer& answer);

// True if asking the same again may help and can do no harm when the call only reads: 429, 502, 503, 504, a 500 that
// the Systems service did not write itself, no answer.
bool is_transient(const Answer& answer);

// True if a call that changes something may have taken effect, or may yet, although no readable success came back: no
// answer, one that cannot be read, 502, 503, 504.
bool is_uncertain(const Answer& answer);

}  // namespace tms
