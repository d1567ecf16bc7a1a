#include "core/setup.h"

#include <algorithm>
#include <utility>

#include "core/identifiers.h"
#include "core/text.h"

namespace tms {
namespace {

// So long a list of definitions may take. It is quicker than a check that connects to a host; if it is not, something
// is wrong with it, and each system's own request may do better.
constexpr std::uint32_t kPatienceMs = 5000;
constexpr RequestId kPatience = 1;  // of the list's place; its one call is 0

// Request ids of all that is under way in one row, so that each is unique.
RequestId global_id(std::size_t place, RequestId call) {
  return static_cast<RequestId>(place) * SystemOperation::kCalls + call;
}

SetupStatus status_of(const Outcome& outcome) {
  return outcome.status == Status::kExists ? SetupStatus::kExists : SetupStatus::kCreated;
}

}  // namespace

Setup::Setup(OperationContext context, Options options)
    : context_(std::move(context)), options_(std::move(options)), under_way_(options_.system_ids.size()) {
  for (const std::string& id : options_.system_ids) results_.push_back({.system_id = id});
}

Effects Setup::handle(const Event& event) {
  if (finished_) return {};
  if (std::holds_alternative<Started>(event) && !std::exchange(started_, true)) start();
  if (const auto* answered = std::get_if<Answered>(&event)) {
    Answered local = *answered;
    local.id %= SystemOperation::kCalls;
    pass_on(answered->id / SystemOperation::kCalls, local);
  }
  if (const auto* over = std::get_if<WaitOver>(&event)) {
    if (over->id != global_id(list_place(), kPatience)) {
      pass_on(over->id / SystemOperation::kCalls, WaitOver{over->id % SystemOperation::kCalls});
    } else if (std::exchange(patience_runs_, false)) {
      pass_on(list_place(), CancelRequested{ErrorCode::kCancelled});
    }
  }
  if (const auto* cancel = std::get_if<CancelRequested>(&event)) stop({.code = cancel->reason});
  if (started_ && !finished_) go_on();
  return std::exchange(effects_, {});
}

void Setup::start() {
  if (std::optional<Error> error = check_username(context_.subject.username)) return end(std::move(*error));
  if (options_.concurrency < 1 || options_.concurrency > kMaxConcurrency) {
    return end(Error{.code = ErrorCode::kInvalidArgument, .detail = "concurrency must be a number from 1 to 32."});
  }
  ask_for_definitions();
}

void Setup::ask_for_definitions() {
  std::vector<std::string> unknown;
  for (std::size_t index = 0; index < results_.size(); ++index) {
    const std::string& id = results_[index].system_id;
    if (!is_asked_for_before(index) && !known_definition(id)) unknown.push_back(id);
  }
  listed_ = searchable(unknown);
  if (listed_.size() < 2) return listed_.clear();
  list_ = std::make_unique<ListSystems>(context_, listed_);
  patience_runs_ = true;
  effects_.emplace_back(Wait{global_id(list_place(), kPatience), kPatienceMs});
  pass_on(list_place(), Started{});
}

// Tells what the list told, starts as many as may run, stops all when the token is no good, and finishes when there is
// nothing left.
void Setup::go_on() {
  if (stopped_) end_what_only_reads();
  if (std::exchange(is_news_, false)) tell_definitions();
  while (!stopped_ && !bad_token_ && running_ < options_.concurrency && next_ < results_.size()) {
    const std::size_t index = next_++;
    if (is_asked_for_before(index)) continue;  // it ends with its twin
    ++running_;
    under_way_[index] = establish(index);
    pass_on(index, Started{});
  }
  if (bad_token_ && !stopped_) stop(*bad_token_);
  if (running_ != 0 || done_ != results_.size()) return;
  pass_on(list_place(), CancelRequested{ErrorCode::kCancelled});
  end(std::move(results_));
}

std::unique_ptr<Establish> Setup::establish(std::size_t index) const {
  OperationContext context = context_;
  context.subject.system_id = results_[index].system_id;
  context.seed += static_cast<std::uint32_t>(index);
  std::optional<SystemDefinition> definition = known_definition(context.subject.system_id);
  const bool is_listed = std::find(listed_.begin(), listed_.end(), context.subject.system_id) != listed_.end();
  return std::make_unique<Establish>(std::move(context), Establish::Options{.definition = std::move(definition),
                                                                            .definition_follows = list_ && is_listed});
}

bool Setup::is_asked_for_before(std::size_t index) const {
  const auto place = results_.begin() + static_cast<std::ptrdiff_t>(index);
  return std::any_of(results_.begin(), place,
                     [&](const SetupResult& earlier) { return earlier.system_id == place->system_id; });
}

std::optional<SystemDefinition> Setup::known_definition(std::string_view system_id) const {
  for (const SystemList* list : {told_.get(), options_.known.get()}) {
    if (list == nullptr) continue;
    for (const SystemRow& row : list->systems) {
      if (row.id == system_id && !row.default_authn_method.empty()) {
        return SystemDefinition{.default_authn_method = row.default_authn_method};
      }
    }
  }
  return std::nullopt;
}

TapisOperation* Setup::at(std::size_t place) const {
  if (place < under_way_.size()) return under_way_[place].get();
  return place == list_place() ? list_.get() : nullptr;
}

void Setup::pass_on(std::size_t place, const Event& event) {
  TapisOperation* operation = at(place);
  if (operation != nullptr) carry_over(place, operation->handle(event));
}

void Setup::carry_over(std::size_t place, Effects effects) {
  for (Effect& effect : effects) {
    if (auto* send = std::get_if<SendRequest>(&effect)) send->id = global_id(place, send->id);
    if (auto* abort = std::get_if<AbortRequest>(&effect)) abort->id = global_id(place, abort->id);
    if (auto* wait = std::get_if<Wait>(&effect)) wait->id = global_id(place, wait->id);
    const auto* finished = std::get_if<Finish>(&effect);
    if (finished == nullptr) {
      effects_.push_back(std::move(effect));
    } else if (place == list_place()) {
      on_listed(finished->result);
    } else {
      on_established(place, finished->result);
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

void Setup::on_listed(const Finish::Result& result) {
  list_.reset();
  if (std::exchange(patience_runs_, false)) effects_.emplace_back(AbortRequest{global_id(list_place(), kPatience)});
  if (const auto* list = std::get_if<std::shared_ptr<const SystemList>>(&result)) told_ = *list;
  if (const auto* error = std::get_if<Error>(&result); error != nullptr && is_about_token(error->code)) {
    list_error_ = *error;
  }
  is_news_ = true;
}

void Setup::tell_definitions() {
  if (stopped_) return;
  for (std::size_t index = 0; index < under_way_.size() && !bad_token_; ++index) {
    if (!under_way_[index]) continue;
    std::optional<Result<SystemDefinition>> definition = known_definition(results_[index].system_id);
    if (list_error_) definition = *list_error_;
    carry_over(index, under_way_[index]->tell_definition(definition));
  }
  if (list_error_) bad_token_ = list_error_;
}

void Setup::stop(Error reason) {
  stopped_ = std::move(reason);
  end_what_only_reads();
  for (; next_ < results_.size(); ++next_) {
    if (is_asked_for_before(next_)) continue;
    settle(next_, {.status = SetupStatus::kCancelled, .error = *stopped_});
  }
}

// What changes something is left to finish, and so is the check at once that tells what became of it; but nobody waits
// for another look. Close ends everything.
void Setup::end_what_only_reads() {
  const bool everything = stopped_->code == ErrorCode::kClosed;
  for (std::size_t place = 0; place <= list_place(); ++place) {
    const TapisOperation* operation = at(place);
    if (operation == nullptr || (operation->is_changing() && !everything)) continue;
    pass_on(place, CancelRequested{everything ? ErrorCode::kClosed : ErrorCode::kCancelled});
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
