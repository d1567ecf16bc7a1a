#include "core/list_systems.h"

#include <utility>

#include "core/identifiers.h"
#include "core/text.h"

namespace tms {
namespace {

constexpr RequestId kPage = 0;  // the only call

}  // namespace

ListSystems::ListSystems(OperationContext context, std::vector<std::string> only)
    : TapisOperation(std::move(context), 1),
      only_(std::move(only)),
      selection_(only_.empty() ? Selection::kNeeded : Selection::kDefinition) {}

void ListSystems::start() { ask_call(kPage); }

Answer ListSystems::read(RequestId /*call*/, const Reply& reply) {
  Reading<SystemPage> reading = interpret_systems(reply);
  page_ = std::move(reading.value);
  return std::move(reading.answer);
}

void ListSystems::on_final_answer(RequestId /*call*/, const Answer& answer) {
  if (answer.http_status == 400 && rows_ == 0 && selection_ == Selection::kNeeded) {
    selection_ = Selection::kAll;
    return ask_call(kPage);
  }
  Result<SystemPage>& page = *page_;
  if (!page) return fail(page.error());

  // The totals of later pages do not count the rows before them.
  if (rows_ == 0) total_count_ = page->total_count;
  rows_ += page->rows;
  const bool last = is_last(*page);
  // Without a new last id this page, or else the next, would be one that came before.
  if (page->last_id.empty() ? !last : page->last_id == last_id_) {
    return fail(error_of(answer, ErrorCode::kInvalidResponse));
  }

  last_id_ = std::move(page->last_id);
  list_.skipped_rows += page->list.skipped_rows;
  for (SystemRow& row : page->list.systems) list_.systems.push_back(std::move(row));
  if (last) return finish(std::make_shared<const SystemList>(std::move(list_)));
  ask_call(kPage);
}

bool ListSystems::is_last(const SystemPage& page) const {
  if (total_count_ >= 0) return static_cast<double>(rows_) >= total_count_ || page.rows == 0;
  return static_cast<double>(page.rows) < page.limit;
}

TapisOperation::CallInfo ListSystems::info_of(RequestId /*call*/) const {
  if (!only_.empty()) return {.step = "definition", .is_optional = true};
  return {.step = "list"};
}

HttpRequest ListSystems::request_of(RequestId /*call*/) const {
  return get_systems_request(last_id_, selection_, only_);
}

std::string ListSystems::text_of(RequestId /*call*/) const {
  if (!only_.empty()) return concat({"Reading the definitions of ", std::to_string(only_.size()), " systems"});
  return last_id_.empty() ? "Listing systems" : concat({"Listing systems after ", printable(last_id_, kMaxSystemId)});
}

std::string ListSystems::summary_of(RequestId /*call*/, const Answer& /*answer*/) const {
  return *page_ ? concat({std::to_string((*page_)->rows), " found"}) : "";
}

}  // namespace tms
