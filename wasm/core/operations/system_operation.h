// An operation on one system: the four Tapis calls about a user's credentials there. Ids that cannot be are refused
// before any request.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/calls/get_system.h"
#include "core/operation/tapis_operation.h"

namespace tms {

class SystemOperation : public TapisOperation {
 public:
  static constexpr RequestId kCalls = 4;

  explicit SystemOperation(OperationContext context) : TapisOperation(std::move(context), kCalls) {}

 protected:
  enum class Call : RequestId { kCheck, kDefinition, kCreate, kRemove };

  virtual void begin() = 0;
  virtual void on_answer(Call call, const Answer& answer) = 0;

  // Precondition: the call is not in flight.
  void ask(Call call, std::uint32_t delay_ms = 0, int attempt = 1) {
    ask_call(static_cast<RequestId>(call), delay_ms, attempt);
  }

  bool is_waiting(Call call) const { return TapisOperation::is_waiting(static_cast<RequestId>(call)); }

  // Looks what became of a change whose answer was lost, with a check.
  void recheck();
  // Looks again, after the wait of recheck_delay_ms(). False if that is of no use: the check will find the same in a
  // few seconds, or it was looked often enough. A look that fails in passing is not repeated, since the next one comes.
  bool recheck_later(const Answer& check);

  // Precondition: kDefinition was answered.
  const Result<SystemDefinition>& definition() const { return *definition_; }

 private:
  void start() final;
  Answer read(RequestId call, const Reply& reply) final;
  void on_final_answer(RequestId call, const Answer& answer) final { on_answer(Call{call}, answer); }
  CallInfo info_of(RequestId call) const final;
  HttpRequest request_of(RequestId call) const final;
  std::string text_of(RequestId call) const final;
  std::string summary_of(RequestId call, const Answer& answer) const final;
  std::string_view credentials_after(RequestId call, const Answer& answer) const final;

  std::optional<Result<SystemDefinition>> definition_;
  int rechecks_ = 0;
};

}  // namespace tms
