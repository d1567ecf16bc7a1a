// The systems that a user may see, as far as they matter here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace tms {

struct SystemRow {
  std::string id;
  std::string host;
  std::string description;
  std::string owner;
  std::string system_type;
  bool can_exec = false;
  bool enabled = false;
  std::string default_authn_method;
  bool is_dynamic_effective_user = false;
  std::string dtn_system_id;  // the data transfer node that jobs stage through, or ""
  // A secret for the current authentication method is stored; that is not to say that it works. Nothing: not told.
  std::optional<bool> has_credentials;
};

struct SystemList {
  std::vector<SystemRow> systems;
  std::size_t skipped_rows = 0;  // that broke the contract
};

}  // namespace tms
