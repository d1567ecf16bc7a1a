// An operation of one call to Tapis's Authenticator, which knows of no system and sends no token in a header.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/operation/tapis_operation.h"

namespace tms {

class AuthenticatorOperation : public TapisOperation {
 protected:
  // `text`: what is asked, for people.
  AuthenticatorOperation(OperationContext context, CallInfo info, std::string text, HttpRequest request)
      : TapisOperation(std::move(context), 1), info_(info), text_(std::move(text)), request_(std::move(request)) {}

  void start() override { ask_call(0); }

  // Takes the reply apart into `answer`, and says how the operation ends by it. `summary`: for the log; it is ""
  // before, which leaves a failure to speak for itself.
  virtual Finish::Result end_by(const Reply& reply, Answer& answer, std::string_view& summary) = 0;

 private:
  Answer read(RequestId call, const Reply& reply) final;
  void on_final_answer(RequestId call, const Answer& answer) final;
  CallInfo info_of(RequestId /*call*/) const final { return info_; }
  HttpRequest request_of(RequestId /*call*/) const final { return request_; }
  std::string text_of(RequestId /*call*/) const final { return text_; }
  std::string summary_of(RequestId /*call*/, const Answer& /*answer*/) const final { return std::string(summary_); }
  bool is_success(const Answer& /*answer*/) const final { return !std::holds_alternative<Error>(result_); }

  const CallInfo info_;
  const std::string text_;
  const HttpRequest request_;
  std::string_view summary_;
  Finish::Result result_;  // by the reply just read
};

}  // namespace tms
