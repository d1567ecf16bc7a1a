// Plays an operation: feeds it events, and writes its effects down as text, so that a test is a table of both:
//
//   Scenario(establish()).expect({
//       {start(), "send check, send definition"},
//       {answered("check", credential_good()), "abort definition, finish exists"},
//   });
//
// A set-up has several requests of a call at the same time, so there their names end with the system, if they concern
// one: "check stampede3". A page of a list that is asked for by number ends with what it skips: "list 999"; of several
// lists under way the second is "list #2". At every event it also checks the rules that hold for all operations
// (operation.h). Reports are kept aside.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/text.h"
#include "core/calls/create_credential.h"
#include "core/operation/operation.h"
#include "core/operations/system_operation.h"

namespace tms {

inline OperationContext context() {
  return {.subject = {.system_id = "stampede3", .username = "jdoe"}, .tenant = "designsafe", .seed = 7};
}

// ---- Events. Requests go by the name of their call, whatever their ids.

struct Happening {
  std::function<Event(const std::map<std::string, RequestId>& ids)> event;
};

inline Happening raw(Event event) {
  return {[event = std::move(event)](const auto&) { return event; }};
}
inline Happening start() { return raw(Started{}); }
inline Happening cancel() { return raw(CancelRequested{ErrorCode::kCancelled}); }
inline Happening close() { return raw(CancelRequested{ErrorCode::kClosed}); }
inline Happening answered(const std::string& call, Reply reply) {
  return {[call, reply = std::move(reply)](const auto& ids) -> Event { return Answered{ids.at(call), reply, 12.5}; }};
}
// "patience" is the wait that belongs to no call.
inline Happening wait_over(const std::string& call) {
  return {[call](const auto& ids) -> Event { return WaitOver{ids.at(call)}; }};
}

// ---- Effects

inline std::string call_of(const HttpRequest& request) {
  switch (request.method) {
    case Method::kGet: {
      if (!request.target.starts_with("/v3/systems?")) return "definition";
      const std::size_t skip = request.target.find("&skip=");
      return skip == std::string::npos ? "list" : concat({"list ", request.target.substr(skip + 6)});
    }
    case Method::kDelete:
      return "remove";
    case Method::kPost:
      if (request.target.starts_with("/v3/oauth2/")) {
        if (request.target.ends_with("/code")) return "device-code";
        return request.target.ends_with("/revoke") ? "revoke-token" : "token";
      }
      return request.target.ends_with("/check") ? "check" : "create";
  }
  return "";
}

inline std::string name_of(const Finish::Result& result) {
  if (const auto* error = std::get_if<Error>(&result)) return std::string(info(error->code).name);
  constexpr std::array<std::string_view, 3> kEvidence{"", " (confirmed)", " (with either key)"};
  if (const auto* list = std::get_if<std::shared_ptr<const SystemList>>(&result)) {
    return concat({"list of ", std::to_string((*list)->systems.size())});
  }
  if (std::holds_alternative<std::vector<SetupResult>>(result)) return "set-up";
  if (std::holds_alternative<std::shared_ptr<const DeviceCode>>(result)) return "code";
  if (const auto* grant = std::get_if<std::shared_ptr<TokenGrant>>(&result)) return *grant ? "tokens" : "nothing";
  const auto& outcome = std::get<Outcome>(result);
  return concat({name_of(outcome.status), kEvidence.at(static_cast<std::size_t>(outcome.evidence))});
}

enum class Naming { kCall, kCallAndSystem };

class Scenario {
 public:
  struct Line {
    Happening when;
    std::string_view then;  // the effects without the reports, "" for none
  };

  explicit Scenario(std::unique_ptr<Operation> operation, Naming naming = Naming::kCall)
      : operation_(std::move(operation)), naming_(naming) {}

  // Feeds each event in turn and expects just these effects.
  Scenario& expect(std::initializer_list<Line> lines) {
    for (const Line& line : lines) {
      ++played_;
      const std::string then = play(line.when);
      EXPECT_EQ(then, line.then) << "after event " << played_ << " of the scenario";
    }
    return *this;
  }

  // Feeds one event and returns the effects as text.
  std::string play(const Happening& when) {
    const bool was_finished = operation_->is_finished();
    const Effects effects = operation_->handle(when.event(ids_));
    if (const Event event = when.event(ids_); !was_finished) settle(event);
    std::string text;
    for (const Effect& effect : effects) {
      EXPECT_FALSE(finished_) << "an effect comes after Finish";
      if (const std::string one = write(effect); !one.empty()) text += (text.empty() ? "" : ", ") + one;
    }
    EXPECT_EQ(operation_->is_finished(), finished_);
    return text;
  }

  bool is_finished() const { return finished_; }
  bool has_sent(std::string_view call) const { return std::find(sent_.begin(), sent_.end(), call) != sent_.end(); }

  // What can happen next: each request in flight gets `reply`, each wait ends.
  std::vector<Happening> possible_with(const Reply& reply) const {
    std::vector<Happening> happenings;
    for (const auto& [id, kind] : open_) {
      happenings.push_back(kind == "wait" ? raw(WaitOver{id}) : raw(Answered{id, reply, 1}));
    }
    return happenings;
  }

  // The names of the requests in flight, in the order sent.
  std::vector<std::string> open_requests() const {
    std::vector<std::string> names;
    for (const std::string& name : sent_) {
      const auto id = ids_.find(name);
      const bool is_open = id != ids_.end() && open_.contains(id->second) && open_.at(id->second) == "request";
      if (is_open && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return names;
  }
  // The last one of this name.
  const HttpRequest& request_named(std::string_view name) const {
    const auto last = std::find(sent_.rbegin(), sent_.rend(), name);
    return requests_.at(static_cast<std::size_t>(sent_.rend() - last) - 1);
  }

  const Error& error() const { return std::get<Error>(result_); }
  const DeviceCode& code() const { return *std::get<std::shared_ptr<const DeviceCode>>(result_); }
  TokenGrant& grant() const { return *std::get<std::shared_ptr<TokenGrant>>(result_); }
  const SystemList& list() const { return *std::get<std::shared_ptr<const SystemList>>(result_); }
  const std::vector<SetupResult>& results() const { return std::get<std::vector<SetupResult>>(result_); }
  const std::vector<SetupProgress>& progress() const { return progress_; }
  const std::vector<HttpRequest>& requests() const { return requests_; }
  const std::vector<StepReport>& reports() const { return reports_; }
  const std::vector<std::uint32_t>& waits() const { return waits_; }

 private:
  // An answer, or the end of a wait, closes what was open.
  void settle(const Event& event) {
    if (const auto* answer = std::get_if<Answered>(&event); answer != nullptr && !waiting(answer->id)) {
      open_.erase(answer->id);
      const std::optional<Error> error = interpret_create(read_answer(answer->reply));
      if (error && is_refused_by_host(*error)) refused_.insert(answer->id);
    }
    if (const auto* over = std::get_if<WaitOver>(&event); over != nullptr && waiting(over->id)) open_.erase(over->id);
  }

  bool waiting(RequestId id) const {
    const auto it = open_.find(id);
    return it != open_.end() && it->second == "wait";
  }

  std::string write(const Effect& effect) {
    if (const auto* send = std::get_if<SendRequest>(&effect)) {
      EXPECT_TRUE(open_.emplace(send->id, "request").second) << "the id is in use";
      EXPECT_TRUE(!reports_.empty() && reports_.back().target == send->request.target &&
                  reports_.back().method == send->request.method && !reports_.back().response)
          << "a request is reported just before it is sent";
      const std::string call = call_of(send->request);
      const std::string& system = reports_.back().subject.system_id;
      const std::string name =
          name_for(send->id, naming_ == Naming::kCall || system.empty() ? call : concat({call, " ", system}));
      EXPECT_TRUE((call != "create" && call != "remove") || !has_sent(name) || refused_.contains(send->id))
          << "a write is never repeated, but for a create that the host refused";
      refused_.erase(send->id);
      requests_.push_back(send->request);
      sent_.push_back(name);
      return "send " + name;
    }
    if (const auto* abort = std::get_if<AbortRequest>(&effect)) {
      EXPECT_EQ(open_.erase(abort->id), 1U) << "there is nothing to abort";
      return "abort " + call_named(abort->id);
    }
    if (const auto* wait = std::get_if<Wait>(&effect)) {
      EXPECT_TRUE(open_.emplace(wait->id, "wait").second) << "the id is in use";
      waits_.push_back(wait->delay_ms);
      if (call_named(wait->id) == "unknown") name_for(wait->id, "patience");  // not for the sake of a call
      return "wait " + call_named(wait->id);
    }
    if (const auto* finish = std::get_if<Finish>(&effect)) {
      EXPECT_TRUE(open_.empty()) << "something is still open at the end";
      result_ = finish->result;
      finished_ = true;
      return "finish " + name_of(result_);
    }
    if (const auto* progress = std::get_if<SetupProgress>(&effect)) {
      progress_.push_back(*progress);
      return concat({progress->result.system_id, " ", tms::name_of(progress->result.status)});
    }
    reports_.push_back(std::get<StepReport>(effect));
    return "";
  }

  // Gives what has this id now its name, with a number if another one is open under the same.
  std::string name_for(RequestId id, std::string name) {
    std::erase_if(ids_, [id](const auto& entry) { return entry.second == id; });
    const std::string plain = name;
    for (int number = 2; ids_.contains(name) && open_.contains(ids_[name]); ++number) {
      name = concat({plain, " #", std::to_string(number)});
    }
    ids_[name] = id;
    return name;
  }

  std::string call_named(RequestId id) const {
    for (const auto& [call, known] : ids_) {
      if (known == id) return call;
    }
    return "unknown";
  }

  std::unique_ptr<Operation> operation_;
  Naming naming_;
  std::map<std::string, RequestId> ids_;
  std::map<RequestId, std::string> open_;  // requests in flight, and waits
  std::set<RequestId> refused_;            // by the host, for all that the answer says
  std::vector<HttpRequest> requests_;
  std::vector<std::string> sent_;  // their names
  std::vector<SetupProgress> progress_;
  std::vector<StepReport> reports_;
  std::vector<std::uint32_t> waits_;
  Finish::Result result_;
  int played_ = 0;
  bool finished_ = false;
};

}  // namespace tms
