// Keeps the books of one operation under fuzzing: what is open, what was sent, and the rules of operation.h and of the
// decision tables that hold in whatever order events come.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/calls/create_credential.h"
#include "core/operation/operation.h"
#include "core/operation/retry.h"
#include "core/tapis/answer.h"
#include "fuzz/require.h"

namespace tms {

class Ledger {
 public:
  Ledger(std::unique_ptr<Operation> operation, int creates_at_once)
      : operation_(std::move(operation)), creates_at_once_(creates_at_once) {}

  void feed(const Event& event) {
    const bool was_finished = finished_;
    const bool fits = settle(event);
    const Effects effects = operation_->handle(event);
    require(!was_finished || effects.empty(), "nothing happens after the end");
    require(fits || effects.empty(), "an event that does not fit changes nothing");
    for (const Effect& effect : effects) enter(effect);
    require(creates_.size() <= static_cast<std::size_t>(creates_at_once_), "no more is created at a time than allowed");
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
      const Answer answer = read_answer(answered->reply);
      if (token_error(answer)) token_is_bad_ = true;
      if (write_ids_.contains(answered->id) && is_uncertain(answer)) write_is_uncertain_ = true;
      const std::optional<Error> error = interpret_create(answer);
      is_refused_[answered->id] = error && is_refused_by_host(*error);
    }
    if (const auto* over = std::get_if<WaitOver>(&event)) return close(over->id, Kind::kWait);
    return true;
  }

  bool close(RequestId id, Kind kind) {
    const auto it = open_.find(id);
    if (it == open_.end() || it->second != kind) return false;
    creates_.erase(id);
    open_.erase(it);
    return true;
  }

  void enter(const Effect& effect) {
    require(!finished_, "Finish is the last effect");
    if (const auto* send = std::get_if<SendRequest>(&effect)) {
      require(open_.emplace(send->id, Kind::kRequest).second, "an id is used for one thing at a time");
      enter_write(*send);
    }
    if (const auto* wait = std::get_if<Wait>(&effect)) {
      require(open_.emplace(wait->id, Kind::kWait).second, "an id is used for one thing at a time");
    }
    if (const auto* abort = std::get_if<AbortRequest>(&effect)) {
      require(open_.erase(abort->id) == 1, "just what is open is aborted");
      creates_.erase(abort->id);
    }
    if (const auto* finish = std::get_if<Finish>(&effect)) {
      require(open_.empty(), "every request is answered or aborted at the end");
      require_no_claim(*finish);
      finished_ = true;
    }
  }

  // Whatever was found after a write that may have taken effect, nobody knows that it has not, or will not.
  void require_no_claim(const Finish& finish) const {
    const auto* error = std::get_if<Error>(&finish.result);
    if (!write_is_uncertain_ || error == nullptr) return;
    require(!error->detail.empty(), "an error after an uncertain write says that it is uncertain");
    const std::string text = message(*error, {.system_id = "stampede3", .username = "jdoe"});
    for (const char* claim : {"othing was", " no credentials were", "No new ones", "were not"}) {
      require(text.find(claim) == std::string::npos, "nothing is claimed after an uncertain write");
    }
  }

  void enter_write(const SendRequest& send) {
    const HttpRequest& request = send.request;
    const bool creates = request.target.find("createTmsKeys=true") != std::string::npos;
    if (!creates && request.method != Method::kDelete) return;
    const std::size_t times = ++writes_[request.target];
    require(times == 1 || (creates && is_refused_[send.id]), "a write is sent once, but for a refused create");
    require(times <= 1 + kMaxMoreCreates, "patience has an end");
    require(!token_is_bad_, "nothing is written after a token error");
    write_ids_.insert(send.id);
    if (creates) creates_.insert(send.id);
  }

  std::unique_ptr<Operation> operation_;
  std::map<RequestId, Kind> open_;
  std::map<std::string, std::size_t> writes_;  // how often each was sent
  std::map<RequestId, bool> is_refused_;       // by the host, the last answer says
  std::set<RequestId> write_ids_;
  bool write_is_uncertain_ = false;
  int creates_at_once_;
  std::set<RequestId> creates_;  // in flight
  bool token_is_bad_ = false;
  bool finished_ = false;
};

}  // namespace tms
