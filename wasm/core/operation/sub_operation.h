// An operation that is part of another. Each part's request ids have a range of their own in those of the whole.
#pragma once

#include <optional>

#include "core/operation/operation.h"

namespace tms {

// The request or wait that an event is about, if it is about one.
std::optional<RequestId> id_of(const Event& event);

// The same event under the id that the part knows.
Event with_id(const Event& event, RequestId id);

// Adds the effects of a part to those of the whole, with its ids from `first_id` on. Returns the part's result if it
// has finished.
std::optional<Finish::Result> take_effects(Effects effects, RequestId first_id, Effects& whole);

}  // namespace tms
