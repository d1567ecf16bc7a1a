// An operation on one system, made of Tapis calls. Here is what all such operations share: ids that cannot be are
// refused before any request, no request with an expired token, reads that are asked again after a transient failure,
// an end as soon as an answer is about the token, cancel at any point, and the reports for the activity log. What to do
// with each answer is the business of the derived class.
#pragma once

#include <array>
#include <cstdint>

#include "core/answer.h"
#include "core/operation.h"

namespace tms {

struct OperationContext {
  Subject subject;
  TimeMs token_expires_at_ms = 0;
  std::uint32_t seed = 0;  // for the jitter of retries
};

class SystemOperation : public Operation {
 public:
  explicit SystemOperation(OperationContext context) : context_(std::move(context)) {}

  Effects handle(const Event& event, TimeMs now) final;
  bool is_finished() const final { return finished_; }

 protected:
  enum class Call : RequestId { kCheck, kDefinition, kCreate, kRemove };

  virtual void start() = 0;
  // The final reply to `call`: not about the token, and not to be asked again.
  virtual void on_reply(Call call, const Reply& reply, const Answer& answer) = 0;

  // Precondition: the call is not in flight.
  void ask(Call call);
  void finish(const Outcome& outcome);
  void fail(Error error);

 private:
  static constexpr std::size_t kCalls = 4;

  struct Exchange {
    enum class State : std::uint8_t { kIdle, kInFlight, kWaiting } state = State::kIdle;
    int attempt = 0;
  };

  void on_started();
  void on_answered(const Answered& event);
  void on_wait_over(RequestId id);
  void on_cancel(ErrorCode reason);

  Exchange* find(RequestId id, Exchange::State expected);
  void send(Call call);
  void fail_for_token(Error error);
  void end(std::variant<Outcome, Error> result);
  std::uint32_t next_random();
  StepReport report(Call call, const HttpRequest& request) const;
  HttpRequest request_of(Call call) const;
  std::string text_of(Call call) const;
  static std::string summary_of(Call call, const Reply& reply, const Answer& answer);

  OperationContext context_;
  std::array<Exchange, kCalls> exchanges_{};
  Effects effects_;  // of the event being handled
  TimeMs now_ = 0;   // of the event being handled
  bool started_ = false;
  bool finished_ = false;
  bool change_is_uncertain_ = false;
};

}  // namespace tms
