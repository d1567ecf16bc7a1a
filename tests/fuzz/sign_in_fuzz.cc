// The calls to the Authenticator and the operations made of them, fed any answer. In what a server says the bytes 1, 2
// and 3 stand for the device code, the access token and the refresh token: wherever it repeats them, they are in no
// error and in no line of a log. A code that is given out is one that can be shown, and its address is one of Tapis.
#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/text.h"
#include "core/calls/device_code.h"
#include "core/calls/device_token.h"
#include "core/operations/ask_for_token.h"
#include "core/operations/revoke_token.h"
#include "core/operations/start_sign_in.h"
#include "fuzz/ledger.h"
#include "fuzz/require.h"
#include "unit/authenticator_answers.h"

namespace tms {
namespace {

constexpr std::string_view kOrigin = "https://designsafe.tapis.io";

struct Secrets {
  std::string device_code{kDeviceCode};
  std::string access_token = token_with(kAccessClaims);
  std::string refresh_token = tms::refresh_token();
};

const Secrets& secrets() {
  static const Secrets kSecrets;
  return kSecrets;
}

// What nobody may see of them: the beginning will do, for a text may be cut. The header of a token says nothing.
const std::array<std::string, 4>& traces() {
  constexpr std::size_t kLength = 16;
  const auto payload = [](const std::string& token) { return token.substr(token.find('.') + 1, kLength); };
  static const std::array<std::string, 4> kTraces{secrets().device_code.substr(0, kLength),
                                                  payload(secrets().access_token), payload(secrets().refresh_token),
                                                  std::string(kTokenSignature.substr(0, kLength))};
  return kTraces;
}

bool has_trace(std::string_view text) {
  return std::any_of(traces().begin(), traces().end(),
                     [text](const std::string& trace) { return text.find(trace) != std::string_view::npos; });
}

void require_no_secret(std::string_view text) { require(!has_trace(text), "no secret is in an error or a log"); }

void require_sound(const Error& error) {
  require(error.server_message.size() <= kMaxServerMessage + 3, "what is quoted of an answer has an end");
  const std::string text = message(error);
  require(!text.empty() && text.size() < 2000, "an error has a text that has an end");
  require(printable(text, text.size()) == text, "a text holds nothing that is not fit to be shown");
  require(!is_about_token(error.code) || error.code == ErrorCode::kTokenRejected, "no error is about a token not sent");
}

void require_good(const DeviceCode& code) {
  const std::string& shown = code.user_code;
  require(shown.size() >= 4 && shown.size() <= 16, "a code to be typed has 4 to 16 characters");
  require(std::all_of(shown.begin(), shown.end(), [](char c) { return is_ascii_alnum(c) || c == '-'; }),
          "a code to be typed has letters, digits and hyphens");
  require(code.verification_url.starts_with(std::string(kOrigin) + "/"), "people are sent to Tapis alone");
  require(std::all_of(code.verification_url.begin(), code.verification_url.end(),
                      [](char c) { return c > ' ' && c < '\x7F'; }),
          "an address is printable ASCII");
  const std::string_view secret = code.device_code.reveal();
  require(!secret.empty() && secret.find_first_of("\"\\") == std::string_view::npos, "a code can stand in a request");
}

// Looks at all that an operation tells.
class Watched final : public Operation {
 public:
  explicit Watched(std::unique_ptr<Operation> operation) : operation_(std::move(operation)) {}

  Effects handle(const Event& event) override {
    Effects effects = operation_->handle(event);
    for (const Effect& effect : effects) {
      if (const auto* report = std::get_if<StepReport>(&effect)) look_at(*report);
      if (const auto* finish = std::get_if<Finish>(&effect)) look_at(*finish);
    }
    return effects;
  }
  bool is_finished() const override { return operation_->is_finished(); }

 private:
  static void look_at(const StepReport& report) {
    require_no_secret(concat({report.step, report.text, report.target}));
    if (report.response) require_no_secret(concat({report.response->tapis_code, report.response->summary}));
  }

  static void look_at(const Finish& finish) {
    if (const auto* error = std::get_if<Error>(&finish.result)) {
      require_sound(*error);
      require_no_secret(concat({error->server_message, error->tapis_code, error->detail, message(*error)}));
    }
    if (const auto* code = std::get_if<std::shared_ptr<const DeviceCode>>(&finish.result)) require_good(**code);
    if (const auto* grant = std::get_if<std::shared_ptr<TokenGrant>>(&finish.result); grant != nullptr && *grant) {
      require(!(*grant)->access_token.claims().username.empty(), "a token names a user");
    }
  }

  const std::unique_ptr<Operation> operation_;
};

// Those that an operation can know: its own, and what is where it is looked for in the answer.
struct Known {
  bool device_code = false;
  bool access_token = false;
  bool refresh_token = false;
};

std::string with_secrets(std::string_view text, const Known& known) {
  std::string said;
  for (const char c : text) {
    if (c == '\x01' && known.device_code) {
      said += secrets().device_code;
    } else if (c == '\x02' && known.access_token) {
      said += secrets().access_token;
    } else if (c == '\x03' && known.refresh_token) {
      said += secrets().refresh_token;
    } else {
      said += c;
    }
  }
  return said;
}

// The fuzzer sees what its texts are searched for, and learns to write it.
std::string any_text(FuzzedDataProvider& input, std::size_t most) {
  std::string text = input.ConsumeRandomLengthString(most);
  return has_trace(text) ? "" : text;
}

std::string as_json(std::string_view text) {
  std::string json;
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return json;
}

// In an envelope that repeats what it likes, with what was asked for, whole or with something missing.
Reply any_envelope(FuzzedDataProvider& input, Known known) {
  constexpr std::array<std::string_view, 3> kWords{"success", "error", "Success"};
  constexpr std::array<int, 7> kStatuses{200, 201, 400, 403, 404, 429, 500};
  const bool is_usable = input.ConsumeBool();
  const std::string_view word = input.PickValueInArray(kWords);
  const int status = input.PickValueInArray(kStatuses);
  const bool has_code = input.ConsumeBool();
  known.device_code |= has_code && !known.access_token;
  known.access_token |= !has_code && is_usable && known.device_code;
  known.refresh_token |= !has_code && known.device_code;
  const std::string other = as_json(any_text(input, 40));
  const std::string said = as_json(with_secrets(any_text(input, 3000), known));
  const std::string result =
      has_code ? code_with(input.ConsumeBool() ? "user_code" : "verification_uri", concat({"\"", other, "\""}))
               : concat({R"({"access_token": {"access_token": ")",
                         is_usable ? secrets().access_token : secrets().refresh_token,
                         R"("}, "refresh_token": {"refresh_token": ")", secrets().refresh_token, R"("}})"});
  return of_authenticator(status, word, said, result);
}

Reply any_reply(FuzzedDataProvider& input, const Known& known) {
  switch (input.ConsumeIntegralInRange(0, 5)) {
    case 0:
      return not_ready();
    case 1:
      return tokens_given();
    case 2:
      return code_given();
    case 3:
      return input.ConsumeBool() ? NoResponse::kNetwork : NoResponse::kUnreadable;
    default:
      return any_envelope(input, known);
  }
}

struct Played {
  std::unique_ptr<Operation> operation;
  Known known;
};

Played any_operation(FuzzedDataProvider& input) {
  OperationContext context;
  context.seed = input.ConsumeIntegral<std::uint8_t>();
  switch (input.ConsumeIntegralInRange(0, 2)) {
    case 0:
      return {std::make_unique<StartSignIn>(std::move(context), "designsafe.page", std::string(kOrigin)), {}};
    case 1: {
      DeviceCode code{.client_id = "designsafe.page"};
      code.device_code = Secret::copy_of(secrets().device_code);
      return {std::make_unique<AskForToken>(std::move(context), std::make_shared<const DeviceCode>(std::move(code))),
              {.device_code = true}};
    }
    default:
      return {
          std::make_unique<RevokeToken>(std::move(context), Secret::copy_of(secrets().access_token), "access token"),
          {.access_token = true}};
  }
}

Event any_event(FuzzedDataProvider& input, const Ledger& ledger, const Known& known) {
  const RequestId id = ledger.open().empty() ? 0 : ledger.open().front();
  switch (input.ConsumeIntegralInRange(0, 9)) {
    case 0:
      return Started{};
    case 1:
      return CancelRequested{input.ConsumeBool() ? ErrorCode::kCancelled : ErrorCode::kClosed};
    case 2:
      return WaitOver{id};
    case 3:
      return Answered{1, any_reply(input, known), 1};
    default:
      break;
  }
  if (ledger.is_wait(id)) return WaitOver{id};
  return Answered{id, any_reply(input, known), 1};
}

void play(FuzzedDataProvider& input) {
  Played played = any_operation(input);
  Ledger ledger(std::make_unique<Watched>(std::move(played.operation)), 1);
  ledger.feed(Started{});
  while (input.remaining_bytes() > 0) ledger.feed(any_event(input, ledger, played.known));
  constexpr int kMostSteps = 10;
  for (int step = 0; !ledger.is_finished(); ++step) {
    require(step < kMostSteps, "an operation comes to its end");
    require(!ledger.open().empty(), "what has not ended waits for something");
    const RequestId id = ledger.open().front();
    ledger.feed(ledger.is_wait(id) ? Event(WaitOver{id}) : Event(Answered{id, NoResponse::kNetwork, 1}));
  }
}

// Any body, as it is.
void interpret(const Reply& reply) {
  DeviceCode code;
  const Answer answer = read_device_code(reply, code);
  if (const std::optional<Error> error = check_device_code(answer, code, kOrigin)) {
    require_sound(*error);
  } else {
    require(answer.is_success(), "no code comes without a success");
    require_good(code);
  }
  TokenGrant grant;
  Secret access_token;
  const Answer granted = read_device_token(reply, DeviceCode{}, access_token, grant.refresh_token);
  if (const std::optional<Error> error = take_device_token(granted, std::move(access_token), grant)) {
    require_sound(*error);
  } else {
    require(grant.access_token.secret().empty() || granted.is_success(), "no token comes without a success");
  }
  const std::optional<Error> error = interpret_revoke_token(answer);
  require(error.has_value() != answer.is_success(), "nothing is revoked without a success");
  if (error) require_sound(*error);
}

}  // namespace
}  // namespace tms

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  if (input.ConsumeBool()) {
    tms::play(input);
    return 0;
  }
  const int status = input.ConsumeIntegralInRange(0, 599);
  tms::interpret(tms::HttpResponse{status, input.ConsumeRemainingBytesAsString()});
  return 0;
}
