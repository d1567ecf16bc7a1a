#include "core/setup.h"

#include <algorithm>
#include <utility>

#include "core/identifiers.h"
#include "core/text.h"

namespace tms {
namespace {

// What a round of `concurrency` systems takes at the least, when all goes well.
constexpr double kRoundMs = 3000;

double shortest_run_ms(std::size_t systems, int concurrency) {
  const auto at_once = static_cast<std::size_t>(concurrency);
  const std::size_t rounds = (systems + at_once - 1) / at_once;
  return static_cast<double>(rounds) * kRoundMs;
}

// Request ids of all establishes in one row, so that each is unique.
RequestId global_id(std::size_t index, RequestId call) {
  return static_cast<RequestId>(index) * SystemOperation::kCalls + call;
}

SetupStatus status_of(const Outcome& outcome) {
  return outcome.status == Status::kExists ? SetupStatus::kExists : SetupStatus::kCreated;
}

}  // namespace

Setup::Setup(OperationContext context, Options options)
    : context_(std::move(context)), options_(std::move(options)), under_way_(options_.system_ids.size()) {
  for (const std::string& id : options_.system_ids) results_.push_back({.system_id = id});
}

Effects Setup::handle(const Event& event, TimeMs now) {
  if (finished_) return {};
  if (std::holds_alternative<Started>(event) && !std::exchange(started_, true)) start(now);
  if (const auto* answered = std::get_if<Answered>(&event)) {
    Answered local = *answered;
    local.id %= SystemOperation::kCalls;
    pass_on(answered->id / SystemOperation::kCalls, local, now);
  }
  if (const auto* over = std::get_if<WaitOver>(&event)) {
    pass_on(over->id / SystemOperation::kCalls, WaitOver{over->id % SystemOperation::kCalls}, now);
  }
  if (const auto* cancel = std::get_if<CancelRequested>(&event)) stop({.code = cancel->reason}, now);
  if (started_ && !finished_) go_on(now);
  return std::exchange(effects_, {});
}

void Setup::start(TimeMs now) {
  if (std::optional<Error> error = check_username(context_.subject.username)) return end(std::move(*error));
  if (options_.concurrency < 1 || options_.concurrency > kMaxConcurrency) {
    return end(Error{.code = ErrorCode::kInvalidArgument, .detail = "concurrency must be a number from 1 to 32."});
  }
  if (now + shortest_run_ms(results_.size(), options_.concurrency) >= context_.token_expires_at_ms) {
    const bool expired = now >= context_.token_expires_at_ms;
    return end(Error{.code = ErrorCode::kTokenExpired,
                     .detail = expired ? "" : "Your Tapis token ends too soon to set up so many systems."});
  }
}

// Starts as many as may run, stops all when the token is no good, and finishes when there is nothing left.
void Setup::go_on(TimeMs now) {
  while (!stopped_ && !bad_token_ && running_ < options_.concurrency && next_ < results_.size()) {
    const std::size_t index = next_++;
    if (is_asked_for_before(index)) continue;  // it ends with its twin
    ++running_;
    under_way_[index] = establish(index);
    pass_on(index, Started{}, now);
  }
  if (bad_token_ && !stopped_) stop(*bad_token_, now);
  if (running_ == 0 && done_ == results_.size()) end(std::move(results_));
}

std::unique_ptr<Establish> Setup::establish(std::size_t index) const {
  OperationContext context = context_;
  context.subject.system_id = results_[index].system_id;
  context.seed += static_cast<std::uint32_t>(index);
  std::optional<SystemDefinition> definition = known_definition(context.subject.system_id);
  return std::make_unique<Establish>(std::move(context), Establish::Options{.definition = std::move(definition)});
}

bool Setup::is_asked_for_before(std::size_t index) const {
  const auto place = results_.begin() + static_cast<std::ptrdiff_t>(index);
  return std::any_of(results_.begin(), place,
                     [&](const SetupResult& earlier) { return earlier.system_id == place->system_id; });
}

std::optional<SystemDefinition> Setup::known_definition(std::string_view system_id) const {
  if (!options_.known) return std::nullopt;
  for (const SystemRow& row : options_.known->systems) {
    if (row.id == system_id && !row.default_authn_method.empty()) {
      return SystemDefinition{.default_authn_method = row.default_authn_method};
    }
  }
  return std::nullopt;
}

void Setup::pass_on(std::size_t index, const Event& event, TimeMs now) {
  if (index >= under_way_.size() || !under_way_[index]) return;
  for (Effect& effect : under_way_[index]->handle(event, now)) {
    if (auto* send = std::get_if<SendRequest>(&effect)) send->id = global_id(index, send->id);
    if (auto* abort = std::get_if<AbortRequest>(&effect)) abort->id = global_id(index, abort->id);
    if (auto* wait = std::get_if<Wait>(&effect)) wait->id = global_id(index, wait->id);
    if (auto* finished = std::get_if<Finish>(&effect)) {
      on_established(index, finished->result);
    } else {
      effects_.push_back(std::move(effect));
    }
  }
}

void Setup::on_established(std::size_t index, const Finish::Result& result) {
  under_way_[index].reset();
  --running_;
  if (const auto* outcome = std::get_if<Outcome>(&result)) return settle(index, {.status = status_of(*outcome)});
  const Error& error = *std::get_if<Error>(&result);
  const bool was_stopped = error.code == ErrorCode::kCancelled || error.code == ErrorCode::kClosed;
  if (was_stopped && stopped_) {
    Error reason = *stopped_;
    reason.detail += error.detail;  // what it may have changed
    return settle(index, {.status = SetupStatus::kCancelled, .error = std::move(reason)});
  }
  settle(index, {.status = SetupStatus::kFailed, .error = error});
  if (is_about_token(error.code)) bad_token_ = error;
}

void Setup::stop(Error reason, TimeMs now) {
  const bool everything = reason.code == ErrorCode::kClosed;
  stopped_ = std::move(reason);
  for (std::size_t index = 0; index < under_way_.size(); ++index) {
    const Establish* establish = under_way_[index].get();
    if (establish == nullptr || (establish->is_changing() && !everything)) continue;
    pass_on(index, CancelRequested{everything ? ErrorCode::kClosed : ErrorCode::kCancelled}, now);
  }
  for (; next_ < results_.size(); ++next_) {
    if (is_asked_for_before(next_)) continue;
    settle(next_, {.status = SetupStatus::kCancelled, .error = *stopped_});
  }
}

// Writes the result down, also for every other place where the same system was asked for.
void Setup::settle(std::size_t index, SetupResult result) {
  result.system_id = results_[index].system_id;
  for (SetupResult& place : results_) {
    if (place.system_id != result.system_id) continue;
    place = result;
    ++done_;
    effects_.emplace_back(SetupProgress{.done = done_, .total = results_.size(), .result = result});
  }
}

void Setup::end(Finish::Result result) {
  effects_.emplace_back(Finish{std::move(result)});
  finished_ = true;
}

}  // namespace tms
