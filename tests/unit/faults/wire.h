// What tests/faults/wire.js wrote down: the cells of the matrix of operations and faults, and what of each is on the
// wire.
#pragma once

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/tapis/http.h"

namespace tms {

// In place of an answer. Nothing as a reply: there never is one.
struct Disturbance {
  std::optional<Reply> reply;
  bool acts = false;              // the server does its part all the same
  std::optional<double> late_ms;  // or does it so long after the request
};

// The names are those of tests/faults/operations.js, which says what they mean; but for calls, which go by the names
// that kind_of() gives (replayed_tapis.h).
struct Cell {
  std::string name;
  std::string operation;
  std::string function;
  bool force = false;
  bool patient = false;
  bool stored = false;
  std::string changes;
  std::string done;
  std::string call;
  bool is_change = false;
  Disturbance disturbance;
  bool took = false;
  bool is_lost = false;
  bool untold = false;
  std::string ends;
};

// How Tapis answers when nothing is wrong.
struct TrueAnswers {
  Reply good, missing, definition, list, created, removed;
};

// Of an operation at the Authenticator: see AT_AUTHENTICATOR in operations.js.
struct AuthenticatorCell {
  std::string name;
  std::string operation;
  std::string done;
  bool repeats = false;
  bool took = false;
  Reply reply;
  std::string ends;
};

struct AuthenticatorWire {
  std::string origin;
  Reply code, tokens, spent, revoked;  // when nothing is wrong; `spent`: to who asks for tokens again
  std::vector<AuthenticatorCell> cells;
};

struct Wire {
  std::vector<std::string> systems;  // the one that the fault is about is in the middle
  TrueAnswers answers;
  std::vector<Cell> cells;
  AuthenticatorWire authenticator;
};

// Nothing: no answer within any time.
inline std::optional<Reply> read_reply(const nlohmann::json& json) {
  if (!json.contains("none")) {
    return HttpResponse{.status = json.at("status").get<int>(), .body = json.at("body").get<std::string>()};
  }
  const auto none = json.at("none").get<std::string>();
  if (none == "timeout") return std::nullopt;
  if (none == "network") return NoResponse::kNetwork;
  if (none == "too_large") return NoResponse::kTooLarge;
  if (none == "redirected") return NoResponse::kRedirected;
  throw std::runtime_error("a reply of a new kind: " + none);
}

inline std::string call_named(const std::string& name) {
  static const std::map<std::string, std::string> kCalls{{"checkUserCredential", "check"},
                                                         {"createUserCredential", "create"},
                                                         {"removeUserCredential", "remove"},
                                                         {"getSystem", "definition"},
                                                         {"getSystems", "list"},
                                                         {"", ""}};
  return kCalls.at(name);
}

inline std::vector<Cell> read_cells(const nlohmann::json& json, const std::vector<std::optional<Reply>>& replies) {
  std::vector<Cell> cells;
  for (const auto& cell : json) {
    const auto is = [&cell](const char* name) { return cell.at(name).get<bool>(); };
    const auto text = [&cell](const char* name) { return cell.at(name).get<std::string>(); };
    Disturbance disturbance{.reply = replies.at(cell.at("reply").get<std::size_t>()), .acts = is("acts")};
    if (!cell.at("late").is_null()) disturbance.late_ms = cell.at("late").get<double>();
    cells.push_back({.name = text("name"),
                     .operation = text("operation"),
                     .function = text("function"),
                     .force = is("force"),
                     .patient = is("patient"),
                     .stored = is("stored"),
                     .changes = call_named(text("changes")),
                     .done = text("done"),
                     .call = call_named(text("call")),
                     .is_change = is("isChange"),
                     .disturbance = std::move(disturbance),
                     .took = is("took"),
                     .is_lost = is("isLost"),
                     .untold = is("untold"),
                     .ends = text("ends")});
    const auto& otherwise = cell.at("otherwise");
    if (otherwise.is_null()) continue;
    Cell other = cells.back();
    other.name += ", taken for whole";
    other.disturbance.reply = replies.at(otherwise.at("reply").get<std::size_t>());
    other.ends = otherwise.at("ends").get<std::string>();
    cells.push_back(std::move(other));
  }
  return cells;
}

inline AuthenticatorWire read_authenticator(const nlohmann::json& json,
                                            const std::vector<std::optional<Reply>>& replies) {
  // There is no answer within any time: here the driver's timer is of no interest.
  const auto reply_at = [&replies](const nlohmann::json& number) {
    return replies.at(number.get<std::size_t>()).value_or(NoResponse::kTimeout);
  };
  std::vector<AuthenticatorCell> cells;
  for (const auto& cell : json.at("cells")) {
    const auto text = [&cell](const char* name) { return cell.at(name).get<std::string>(); };
    cells.push_back({.name = text("name"),
                     .operation = text("operation"),
                     .done = text("done"),
                     .repeats = cell.at("repeats").get<bool>(),
                     .took = cell.at("took").get<bool>(),
                     .reply = reply_at(cell.at("reply")),
                     .ends = text("ends")});
  }
  const auto& answers = json.at("answers");
  return {.origin = json.at("origin").get<std::string>(),
          .code = reply_at(answers.at("code")),
          .tokens = reply_at(answers.at("tokens")),
          .spent = reply_at(answers.at("spent")),
          .revoked = reply_at(answers.at("revoked")),
          .cells = std::move(cells)};
}

inline Wire read_wire(const std::string& file) {
  std::ifstream stream(file);
  if (!stream) throw std::runtime_error("cannot read " + file + ": tests/faults/wire.js writes it");
  const nlohmann::json json = nlohmann::json::parse(stream);
  std::vector<std::optional<Reply>> replies;
  for (const auto& reply : json.at("replies")) replies.push_back(read_reply(reply));
  const auto answer = [&](const char* name) {
    return replies.at(json.at("answers").at(name).get<std::size_t>()).value();
  };
  return {.systems = json.at("systems").get<std::vector<std::string>>(),
          .answers = {.good = answer("good"),
                      .missing = answer("missing"),
                      .definition = answer("definition"),
                      .list = answer("list"),
                      .created = answer("created"),
                      .removed = answer("removed")},
          .cells = read_cells(json.at("cells"), replies),
          .authenticator = read_authenticator(json.at("authenticator"), replies)};
}

}  // namespace tms
