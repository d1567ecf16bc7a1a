// An operation made of Tapis calls. Here is what all such operations share: reads that are asked again after a
// transient failure (if nothing else can take their place), an end as soon as an answer is about the token, cancel at
// any point, and the reports for the activity log. Which calls there are, and what to do with each answer, is the
// business of derived classes.
//
// Whether a token is still good is for Tapis to say: the clock of a computer may be wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/function_ref.h"
#include "core/operation/operation.h"
#include "core/tapis/answer.h"

namespace tms {

struct OperationContext {
  Subject subject;
  std::string tenant;      // of the token
  std::uint32_t seed = 0;  // for the jitter of retries
};

class TapisOperation : public Operation {
 public:
  Effects handle(const Event& event) final;
  bool is_finished() const final { return finished_; }

  // True while a request is on its way that changes something, or that tells what became of one.
  bool is_changing() const;

 protected:
  // What a call is, whatever it asks for at the moment.
  struct CallInfo {
    std::string_view step;      // its name in the activity log
    bool changes = false;       // then it is never repeated
    bool is_optional = false;   // there is another way if it fails, so it is not repeated either
    bool is_with_token = true;  // else no answer is about the token
  };

  // `calls`: how many there are; they are numbered from 0.
  TapisOperation(OperationContext context, RequestId calls) : context_(std::move(context)), exchanges_(calls) {}

  virtual void start() = 0;
  // Takes a reply apart, once: where more than its envelope matters, the derived class keeps the rest.
  virtual Answer read(RequestId /*call*/, const Reply& reply) { return read_answer(reply); }
  // The final answer to `call`, just read: not about the token, and not to be asked again.
  virtual void on_final_answer(RequestId call, const Answer& answer) = 0;
  virtual CallInfo info_of(RequestId call) const = 0;
  virtual HttpRequest request_of(RequestId call) const = 0;
  // For people: what is asked ("Checking jdoe's credentials on stampede3"), and what was answered ("none found"), or ""
  // to leave the failure to speak for itself.
  virtual std::string text_of(RequestId call) const = 0;
  virtual std::string summary_of(RequestId call, const Answer& answer) const = 0;
  // Whether the answer says that Tapis did as asked.
  virtual bool is_success(const Answer& answer) const { return answer.is_success(); }
  // What the answer to a call that is not uncertain tells of credentials: see StepReport.
  virtual std::string_view credentials_after(RequestId /*call*/, const Answer& /*answer*/) const { return ""; }

  const Subject& subject() const { return context_.subject; }
  const std::string& tenant() const { return context_.tenant; }
  std::uint32_t next_random();

  // What comes of `act`; nothing after the end.
  Effects turn(FunctionRef<void()> act);

  // Asks now, or after a wait. `attempt`: the how-manieth time it is, for the log.
  // Precondition: the call is not in flight.
  void ask_call(RequestId call, std::uint32_t delay_ms = 0, int attempt = 1);
  // Its answer is of no use any more. Nothing happens if it is not in flight and does not wait to be asked.
  void abandon_call(RequestId call);
  // Whether it waits to be asked.
  bool is_waiting(RequestId call) const { return exchanges_[call].state == Exchange::State::kWaiting; }
  void finish(Finish::Result result);
  void fail(Error error) { finish(std::move(error)); }

 private:
  struct Exchange {
    enum class State : std::uint8_t { kIdle, kInFlight, kWaiting } state = State::kIdle;
    int attempt = 0;
  };

  void on_answered(const Answered& event);
  void on_wait_over(RequestId call);
  void on_cancel(ErrorCode reason);

  Exchange* find(RequestId call, Exchange::State expected);
  void send(RequestId call);
  void wait(RequestId call, std::uint32_t delay_ms);
  void fail_for_token(Error error);
  StepReport report(RequestId call, const HttpRequest& request) const;

  OperationContext context_;
  std::vector<Exchange> exchanges_;
  Effects effects_;  // of the event being handled
  bool started_ = false;
  bool finished_ = false;
  bool change_is_uncertain_ = false;
};

}  // namespace tms
