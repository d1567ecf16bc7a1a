#include "core/operation/tapis_operation.h"

#include <utility>

#include "core/base/text.h"
#include "core/operation/retry.h"

namespace tms {
namespace {

std::string describe_failure(const Answer& answer) {
  if (!answer.no_response) return concat({"HTTP ", std::to_string(answer.http_status)});
  switch (*answer.no_response) {
    case NoResponse::kNetwork:
      return "no answer";
    case NoResponse::kTimeout:
      return "no answer in time";
    case NoResponse::kTooLarge:
      return "the answer is too large";
    case NoResponse::kRedirected:
      return "redirected to another address";
    case NoResponse::kUnreadable:
      return "no answer that can be read";
  }
  return "";
}

}  // namespace

Effects TapisOperation::handle(const Event& event) {
  return turn([&] {
    if (std::holds_alternative<Started>(event) && !std::exchange(started_, true)) start();
    if (const auto* answered = std::get_if<Answered>(&event)) on_answered(*answered);
    if (const auto* over = std::get_if<WaitOver>(&event)) on_wait_over(over->id);
    if (const auto* cancel = std::get_if<CancelRequested>(&event)) on_cancel(cancel->reason);
  });
}

Effects TapisOperation::turn(FunctionRef<void()> act) {
  if (finished_) return {};
  act();
  return std::exchange(effects_, {});
}

bool TapisOperation::is_changing() const {
  for (RequestId call = 0; call < exchanges_.size(); ++call) {
    const bool matters = change_is_uncertain_ || info_of(call).changes;
    if (exchanges_[call].state == Exchange::State::kInFlight && matters) return true;
  }
  return false;
}

void TapisOperation::on_answered(const Answered& event) {
  Exchange* exchange = find(event.id, Exchange::State::kInFlight);
  if (exchange == nullptr) return;
  exchange->state = Exchange::State::kIdle;
  const Answer answer = read(event.id, event.reply);

  const CallInfo info = info_of(event.id);
  const bool is_open = info.changes && is_uncertain(answer);

  StepReport step = report(event.id, request_of(event.id));
  std::string summary = summary_of(event.id, answer);
  step.response = {.http_status = answer.http_status,
                   .success = is_success(answer),
                   .elapsed_ms = event.elapsed_ms,
                   .tapis_code = answer.tapis_code,
                   .summary = summary.empty() ? describe_failure(answer) : std::move(summary),
                   .credentials = is_open ? "uncertain" : credentials_after(event.id, answer)};
  effects_.emplace_back(std::move(step));

  if (info.is_with_token) {
    if (std::optional<Error> error = token_error(answer)) return fail_for_token(std::move(*error));
  }
  if (is_open) change_is_uncertain_ = true;
  if (!info.changes && !info.is_optional && is_transient(answer) && exchange->attempt < kMaxAttempts) {
    ++exchange->attempt;
    return wait(event.id, retry_delay_ms(exchange->attempt, next_random()));
  }
  on_final_answer(event.id, answer);
}

void TapisOperation::on_cancel(ErrorCode reason) {
  Error error{.code = reason};
  if (change_is_uncertain_ || is_changing()) {
    error.detail = " The request was already on its way and may still take effect: check the credentials to see.";
  }
  fail(std::move(error));
}

void TapisOperation::on_wait_over(RequestId call) {
  Exchange* exchange = find(call, Exchange::State::kWaiting);
  if (exchange == nullptr) return;
  exchange->state = Exchange::State::kIdle;
  send(call);
}

void TapisOperation::fail_for_token(Error error) {
  if (change_is_uncertain_) error.detail = " Whether the last request took effect is not known: check it afterwards.";
  fail(std::move(error));
}

void TapisOperation::ask_call(RequestId call, std::uint32_t delay_ms, int attempt) {
  exchanges_[call].attempt = attempt;
  if (delay_ms == 0) return send(call);
  wait(call, delay_ms);
}

void TapisOperation::wait(RequestId call, std::uint32_t delay_ms) {
  exchanges_[call].state = Exchange::State::kWaiting;
  StepReport step = report(call, request_of(call));
  step.wait_ms = delay_ms;
  effects_.emplace_back(Wait{call, delay_ms});
  effects_.emplace_back(std::move(step));
}

void TapisOperation::send(RequestId call) {
  if (finished_) return;
  exchanges_[call].state = Exchange::State::kInFlight;
  HttpRequest request = request_of(call);
  effects_.emplace_back(report(call, request));
  effects_.emplace_back(SendRequest{call, std::move(request)});
}

void TapisOperation::abandon_call(RequestId call) {
  if (std::exchange(exchanges_[call].state, Exchange::State::kIdle) == Exchange::State::kIdle) return;
  effects_.emplace_back(AbortRequest{call});
}

void TapisOperation::finish(Finish::Result result) {
  for (RequestId call = 0; call < exchanges_.size(); ++call) abandon_call(call);
  effects_.emplace_back(Finish{std::move(result)});
  finished_ = true;
}

TapisOperation::Exchange* TapisOperation::find(RequestId call, Exchange::State expected) {
  return call < exchanges_.size() && exchanges_[call].state == expected ? &exchanges_[call] : nullptr;
}

std::uint32_t TapisOperation::next_random() {
  context_.seed = context_.seed * 1664525U + 1013904223U;  // a linear congruential generator is enough for jitter
  return context_.seed >> 8U;
}

StepReport TapisOperation::report(RequestId call, const HttpRequest& request) const {
  return {.step = std::string(info_of(call).step),
          .subject = context_.subject,
          .text = text_of(call),
          .method = request.method,
          .target = request.target,
          .attempt = exchanges_[call].attempt,
          .response = std::nullopt};
}

}  // namespace tms
