#include "core/operations/setup.h"

#include <utility>

#include "core/operation/retry.h"
#include "core/operation/sub_operation.h"
#include "core/tapis/identifiers.h"

namespace tms {
namespace {

SetupStatus status_of(const Outcome& outcome) {
  return outcome.status == Status::kExists ? SetupStatus::kExists : SetupStatus::kCreated;
}

}  // namespace

Setup::Setup(OperationContext context, Options options)
    : context_(std::move(context)),
      options_(std::move(options)),
      index_(options_.system_ids),
      definitions_(context_, options_.system_ids, index_,
                   static_cast<RequestId>(options_.system_ids.size() * SystemOperation::kCalls), effects_),
      places_(options_.system_ids.size()) {
  results_.reserve(places_.size());
  for (const std::string& id : options_.system_ids) results_.push_back({.system_id = id});
  counts_.front() = static_cast<int>(places_.size());
  link_repetitions();
}

void Setup::link_repetitions() {
  std::vector<std::size_t> last(places_.size());  // of the system that stands at this place first
  for (std::size_t index = 0; index < places_.size(); ++index) {
    const std::size_t first = *index_.find(options_.system_ids[index]);
    places_[index].is_repetition = first != index;
    if (first != index) places_[last[first]].next_of_same_system = index;
    last[first] = index;
  }
}

Effects Setup::handle(const Event& event) {
  if (finished_) return {};
  if (std::holds_alternative<Started>(event) && !std::exchange(started_, true)) start();
  if (const std::optional<RequestId> id = id_of(event)) route(*id, event);
  if (const auto* cancel = std::get_if<CancelRequested>(&event)) stop({.code = cancel->reason});
  if (started_ && !finished_) schedule();
  return std::exchange(effects_, {});
}

void Setup::start() {
  if (std::optional<Error> error = check_username(context_.subject.username)) return end(std::move(*error));
  if (options_.concurrency < 1 || options_.concurrency > kMaxConcurrency) {
    return end(Error{.code = ErrorCode::kInvalidArgument, .detail = "concurrency must be a number from 1 to 32."});
  }
  if (std::optional<Error> error = check_patience(options_.patience_ms)) return end(std::move(*error));
  definitions_.start(options_.known.get());
}

// The calls of the first place, those of the second, and so on; behind them the definitions.
void Setup::route(RequestId id, const Event& event) {
  const std::size_t index = id / SystemOperation::kCalls;
  if (index >= places_.size()) return definitions_.handle(id, event);
  feed(index, with_id(event, id % SystemOperation::kCalls));
}

// Does all that may be done now, and finishes when there is nothing left.
void Setup::schedule() {
  for (;;) {
    tell_definitions();
    if (bad_token_ && !stopped_) stop(*bad_token_);
    if (stopped_) break;
    if (count(Stage::kChanging) < options_.concurrency && !ready_.empty()) {
      const std::size_t index = ready_.top();
      ready_.pop();
      if (places_[index].stage != Stage::kReady) continue;
      set_stage(index, Stage::kChanging);
      advance(index, places_[index].establish->give_turn());
    } else if (count(Stage::kChecking) < kChecksAtOnce && next_ < places_.size()) {
      begin_next();
    } else {
      break;
    }
  }
  if (done_ != results_.size()) return;
  definitions_.end();
  end(std::move(results_));
}

void Setup::tell_definitions() {
  for (const std::size_t index : definitions_.take_resolved()) {
    if (places_[index].establish) advance(index, {});
  }
  if (!definitions_.token_error() || bad_token_ || stopped_) return;
  bad_token_ = definitions_.token_error();
  // It is the failure of the first that could have needed its definition.
  for (std::size_t index = 0; index < next_; ++index) {
    const Stage stage = places_[index].stage;
    if (stage != Stage::kChecking && stage != Stage::kWaiting) continue;
    return advance(index, places_[index].establish->give_definition(*bad_token_));
  }
}

void Setup::begin_next() {
  const std::size_t index = next_++;
  if (places_[index].is_repetition) return;
  OperationContext context = context_;
  context.subject.system_id = options_.system_ids[index];
  context.seed += static_cast<std::uint32_t>(index);
  places_[index].establish = std::make_unique<Establish>(
      std::move(context), Establish::Options{.patience_ms = options_.patience_ms, .is_one_of_many = true});
  feed(index, Started{});
  if (places_[index].establish) definitions_.want(index);
}

void Setup::stop(Error reason) {
  const bool everything = reason.code == ErrorCode::kClosed;
  stopped_ = std::move(reason);
  definitions_.end();
  for (std::size_t index = 0; index < next_; ++index) {
    Establish* establish = places_[index].establish.get();
    if (establish == nullptr) continue;
    establish->lose_patience();
    if (establish->is_changing() && !everything) continue;
    feed(index, CancelRequested{everything ? ErrorCode::kClosed : ErrorCode::kCancelled});
  }
  for (; next_ < places_.size(); ++next_) {
    if (!places_[next_].is_repetition) settle(next_, {.status = SetupStatus::kCancelled, .error = *stopped_});
  }
}

// ---- One system

void Setup::feed(std::size_t index, const Event& event) {
  Establish* establish = places_[index].establish.get();
  if (establish != nullptr) advance(index, establish->handle(event));
}

// Carries over what a system's establish has to do, and gives it what it needs as far as that is there.
void Setup::advance(std::size_t index, Effects effects) {
  const std::unique_ptr<Establish>& establish = places_[index].establish;
  const auto first_id = static_cast<RequestId>(index * SystemOperation::kCalls);
  for (;;) {
    if (const std::optional<Finish::Result> result = take_effects(std::move(effects), first_id, effects_)) {
      set_stage(index, Stage::kNone);
      definitions_.leave(index);
      return on_established(index, *result);
    }
    switch (establish->needs()) {
      case Establish::Need::kNothing:
        if (places_[index].stage != Stage::kChanging) set_stage(index, Stage::kChecking);
        if (!stopped_ || establish->is_changing()) return;
        effects = establish->handle(CancelRequested{ErrorCode::kCancelled});
        continue;
      case Establish::Need::kTime:
        return set_stage(index, Stage::kResting);
      case Establish::Need::kTurn:
        ready_.push(index);
        return set_stage(index, Stage::kReady);
      case Establish::Need::kOwnDefinition:
        definitions_.want_its_own(index);
        break;
      case Establish::Need::kDefinition:
        break;
    }
    set_stage(index, Stage::kWaiting);
    const Result<SystemDefinition>* definition = definitions_.find(index);
    if (definition == nullptr) return;
    effects = establish->give_definition(*definition);
  }
}

void Setup::set_stage(std::size_t index, Stage stage) {
  --counts_[static_cast<std::size_t>(places_[index].stage)];
  ++counts_[static_cast<std::size_t>(stage)];
  places_[index].stage = stage;
}

void Setup::on_established(std::size_t index, const Finish::Result& result) {
  places_[index].establish.reset();
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

// Writes the result down, also for every other place where the same system was asked for.
void Setup::settle(std::size_t index, SetupResult result) {
  result.system_id = results_[index].system_id;
  for (std::size_t place = index;;) {
    results_[place] = result;
    effects_.emplace_back(SetupProgress{.done = ++done_, .total = results_.size(), .result = result});
    place = places_[place].next_of_same_system;
    if (place == 0) return;  // no place comes before the first
  }
}

void Setup::end(Finish::Result result) {
  effects_.emplace_back(Finish{std::move(result)});
  finished_ = true;
}

}  // namespace tms
