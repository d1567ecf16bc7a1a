#include "core/system_operation.h"

#include <utility>

#include "core/check_credential.h"
#include "core/create_credential.h"
#include "core/get_system.h"
#include "core/identifiers.h"
#include "core/remove_credential.h"
#include "core/retry.h"
#include "core/text.h"

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
  }
  return "";
}

}  // namespace

Effects SystemOperation::handle(const Event& event, TimeMs now) {
  if (finished_) return {};
  now_ = now;
  if (std::holds_alternative<Started>(event)) on_started();
  if (const auto* answered = std::get_if<Answered>(&event)) on_answered(*answered);
  if (const auto* over = std::get_if<WaitOver>(&event)) on_wait_over(over->id);
  if (const auto* cancel = std::get_if<CancelRequested>(&event)) on_cancel(cancel->reason);
  return std::exchange(effects_, {});
}

void SystemOperation::on_started() {
  if (std::exchange(started_, true)) return;
  if (std::optional<Error> error = check_system_id(context_.subject.system_id)) return fail(std::move(*error));
  if (std::optional<Error> error = check_username(context_.subject.username)) return fail(std::move(*error));
  start();
}

void SystemOperation::on_answered(const Answered& event) {
  Exchange* exchange = find(event.id, Exchange::State::kInFlight);
  if (exchange == nullptr) return;
  exchange->state = Exchange::State::kIdle;
  const Call call{event.id};
  const Answer answer = read_answer(event.reply);

  StepReport step = report(call, request_of(call));
  step.response = {.http_status = answer.http_status,
                   .elapsed_ms = event.elapsed_ms,
                   .tapis_code = answer.tapis_code,
                   .summary = summary_of(call, event.reply, answer)};
  effects_.emplace_back(std::move(step));

  if (std::optional<Error> error = token_error(answer)) return fail_for_token(std::move(*error));
  const bool only_reads = call == Call::kCheck || call == Call::kDefinition;
  if (!only_reads && is_uncertain(answer)) change_is_uncertain_ = true;
  if (only_reads && is_transient(answer) && exchange->attempt < kMaxAttempts) {
    ++exchange->attempt;
    exchange->state = Exchange::State::kWaiting;
    step = report(call, request_of(call));
    step.wait_ms = retry_delay_ms(exchange->attempt, next_random());
    effects_.emplace_back(Wait{event.id, step.wait_ms});
    effects_.emplace_back(std::move(step));
    return;
  }
  on_reply(call, event.reply, answer);
}

void SystemOperation::on_wait_over(RequestId id) {
  Exchange* exchange = find(id, Exchange::State::kWaiting);
  if (exchange == nullptr) return;
  exchange->state = Exchange::State::kIdle;
  send(Call{id});
}

void SystemOperation::on_cancel(ErrorCode reason) {
  const auto is_in_flight = [&](Call call) {
    return exchanges_[static_cast<RequestId>(call)].state == Exchange::State::kInFlight;
  };
  Error error{.code = reason};
  if (is_in_flight(Call::kCreate) || is_in_flight(Call::kRemove)) {
    error.detail = " The request was already on its way and may still take effect: check the credentials to see.";
  }
  fail(std::move(error));
}

void SystemOperation::fail_for_token(Error error) {
  if (change_is_uncertain_) error.detail = " Whether the last request took effect is not known: check it afterwards.";
  fail(std::move(error));
}

void SystemOperation::ask(Call call) {
  exchanges_[static_cast<RequestId>(call)].attempt = 1;
  send(call);
}

void SystemOperation::send(Call call) {
  if (finished_) return;
  if (now_ >= context_.token_expires_at_ms) return fail_for_token({.code = ErrorCode::kTokenExpired});
  exchanges_[static_cast<RequestId>(call)].state = Exchange::State::kInFlight;
  HttpRequest request = request_of(call);
  effects_.emplace_back(report(call, request));
  effects_.emplace_back(SendRequest{static_cast<RequestId>(call), std::move(request)});
}

void SystemOperation::finish(const Outcome& outcome) { end(outcome); }

void SystemOperation::fail(Error error) { end(std::move(error)); }

void SystemOperation::end(std::variant<Outcome, Error> result) {
  for (RequestId id = 0; id < kCalls; ++id) {
    if (exchanges_[id].state != Exchange::State::kIdle) effects_.emplace_back(AbortRequest{id});
  }
  effects_.emplace_back(Finish{std::move(result)});
  finished_ = true;
}

SystemOperation::Exchange* SystemOperation::find(RequestId id, Exchange::State expected) {
  return id < kCalls && exchanges_[id].state == expected ? &exchanges_[id] : nullptr;
}

std::uint32_t SystemOperation::next_random() {
  context_.seed = context_.seed * 1664525U + 1013904223U;  // a linear congruential generator is enough for jitter
  return context_.seed >> 8U;
}

StepReport SystemOperation::report(Call call, const HttpRequest& request) const {
  constexpr std::array<std::string_view, kCalls> kSteps{"check", "definition", "create", "remove"};
  return {.step = std::string(kSteps[static_cast<RequestId>(call)]),
          .subject = context_.subject,
          .text = text_of(call),
          .method = request.method,
          .target = request.target,
          .attempt = exchanges_[static_cast<RequestId>(call)].attempt,
          .response = std::nullopt};
}

HttpRequest SystemOperation::request_of(Call call) const {
  switch (call) {
    case Call::kCheck:
      return check_credential_request(context_.subject);
    case Call::kDefinition:
      return get_system_request(context_.subject.system_id);
    case Call::kCreate:
      return create_credential_request(context_.subject);
    case Call::kRemove:
      return remove_credential_request(context_.subject);
  }
  return {};
}

std::string SystemOperation::text_of(Call call) const {
  const auto& [system, user] = context_.subject;
  switch (call) {
    case Call::kCheck:
      return concat({"Checking ", user, "'s credentials on ", system});
    case Call::kDefinition:
      return concat({"Reading the definition of ", system});
    case Call::kCreate:
      return concat({"Creating credentials for ", user, " on ", system});
    case Call::kRemove:
      return concat({"Removing ", user, "'s credentials on ", system});
  }
  return "";
}

std::string SystemOperation::summary_of(Call call, const Reply& reply, const Answer& answer) {
  switch (call) {
    case Call::kCheck:
      if (const auto state = interpret_check(answer)) return std::string(describe(*state));
      break;
    case Call::kDefinition:
      if (const auto definition = interpret_system(reply)) return definition->default_authn_method;
      break;
    case Call::kCreate:
      if (!interpret_create(answer)) return "done";
      break;
    case Call::kRemove:
      if (const auto removal = interpret_remove(answer)) return *removal == Removal::kDone ? "done" : "none found";
      break;
  }
  return describe_failure(answer);
}

}  // namespace tms
