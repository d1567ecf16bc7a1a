#include "core/operations/list_systems.h"

#include <algorithm>
#include <utility>

#include "core/base/text.h"
#include "core/tapis/identifiers.h"

namespace tms {
namespace {

constexpr RequestId kPageAfterId = 0;  // the call for pages that are asked for one at a time

// A page by number has the last row of the page before; the last of them asks for one that should not be there.
constexpr std::size_t kRowsBesideNew = 2;

}  // namespace

ListSystems::ListSystems(OperationContext context, std::vector<std::string> only)
    : TapisOperation(std::move(context), kCalls),
      only_(std::move(only)),
      selection_(only_.empty() ? Selection::kNeeded : Selection::kDefinition) {}

void ListSystems::start() { ask_call(kPageAfterId); }

Answer ListSystems::read(RequestId /*call*/, const Reply& reply) {
  Reading<SystemPage> reading = interpret_systems(reply);
  page_ = std::move(reading.value);
  return std::move(reading.answer);
}

void ListSystems::on_final_answer(RequestId call, const Answer& answer) {
  pages_by_offset_ ? on_page_by_offset(call, answer) : on_page_after_id(answer);
}

void ListSystems::on_page_after_id(const Answer& answer) {
  const bool is_first = rows_ == 0;
  if (answer.http_status == 400 && is_first && selection_ == Selection::kNeeded) {
    selection_ = Selection::kAll;
    return ask_call(kPageAfterId);
  }
  if (!*page_) return fail(page_->error());
  SystemPage& page = **page_;
  // The totals of later pages do not count the rows before them.
  if (is_first && page.total_count >= static_cast<double>(page.rows)) total_count_ = page.total_count;
  const bool last = is_last(page);
  // Without a new last id this page, or else the next, would be one that came before.
  if (page.last_id.empty() ? !last : page.last_id == last_id_) {
    return fail(error_of(answer, ErrorCode::kInvalidResponse));
  }
  pages_by_offset_ = is_first && !last && can_page_by_offset(page);
  if (pages_by_offset_) {
    rows_of_first_ = page.rows;
    // A service that has said how many rows it gives at most gives no row more.
    step_ = page.limit < kSystemsPerPage ? page.rows - kRowsBesideNew : page.rows;
  }
  take(std::move(page), 0);
  if (last) return finish_list();
  pages_by_offset_ ? ask_by_offset() : ask_call(kPageAfterId);
}

bool ListSystems::is_last(const SystemPage& page) const {
  if (page.rows == 0) return true;
  const auto rows = static_cast<double>(page.rows);
  if (total_count_ >= 0) return static_cast<double>(rows_) + rows >= total_count_;
  return rows < page.limit && page.total_count <= rows;
}

bool ListSystems::can_page_by_offset(const SystemPage& first) const {
  return total_count_ >= 0 && total_count_ <= static_cast<double>(kMostRows) && first.rows > kRowsBesideNew &&
         static_cast<double>(first.rows) == first.limit;
}

void ListSystems::ask_by_offset() {
  const auto total = static_cast<std::size_t>(total_count_);
  while (asked_ < taken_ + kPagesAtOnce && skip_of(asked_) + 1 < total) {
    ask_call(static_cast<RequestId>(asked_ % kPagesAtOnce));
    ++asked_;
  }
}

void ListSystems::on_page_by_offset(RequestId call, const Answer& answer) {
  if (!*page_) return answer.http_status == 400 ? go_on_after_last_id() : fail(page_->error());
  kept_[call] = std::move(**page_);
  const auto total = static_cast<std::size_t>(total_count_);
  while (kept_[taken_ % kPagesAtOnce]) {
    SystemPage page = *std::exchange(kept_[taken_ % kPagesAtOnce], std::nullopt);
    if (page.first_id != last_id_) return go_on_after_last_id();
    const bool is_as_expected = page.rows == 1 + std::min(step_, total - rows_);
    take(std::move(page), 1);
    ++taken_;
    if (!is_as_expected) return go_on_after_last_id();
    if (rows_ == total) return finish_list();
  }
  ask_by_offset();
}

void ListSystems::go_on_after_last_id() {
  for (RequestId call = 0; call < kCalls; ++call) abandon_call(call);
  pages_by_offset_ = false;
  total_count_ = -1;
  ask_call(kPageAfterId);
}

// `rows_taken_before`: how many of the first rows, 0 or 1, the page before had as well.
void ListSystems::take(SystemPage page, std::size_t rows_taken_before) {
  std::vector<SystemRow>& rows = page.list.systems;
  const bool begins_with_kept_row = !rows.empty() && rows.front().id == page.first_id;
  const std::size_t first = begins_with_kept_row ? rows_taken_before : 0;
  for (std::size_t row = first; row < rows.size(); ++row) list_.systems.push_back(std::move(rows[row]));
  list_.skipped_rows += page.list.skipped_rows - (rows_taken_before - first);
  rows_ += page.rows - rows_taken_before;
  last_id_ = std::move(page.last_id);
}

void ListSystems::finish_list() { finish(std::make_shared<const SystemList>(std::move(list_))); }

PageBounds ListSystems::bounds_of(RequestId call) const {
  if (!pages_by_offset_) return {.after = last_id_};
  const std::size_t page = taken_ + (call + kPagesAtOnce - taken_ % kPagesAtOnce) % kPagesAtOnce;
  const std::size_t skip = skip_of(page);
  const std::size_t left = static_cast<std::size_t>(total_count_) - skip - 1;
  return {.skip = skip, .limit = left > step_ ? step_ + 1 : left + kRowsBesideNew};
}

TapisOperation::CallInfo ListSystems::info_of(RequestId /*call*/) const {
  if (!only_.empty()) return {.step = "definition", .is_optional = true};
  return {.step = "list"};
}

HttpRequest ListSystems::request_of(RequestId call) const {
  return get_systems_request(bounds_of(call), selection_, only_);
}

std::string ListSystems::text_of(RequestId call) const {
  if (!only_.empty()) return concat({"Reading the definitions of ", std::to_string(only_.size()), " systems"});
  const PageBounds bounds = bounds_of(call);
  if (bounds.skip != 0) return concat({"Listing systems after the first ", std::to_string(bounds.skip)});
  return last_id_.empty() ? "Listing systems" : concat({"Listing systems after ", printable(last_id_, kMaxSystemId)});
}

std::string ListSystems::summary_of(RequestId /*call*/, const Answer& /*answer*/) const {
  return *page_ ? concat({std::to_string((*page_)->rows), " found"}) : "";
}

}  // namespace tms
