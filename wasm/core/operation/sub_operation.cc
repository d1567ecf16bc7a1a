#include "core/operation/sub_operation.h"

#include <utility>

namespace tms {

std::optional<RequestId> id_of(const Event& event) {
  if (const auto* answered = std::get_if<Answered>(&event)) return answered->id;
  if (const auto* over = std::get_if<WaitOver>(&event)) return over->id;
  return std::nullopt;
}

Event with_id(const Event& event, RequestId id) {
  Event same = event;
  if (auto* answered = std::get_if<Answered>(&same)) answered->id = id;
  if (auto* over = std::get_if<WaitOver>(&same)) over->id = id;
  return same;
}

std::optional<Finish::Result> take_effects(Effects effects, RequestId first_id, Effects& whole) {
  for (Effect& effect : effects) {
    if (auto* finished = std::get_if<Finish>(&effect)) return std::move(finished->result);  // it is the last
    if (auto* send = std::get_if<SendRequest>(&effect)) send->id += first_id;
    if (auto* abort = std::get_if<AbortRequest>(&effect)) abort->id += first_id;
    if (auto* wait = std::get_if<Wait>(&effect)) wait->id += first_id;
    whole.push_back(std::move(effect));
  }
  return std::nullopt;
}

}  // namespace tms
