// An operation on one system: the four Tapis calls about a user's credentials there. Ids that cannot be are refused
// before any request.
#pragma once

#include "core/tapis_operation.h"

namespace tms {

class SystemOperation : public TapisOperation {
 public:
  static constexpr RequestId kCalls = 4;

  explicit SystemOperation(OperationContext context) : TapisOperation(std::move(context), kCalls) {}

 protected:
  enum class Call : RequestId { kCheck, kDefinition, kCreate, kRemove };

  virtual void begin() = 0;
  virtual void on_reply(Call call, const Reply& reply, const Answer& answer) = 0;

  // Precondition: the call is not in flight.
  void ask(Call call) { ask_call(static_cast<RequestId>(call)); }

 private:
  void start() final;
  void on_final_reply(RequestId call, const Reply& reply, const Answer& answer) final {
    on_reply(Call{call}, reply, answer);
  }
  CallInfo info_of(RequestId call) const final;
  HttpRequest request_of(RequestId call) const final;
  std::string text_of(RequestId call) const final;
  std::string summary_of(RequestId call, const Reply& reply, const Answer& answer) const final;
};

}  // namespace tms
