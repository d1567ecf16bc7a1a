// Each interpreter of an answer, fed any status and any body.
#include <fuzzer/FuzzedDataProvider.h>

#include <string>

#include "core/base/text.h"
#include "core/calls/check_credential.h"
#include "core/calls/create_credential.h"
#include "core/calls/get_system.h"
#include "core/calls/remove_credential.h"
#include "fuzz/require.h"

namespace tms {
namespace {

// Names that may pass for what the core looks for.
Subject subject() { return {.system_id = "SYSLIB_CRED_CONN_FAIL", .username = "Message: SYSLIB_CRED_NOT_FOUND"}; }

void require_sound(const Error& error) {
  require(error.server_message.size() <= kMaxServerMessage + 3, "what is quoted of an answer has an end");
  const std::string text = message(error, subject());
  require(!text.empty() && text.size() < 2000, "an error has a text that has an end");
  require(printable(text, text.size()) == text, "a text holds nothing that is not fit to be shown");
}

// Foreign JSON, pages and bare text decide nothing but that the token is no good.
void require_an_envelope(const Answer& answer) {
  if (answer.envelope) return;
  const Result<CredentialState> check = interpret_check(answer);
  require(!check, "a verdict comes in an envelope of Tapis");
  require(is_about_token(check.error().code) || check.error().code != ErrorCode::kSystemNotFound,
          "a missing system is known from an envelope of Tapis");
  require(!interpret_remove(answer), "what became of a removal is known from an envelope of Tapis");
  const std::optional<Error> create = interpret_create(answer, subject());
  require(create && create->code != ErrorCode::kCredentialRefused && create->code != ErrorCode::kTmsUnavailable,
          "what became of a create is known from an envelope of Tapis");
}

void interpret(const Reply& reply) {
  const Answer answer = read_answer(reply, nullptr, subject());
  const bool is_2xx = answer.http_status / 100 == 2;
  require_an_envelope(answer);
  require_sound(general_error(answer));
  if (const std::optional<Error> error = token_error(answer)) {
    require(is_about_token(error->code), "a token error is about the token");
    require_sound(*error);
  }

  if (const Result<CredentialState> check = interpret_check(answer); !check) {
    require_sound(check.error());
  } else {
    require((*check == CredentialState::kValid) == answer.is_success(), "just a success is a good credential");
  }
  if (const std::optional<Error> create = interpret_create(answer, subject())) {
    require_sound(*create);
  } else {
    require(is_2xx && answer.is_success(), "nothing is created without a success");
  }
  if (const Result<Removal> removal = interpret_remove(answer); !removal) {
    require_sound(removal.error());
  } else {
    require(*removal != Removal::kDone || answer.is_success(), "nothing is removed without a success");
  }
  if (const Reading<SystemDefinition> system = interpret_system(reply); !system.value) {
    require_sound(system.value.error());
  } else {
    require(system.answer.is_success(), "no definition comes without a success");
    const std::string shown = printable(system.value->default_authn_method, kMaxMethod);
    require(printable(shown, shown.size()) == shown && shown.size() <= kMaxMethod + 3, "what is shown is printable");
  }
}

}  // namespace
}  // namespace tms

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const int status = input.ConsumeIntegralInRange(0, 599);
  tms::interpret(tms::HttpResponse{status, input.ConsumeRemainingBytesAsString()});
  return 0;
}
