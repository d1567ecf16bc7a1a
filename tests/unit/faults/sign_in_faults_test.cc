// Each operation at the Authenticator meets every fault of its one call. Whatever goes wrong: the ending is the right
// one, it says what is not known, nothing is asked more often than it should be, and the next time it works, unless the
// code is spent.
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/text.h"
#include "core/operation/retry.h"
#include "core/operations/ask_for_token.h"
#include "core/operations/revoke_token.h"
#include "core/operations/start_sign_in.h"
#include "unit/faults/register.h"
#include "unit/faults/stage.h"
#include "unit/faults/wire.h"

namespace tms {
namespace {

class SignInFaultsTest : public testing::Test {
 public:
  SignInFaultsTest(const AuthenticatorWire& wire, const AuthenticatorCell& cell) : wire_(wire), cell_(cell) {}

  void TestBody() override {
    Stage stage([this](const HttpRequest& request, double) { return std::optional(answer(request)); },
                [](std::size_t) { return 0; });

    const Finish::Result result = stage.run(operation());
    const int asked = std::exchange(asked_, 0);
    is_disturbed_ = false;
    const std::string afterwards = name_of(stage.run(operation()));

    EXPECT_EQ(name_of(result), cell_.ends);
    EXPECT_EQ(asked, is_repeated() ? kMaxAttempts : 1) << "so often it is asked";
    EXPECT_EQ(afterwards, cell_.took ? "sign_in_expired" : cell_.done) << "the next time";
    EXPECT_EQ(asked_, 1);
    if (const auto* error = std::get_if<Error>(&result)) expect_words(*error);
  }

 private:
  Reply answer(const HttpRequest& request) {
    ++asked_;
    if (is_disturbed_) return cell_.reply;
    if (request.target == "/v3/oauth2/device/code") return wire_.code;
    if (request.target == "/v3/oauth2/tokens/revoke") return wire_.revoked;
    EXPECT_EQ(request.target, "/v3/oauth2/tokens");
    return cell_.took ? wire_.spent : wire_.tokens;
  }

  bool is_repeated() const { return cell_.repeats && is_transient(read_answer(cell_.reply)); }

  std::unique_ptr<Operation> operation() const {
    const OperationContext context{.seed = 7};
    if (cell_.operation == "startSignIn") return std::make_unique<StartSignIn>(context, "client", wire_.origin);
    if (cell_.operation == "signOut") {
      return std::make_unique<RevokeToken>(context, Secret::copy_of("eyJh.eyJi.c2ln"), "access token");
    }
    DeviceCode code{.client_id = "client"};
    code.device_code = Secret::copy_of("Aq3Zx9Lm2Rt7Yb5Nc8Vd1Ws6Ke4Jf0Gh2Ui7Op9T");
    return std::make_unique<AskForToken>(context, std::make_shared<const DeviceCode>(std::move(code)));
  }

  std::string name_of(const Finish::Result& result) const {
    if (const auto* error = std::get_if<Error>(&result)) return std::string(info(error->code).name);
    if (std::holds_alternative<std::shared_ptr<const DeviceCode>>(result)) return "code";
    const auto* grant = std::get_if<std::shared_ptr<TokenGrant>>(&result);
    if (grant == nullptr) return "something else";
    if (*grant) return "signed in";
    return cell_.operation == "signOut" ? "signed out" : "pending";
  }

  // What is for good says so; of all else it is said what is not known.
  void expect_words(const Error& error) const {
    const bool is_for_good = cell_.ends.starts_with("sign_in_") || cell_.ends == "token_rejected";
    const std::string_view words = cell_.operation == "startSignIn" ? "The sign-in has not begun."
                                   : cell_.operation == "poll"      ? "Whether the sign-in is finished is not known."
                                                                    : "Whether the token was revoked is not known.";
    const std::string text = message(error);
    EXPECT_EQ(text.find(words) == std::string::npos, is_for_good) << text;
    EXPECT_TRUE(cell_.ends != "sign_in_refused" || text.find(error.server_message) != std::string::npos) << text;
  }

  const AuthenticatorWire& wire_;
  const AuthenticatorCell& cell_;
  bool is_disturbed_ = true;
  int asked_ = 0;
};

}  // namespace

void register_sign_in_faults(const AuthenticatorWire& wire) {
  for (const AuthenticatorCell& cell : wire.cells) {
    testing::RegisterTest("SignInFaults", cell.name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [&wire, &cell] { return new SignInFaultsTest(wire, cell); });
  }
}

}  // namespace tms
