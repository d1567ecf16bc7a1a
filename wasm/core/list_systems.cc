#include "core/list_systems.h"

#include <iterator>
#include <utility>

#include "core/text.h"

namespace tms {
namespace {

constexpr RequestId kPage = 0;  // the only call

bool is_last(const SystemPage& page, std::size_t rows_so_far) {
  if (page.total_count >= 0) return static_cast<double>(rows_so_far) >= page.total_count || page.rows == 0;
  return page.rows < kSystemsPerPage;
}

}  // namespace

void ListSystems::start() { ask_call(kPage); }

void ListSystems::on_final_reply(RequestId /*call*/, const Reply& reply, const Answer& answer) {
  if (answer.http_status == 400 && rows_ == 0 && std::exchange(selection_, Selection::kAll) == Selection::kNeeded) {
    return ask_call(kPage);
  }
  Result<SystemPage> page = interpret_systems(reply);
  if (!page) return fail(page.error());

  std::vector<SystemRow>& rows = page->list.systems;
  rows_ += page->rows;
  const bool last = is_last(*page, rows_);
  // Without a new last id the next page would be this one once more.
  const std::string before = list_.systems.empty() ? "" : list_.systems.back().id;
  if (!last && (rows.empty() || rows.back().id == before)) return fail(error_of(answer, ErrorCode::kInvalidResponse));

  list_.skipped_rows += page->list.skipped_rows;
  list_.systems.insert(list_.systems.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  if (last) return finish(std::make_shared<const SystemList>(std::move(list_)));
  ask_call(kPage);
}

TapisOperation::CallInfo ListSystems::info_of(RequestId /*call*/) const { return {.step = "list"}; }

HttpRequest ListSystems::request_of(RequestId /*call*/) const {
  return get_systems_request(list_.systems.empty() ? "" : list_.systems.back().id, selection_);
}

std::string ListSystems::text_of(RequestId /*call*/) const {
  return list_.systems.empty() ? "Listing systems" : concat({"Listing systems after ", list_.systems.back().id});
}

std::string ListSystems::summary_of(RequestId /*call*/, const Reply& reply, const Answer& /*answer*/) const {
  const Result<SystemPage> page = interpret_systems(reply);
  return page ? concat({std::to_string(page->rows), " found"}) : "";
}

}  // namespace tms
