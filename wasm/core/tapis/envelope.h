// The envelope that Tapis answers in: {"result", "status", "message", "version", "commit", "build", "metadata"}. The
// code in its message (message_code.h), never `status` alone, says what happened: `status` is "success", "error" or a
// reason phrase.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/json_visitor.h"

namespace tms {

struct Envelope {
  std::string status;
  std::string message;
  // Written by some service of Tapis: it has one of the other members, too, be it null. Without that it is the JSON of
  // a proxy, and decides nothing.
  bool is_of_tapis = false;
  // Written by the Systems service, not by a gateway in front of it, whose envelope lacks commit, build and metadata.
  bool is_of_systems = false;

  bool is_success() const { return is_of_tapis && status == "success"; }
};

// Nothing if `body` is not a JSON object with the string `message`. `visitor`, if given, sees every path and value
// (such as "result.id") on the way.
std::optional<Envelope> parse_envelope(std::string_view body, JsonVisitor visitor = nullptr);

}  // namespace tms
