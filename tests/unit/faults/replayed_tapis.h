// A Tapis of one person: keeps credentials, answers as the local Tapis does, and does what was ordered in place of it.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/tapis/http.h"
#include "unit/faults/wire.h"
#include "unit/scenario.h"

namespace tms {

// The one that a request is about, or "" for the list.
inline std::string system_of(const HttpRequest& request) {
  constexpr std::string_view kCredential = "/v3/systems/credential/";
  constexpr std::string_view kSystem = "/v3/systems/";
  const std::string_view target = request.target;
  for (std::string_view prefix : {kCredential, kSystem}) {
    if (target.starts_with(prefix)) {
      const std::string_view rest = target.substr(prefix.size());
      return std::string(rest.substr(0, rest.find_first_of("/?")));
    }
  }
  return "";
}

// Whichever page of a list it is.
inline std::string kind_of(const HttpRequest& request) {
  const std::string call = call_of(request);
  return call.starts_with("list") ? "list" : call;
}

class ReplayedTapis {
 public:
  struct Order {
    std::string call;    // by the name that kind_of() gives
    std::string system;  // "" for the list
    int times = 1;
    Disturbance disturbance;
  };

  explicit ReplayedTapis(TrueAnswers answers) : answers_(std::move(answers)) {}

  void store(const std::string& system) { stored_.insert(system); }
  void order(Order order) { orders_.push_back(std::move(order)); }
  void withdraw() { orders_.clear(); }

  // What comes back, or nothing if nothing ever does.
  std::optional<Reply> answer(const HttpRequest& request, double now_ms) {
    catch_up(now_ms);
    const std::string call = kind_of(request);
    const std::string system = system_of(request);
    ++asked_[{call, system}];
    const auto met = std::find_if(orders_.begin(), orders_.end(), [&](const Order& order) {
      return order.times > 0 && order.call == call && order.system == system;
    });
    if (met == orders_.end()) return carry_out(call, system);
    --met->times;
    ++disturbed_[call];
    const Disturbance& disturbance = met->disturbance;
    if (disturbance.acts) carry_out(call, system);
    if (disturbance.late_ms) late_.push_back({now_ms + *disturbance.late_ms, call, system});
    return disturbance.reply;
  }

  bool is_stored(const std::string& system) const { return stored_.contains(system); }
  // Of all that were ever made.
  int keys(const std::string& system) const { return count(keys_, system); }
  int asked(const std::string& call, const std::string& system) const { return count(asked_, std::pair(call, system)); }
  int disturbed(const std::string& call) const { return count(disturbed_, call); }

 private:
  struct Late {
    double at_ms;
    std::string call;
    std::string system;
  };

  template <class Map, class Key>
  static int count(const Map& map, const Key& key) {
    const auto found = map.find(key);
    return found == map.end() ? 0 : found->second;
  }

  void catch_up(double now_ms) {
    const auto due = [now_ms](const Late& late) { return late.at_ms <= now_ms; };
    for (const Late& late : late_) {
      if (due(late)) carry_out(late.call, late.system);
    }
    std::erase_if(late_, due);
  }

  Reply carry_out(const std::string& call, const std::string& system) {
    if (call == "check") return is_stored(system) ? answers_.good : answers_.missing;
    if (call == "definition") return answers_.definition;
    if (call == "list") return answers_.list;
    if (call == "remove") {
      stored_.erase(system);
      return answers_.removed;
    }
    stored_.insert(system);
    ++keys_[system];
    return answers_.created;
  }

  TrueAnswers answers_;
  std::vector<Order> orders_;
  std::vector<Late> late_;
  std::set<std::string> stored_;
  std::map<std::string, int> keys_;
  std::map<std::pair<std::string, std::string>, int> asked_;
  std::map<std::string, int> disturbed_;
};

}  // namespace tms
