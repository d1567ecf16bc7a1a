// Keeps the books of one operation under fuzzing: what is open, what was sent, and the rules of operation.h and of the
// decision tables that hold in whatever order events come.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/answer.h"
#include "core/operation.h"
#include "fuzz/require.h"

namespace tms {

class Ledger {
 public:
  Ledger(std::unique_ptr<Operation> operation, TimeMs token_expires_at_ms)
      : operation_(std::move(operation)), token_expires_at_ms_(token_expires_at_ms) {}

  void feed(const Event& event, TimeMs now) {
    const bool was_finished = finished_;
    const bool fits = settle(event);
    const Effects effects = operation_->handle(event, now);
    require(!was_finished || effects.empty(), "nothing happens after the end");
    require(fits || effects.empty(), "an event that does not fit changes nothing");
    for (const Effect& effect : effects) enter(effect, now);
    require(operation_->is_finished() == finished_, "Finish is the end");
  }

  bool is_finished() const { return finished_; }

  // The ids of requests in flight and of waits.
  std::vector<RequestId> open() const {
    std::vector<RequestId> ids;
    for (const auto& [id, kind] : open_) ids.push_back(id);
    return ids;
  }
  bool is_wait(RequestId id) const {
    const auto it = open_.find(id);
    return it != open_.end() && it->second == Kind::kWait;
  }

 private:
  enum class Kind { kRequest, kWait };

  // False if the event answers or ends what is not open.
  bool settle(const Event& event) {
    if (const auto* answered = std::get_if<Answered>(&event)) {
      if (!close(answered->id, Kind::kRequest)) return false;
      if (token_error(read_answer(answered->reply))) token_is_bad_ = true;
    }
    if (const auto* over = std::get_if<WaitOver>(&event)) return close(over->id, Kind::kWait);
    return true;
  }

  bool close(RequestId id, Kind kind) {
    const auto it = open_.find(id);
    if (it == open_.end() || it->second != kind) return false;
    open_.erase(it);
    return true;
  }

  void enter(const Effect& effect, TimeMs now) {
    require(!finished_, "Finish is the last effect");
    if (const auto* send = std::get_if<SendRequest>(&effect)) {
      require(open_.emplace(send->id, Kind::kRequest).second, "an id is used for one thing at a time");
      require(now < token_expires_at_ms_, "nothing is sent with a token that has ended");
      enter_write(send->request);
    }
    if (const auto* wait = std::get_if<Wait>(&effect)) {
      require(open_.emplace(wait->id, Kind::kWait).second, "an id is used for one thing at a time");
    }
    if (const auto* abort = std::get_if<AbortRequest>(&effect)) {
      require(open_.erase(abort->id) == 1, "just what is open is aborted");
    }
    if (std::holds_alternative<Finish>(effect)) {
      require(open_.empty(), "every request is answered or aborted at the end");
      finished_ = true;
    }
  }

  void enter_write(const HttpRequest& request) {
    const bool creates = request.target.find("createTmsKeys=true") != std::string::npos;
    if (!creates && request.method != Method::kDelete) return;
    require(writes_.insert(request.target).second, "a write is sent once");
    require(!token_is_bad_, "nothing is written after a token error");
  }

  std::unique_ptr<Operation> operation_;
  TimeMs token_expires_at_ms_;
  std::map<RequestId, Kind> open_;
  std::set<std::string> writes_;
  bool token_is_bad_ = false;
  bool finished_ = false;
};

}  // namespace tms
