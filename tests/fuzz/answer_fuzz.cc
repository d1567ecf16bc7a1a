// Each interpreter of an answer, fed any status and any body.
#include <fuzzer/FuzzedDataProvider.h>

#include <string>

#include "core/check_credential.h"
#include "core/create_credential.h"
#include "core/get_system.h"
#include "core/remove_credential.h"
#include "fuzz/require.h"

namespace tms {
namespace {

void require_sound(const Error& error) {
  require(error.server_message.size() <= kMaxServerMessage + 3, "what is quoted of an answer has an end");
  require(!message(error, {.system_id = "stampede3", .username = "jdoe"}).empty(), "an error has a text");
}

void interpret(const Reply& reply) {
  const Answer answer = read_answer(reply);
  const bool is_2xx = answer.http_status / 100 == 2;
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
  if (const std::optional<Error> create = interpret_create(answer)) {
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
