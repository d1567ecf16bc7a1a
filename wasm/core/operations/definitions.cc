#include "core/operations/definitions.h"

#include <utility>

#include "core/calls/get_systems.h"
#include "core/operation/sub_operation.h"
#include "core/operations/list_systems.h"
#include "core/operations/system_operation.h"

namespace tms {
namespace {

// Asks one system for its definition. Its result is a list of that system.
class ReadDefinition final : public SystemOperation {
 public:
  using SystemOperation::SystemOperation;
  static constexpr RequestId kOnlyCall = static_cast<RequestId>(Call::kDefinition);

 private:
  void begin() override { ask(Call::kDefinition); }
  void on_answer(Call /*call*/, const Answer& /*answer*/) override {
    if (!definition()) return fail(definition().error());
    SystemList list;
    list.systems.resize(1);
    list.systems.front().default_authn_method = definition()->default_authn_method;
    finish(std::make_shared<const SystemList>(std::move(list)));
  }
};

// A list has an id for each of its pages, and one for the wait that ends it.
constexpr RequestId kPatience = ListSystems::kCalls;
constexpr RequestId kIdsOfList = ListSystems::kCalls + 1;

}  // namespace

Definitions::Definitions(OperationContext context, const std::vector<std::string>& ids, const IdIndex& places,
                         RequestId first_id, Effects& effects)
    : context_(std::move(context)),
      ids_(ids),
      places_(places),
      first_id_(first_id),
      effects_(effects),
      systems_(ids.size()) {}

void Definitions::start(const SystemList* known) {
  if (known != nullptr) learn_from(*known);
  for (std::size_t system = 0; system < systems_.size(); ++system) {
    const std::string& id = ids_[system];
    if (systems_[system].definition || !can_be_searched_for(id) || places_.find(id) != system) continue;
    listable_.push_back(system);
    systems_[system].is_in_list = true;
  }
  ask_lists();
}

void Definitions::want(std::size_t system) {
  System& wanted = systems_[system];
  wanted.is_wanted = true;
  if (wanted.definition || wanted.is_in_list) return;
  ask_itself(system);
  ask_systems();
}

void Definitions::want_its_own(std::size_t system) {
  System& wanted = systems_[system];
  wanted.is_wanted = true;
  if (!wanted.asks_itself) wanted.definition.reset();
  ask_itself(system);
  ask_systems();
}

void Definitions::leave(std::size_t system) {
  systems_[system].is_wanted = false;
  pass_to_system(system, CancelRequested{ErrorCode::kCancelled});
  ask_systems();
}

const Result<SystemDefinition>* Definitions::find(std::size_t system) const {
  const std::optional<Result<SystemDefinition>>& definition = systems_[system].definition;
  return definition ? &*definition : nullptr;
}

void Definitions::handle(RequestId id, const Event& event) {
  const RequestId own_id = id - first_id_;
  if (own_id < systems_.size()) {
    pass_to_system(own_id, with_id(event, ReadDefinition::kOnlyCall));
  } else {
    const RequestId list_id = id - first_id_of_lists();
    const RequestId list = list_id / kIdsOfList;
    if (list < kListsAtOnce) pass_to_list(list, with_id(event, list_id % kIdsOfList));
  }
  ask_lists();
  ask_systems();
}

void Definitions::end() {
  next_listable_ = listable_.size();
  for (System& system : systems_) system.is_wanted = false;
  for (RequestId list = 0; list < kListsAtOnce; ++list) {
    pass_to_list(list, CancelRequested{ErrorCode::kCancelled});
  }
  for (std::size_t system = 0; system < systems_.size(); ++system) {
    pass_to_system(system, CancelRequested{ErrorCode::kCancelled});
  }
}

// ---- Lists

void Definitions::ask_lists() {
  for (RequestId index = 0; index < kListsAtOnce && next_listable_ < listable_.size(); ++index) {
    List& list = lists_[index];
    if (list.request) continue;
    std::vector<std::string> only;
    list.first = next_listable_;
    for (std::size_t length = 0; next_listable_ < listable_.size(); ++next_listable_) {
      const std::string& id = ids_[listable_[next_listable_]];
      length += id.size() + 1;
      if (length > kMaxSearch) break;
      only.push_back(id);
    }
    list.end = next_listable_;
    if (only.size() < 2) return release(list.first, list.end);
    OperationContext context = context_;
    context.seed += static_cast<std::uint32_t>(list.first);
    list.request = std::make_unique<ListSystems>(std::move(context), std::move(only));
    list.patience_runs = true;
    effects_.emplace_back(Wait{first_id_of_lists() + (index * kIdsOfList) + kPatience, kPatienceMs});
    pass_to_list(index, Started{});
  }
}

void Definitions::pass_to_list(RequestId index, const Event& event) {
  List& list = lists_[index];
  if (!list.request) return;
  const auto* over = std::get_if<WaitOver>(&event);
  const bool patience_is_over = over != nullptr && over->id == kPatience;
  if (patience_is_over) list.patience_runs = false;
  const RequestId first_id = first_id_of_lists() + (index * kIdsOfList);
  const std::optional<Finish::Result> result = take_effects(
      list.request->handle(patience_is_over ? CancelRequested{ErrorCode::kCancelled} : event), first_id, effects_);
  if (!result) return;
  list.request.reset();
  if (std::exchange(list.patience_runs, false)) effects_.emplace_back(AbortRequest{first_id + kPatience});
  on_list_end(list, *result);
}

void Definitions::on_list_end(const List& list, const Finish::Result& result) {
  if (const auto* told = std::get_if<std::shared_ptr<const SystemList>>(&result)) {
    a_list_has_told_ |= !(*told)->systems.empty();
    learn_from(**told);
  } else if (const Error& error = *std::get_if<Error>(&result); is_about_token(error.code)) {
    token_error_ = error;
    return;
  }
  release(list.first, list.end);
  if (!a_list_has_told_) release(std::exchange(next_listable_, listable_.size()), listable_.size());
}

// No list will tell these systems any more.
void Definitions::release(std::size_t first, std::size_t end) {
  for (; first < end; ++first) {
    System& system = systems_[listable_[first]];
    system.is_in_list = false;
    if (system.is_wanted && !system.definition) ask_itself(listable_[first]);
  }
}

void Definitions::learn_from(const SystemList& list) {
  for (const SystemRow& row : list.systems) {
    if (row.default_authn_method.empty()) continue;
    const std::optional<std::size_t> system = places_.find(row.id);
    if (!system || systems_[*system].asks_itself || systems_[*system].definition) continue;
    resolve(*system, SystemDefinition{.default_authn_method = row.default_authn_method});
  }
}

// ---- Systems themselves

void Definitions::ask_itself(std::size_t system) {
  if (!std::exchange(systems_[system].asks_itself, true)) queue_.push_back(system);
}

void Definitions::ask_systems() {
  while (systems_under_way_ < kOwnAtOnce && next_in_queue_ < queue_.size()) {
    const std::size_t system = queue_[next_in_queue_++];
    if (!systems_[system].is_wanted) continue;
    OperationContext context = context_;
    context.subject.system_id = ids_[system];
    context.seed += static_cast<std::uint32_t>(systems_.size() + system);
    systems_[system].request = std::make_unique<ReadDefinition>(std::move(context));
    ++systems_under_way_;
    pass_to_system(system, Started{});
  }
}

void Definitions::pass_to_system(std::size_t system, const Event& event) {
  System& asked = systems_[system];
  if (!asked.request) return;
  const auto first_id = static_cast<RequestId>(first_id_ + system - ReadDefinition::kOnlyCall);
  const std::optional<Finish::Result> result = take_effects(asked.request->handle(event), first_id, effects_);
  if (!result) return;
  asked.request.reset();
  --systems_under_way_;
  if (const auto* told = std::get_if<std::shared_ptr<const SystemList>>(&*result)) {
    resolve(system, SystemDefinition{.default_authn_method = (*told)->systems.front().default_authn_method});
  } else {
    const Error& error = *std::get_if<Error>(&*result);
    if (is_about_token(error.code)) token_error_ = error;
    resolve(system, error);
  }
}

void Definitions::resolve(std::size_t system, Result<SystemDefinition> definition) {
  systems_[system].definition = std::move(definition);
  if (systems_[system].is_wanted) resolved_.push_back(system);
}

}  // namespace tms
