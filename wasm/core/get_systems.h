// getSystems: GET /v3/systems, page by page. The default list type would hide the public systems, and the default
// selection leaves out what is needed here.
#pragma once

#include <string>
#include <vector>

#include "core/answer.h"
#include "core/http.h"
#include "core/system_list.h"

namespace tms {

inline constexpr int kSystemsPerPage = 1000;

enum class Selection : std::uint8_t {
  kNeeded,      // a tenth of the bytes; its booleans come as strings
  kAll,         // for a service that does not know one of the attributes
  kDefinition,  // for who asks about named systems: the authentication method
};

// `start_after`: the last id of the page before, or "" for the first page. `only`: the ids of the systems that are
// asked for, as searchable() leaves them; all if there are none.
HttpRequest get_systems_request(const std::string& start_after, Selection selection,
                                const std::vector<std::string>& only = {});

// Those of `ids` that one request can name: a search would have to escape `~`, and a URL has an end.
std::vector<std::string> searchable(const std::vector<std::string>& ids);

struct SystemPage {
  SystemList list;
  std::size_t rows = 0;            // with those skipped
  std::string last_id;             // where the next page goes on, be the row sound or skipped
  double total_count = -1;         // from this page on; -1 if the service does not say
  double limit = kSystemsPerPage;  // how many rows a page has at most, if the service says less than was asked for
};

// A row that breaks the contract is skipped and counted. Errors: about the token, forbidden, server_error,
// service_unavailable, invalid_response, network_error, timeout.
Reading<SystemPage> interpret_systems(const Reply& reply);

}  // namespace tms
