// getSystems: GET /v3/systems, page by page. The default list type would hide the public systems, and the default
// selection leaves out what is needed here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/calls/system_list.h"
#include "core/tapis/answer.h"
#include "core/tapis/http.h"

namespace tms {

inline constexpr int kSystemsPerPage = 1000;

enum class Selection : std::uint8_t {
  kNeeded,      // a tenth of the bytes; its booleans come as strings
  kAll,         // for a service that does not know one of the attributes
  kDefinition,  // for who asks about named systems: the authentication method
};

// Which rows a page has, in the order of ids. Tapis takes one of `after` and `skip`, not both.
struct PageBounds {
  std::string after;     // those after this id
  std::size_t skip = 0;  // those after so many
  std::size_t limit = kSystemsPerPage;
};

// `only`: the ids of the systems that are asked for, each of which can_be_searched_for; all if there are none.
HttpRequest get_systems_request(const PageBounds& bounds, Selection selection,
                                const std::vector<std::string>& only = {});

// So many bytes of ids, with a comma behind each, one request can name: a gateway takes 8 KiB for the whole request
// line.
inline constexpr std::size_t kMaxSearch = 4096;

// True if a request can name this id: a search would have to escape `~`.
bool can_be_searched_for(std::string_view id);

struct SystemPage {
  SystemList list;
  std::size_t rows = 0;            // with those skipped
  std::string first_id;            // of the first row, be it sound or skipped; "" if it has none
  std::string last_id;             // where the next page goes on, be the row sound or skipped
  double total_count = -1;         // from this page on; -1 if the service does not say
  double limit = kSystemsPerPage;  // how many rows a page has at most, if the service says less than was asked for
};

// A row that breaks the contract is skipped and counted. Errors: about the token, forbidden, server_error,
// service_unavailable, invalid_response, network_error, timeout.
Reading<SystemPage> interpret_systems(const Reply& reply);

}  // namespace tms
