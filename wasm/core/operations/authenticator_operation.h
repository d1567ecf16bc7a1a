// An operation of one call to Tapis's Authenticator, which knows of no system and no token.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/operation/tapis_operation.h"

namespace tms {

class AuthenticatorOperation : public TapisOperation {
 protected:
  // `text`: what is asked, for people. The request is kept by who knows what is secret in it.
  AuthenticatorOperation(OperationContext context, CallInfo info, std::string text)
      : TapisOperation(std::move(context), 1), info_(info), text_(std::move(text)) {}

  // What the reply says, and how the operation ends by it. `summary`: for the log; "" leaves a failure to speak for
  // itself.
  struct End {
    Answer answer;
    Finish::Result result;
    std::string_view summary;
  };
  virtual End end_by(const Reply& reply) const = 0;
  virtual HttpRequest request() const = 0;

  void start() override { ask_call(0); }

 private:
  Answer read(RequestId call, const Reply& reply) final;
  void on_final_answer(RequestId call, const Answer& answer) final;
  CallInfo info_of(RequestId /*call*/) const final { return info_; }
  HttpRequest request_of(RequestId /*call*/) const final { return request(); }
  std::string text_of(RequestId /*call*/) const final { return text_; }
  std::string summary_of(RequestId /*call*/, const Answer& /*answer*/) const final { return std::string(summary_); }

  const CallInfo info_;
  const std::string text_;
  std::string_view summary_;
  Finish::Result result_;  // by the reply just read
};

}  // namespace tms
