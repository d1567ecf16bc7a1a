// The parser of a page of systems, fed any body.
#include <string>

#include "core/calls/get_systems.h"
#include "core/tapis/identifiers.h"
#include "fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using tms::require;
  const tms::Reading<tms::SystemPage> page =
      tms::interpret_systems(tms::HttpResponse{200, std::string(data, data + size)});
  if (!page.value) return 0;
  const auto& [list, rows, first_id, last_id, total_count, limit] = *page.value;
  require(page.answer.is_success(), "no page comes without a success");
  require(list.systems.size() + list.skipped_rows == rows, "every row is kept or counted as skipped");
  for (const tms::SystemRow& row : list.systems) {
    require(!tms::check_system_id(row.id), "each system that is kept can be asked for");
  }
  return 0;
}
