#include "browser/request.h"

#include <emscripten/emscripten.h>

#include <utility>

namespace tms {

Request::Request(RequestId id, double timeout_ms, Owner& owner)
    : Pending(id),
      owner_(owner),
      started_at_ms_(emscripten_get_now()),
      timeout_(id, timeout_ms, static_cast<Timer::Owner&>(*this)) {}

void Request::end(Reply reply) { owner_.on_reply(id(), std::move(reply), emscripten_get_now() - started_at_ms_); }

void Request::on_timer(RequestId /*id*/) { end(NoResponse::kTimeout); }

}  // namespace tms
