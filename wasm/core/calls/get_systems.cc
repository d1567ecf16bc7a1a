#include "core/calls/get_systems.h"

#include <algorithm>
#include <utility>

#include "core/base/text.h"
#include "core/tapis/identifiers.h"

namespace tms {
namespace {

constexpr std::string_view kNeededAttributes =
    "id,host,description,owner,systemType,canExec,enabled,defaultAuthnMethod,isDynamicEffectiveUser,dtnSystemId,"
    "hasCredentials";

// An explicit selection turns booleans into strings.
std::optional<bool> read_boolean(const JsonValue& value) {
  if (value.type == JsonType::kBoolean) return value.boolean;
  if (value.type == JsonType::kString && value.text == "true") return true;
  if (value.type == JsonType::kString && value.text == "false") return false;
  return std::nullopt;
}

// Builds the rows of a page from the values that are visited.
class PageReader {
 public:
  void visit(std::string_view path, const JsonValue& value) {
    constexpr std::string_view kRow = "result[]";
    if (path == "result") is_list_ = value.type == JsonType::kArray;
    if (path == "metadata.totalCount" && value.type == JsonType::kNumber) page_.total_count = value.number;
    if (path == "metadata.recordLimit" && value.type == JsonType::kNumber && value.number >= 1) {
      page_.limit = std::min(page_.limit, value.number);
    }
    if (path == kRow) {
      end_row();
      in_row_ = true;
      row_is_sound_ = value.type == JsonType::kObject;
    } else if (path.starts_with(kRow) && path.size() > kRow.size() && path[kRow.size()] == '.') {
      const bool is_null = value.type == JsonType::kNull;
      if (!is_null && !set(path.substr(kRow.size() + 1), value)) row_is_sound_ = false;
    }
  }

  Result<SystemPage> finish(const Answer& answer) {
    end_row();
    // A 404 cannot mean a missing system here: a list without it would do.
    if (answer.http_status == 404) return error_of(answer, ErrorCode::kInvalidResponse);
    if (!answer.is_success()) return general_error(answer);
    if (!is_list_) return error_of(answer, ErrorCode::kInvalidResponse);
    return std::move(page_);
  }

 private:
  // False if the attribute is of another type than it must be. Attributes of no interest are always right.
  bool set(std::string_view attribute, const JsonValue& value) {
    if (attribute == "id") return set_text(row_.id, value);
    if (attribute == "host") return set_text(row_.host, value);
    if (attribute == "description") return set_text(row_.description, value);
    if (attribute == "owner") return set_text(row_.owner, value);
    if (attribute == "systemType") return set_text(row_.system_type, value);
    if (attribute == "defaultAuthnMethod") return set_text(row_.default_authn_method, value);
    if (attribute == "canExec") return set_boolean(row_.can_exec, value);
    if (attribute == "enabled") return set_boolean(row_.enabled, value);
    if (attribute == "isDynamicEffectiveUser") return set_boolean(row_.is_dynamic_effective_user, value);
    if (attribute == "dtnSystemId") {
      // It adds to what a row tells: no reason to leave the system out.
      if (!check_system_id(value.text)) row_.dtn_system_id = value.text;
      return true;
    }
    if (attribute == "hasCredentials") return (row_.has_credentials = read_boolean(value)).has_value();
    return true;
  }

  static bool set_text(std::string& field, const JsonValue& value) {
    field = value.text;
    return value.type == JsonType::kString;
  }

  static bool set_boolean(bool& field, const JsonValue& value) {
    const std::optional<bool> boolean = read_boolean(value);
    field = boolean.value_or(false);
    return boolean.has_value();
  }

  void end_row() {
    if (!std::exchange(in_row_, false)) return;
    ++page_.rows;
    SystemRow row = std::exchange(row_, {});
    if (page_.rows == 1) page_.first_id = row.id;
    if (!row.id.empty()) page_.last_id = row.id;
    if (row_is_sound_ && !check_system_id(row.id)) {
      page_.list.systems.push_back(std::move(row));
    } else {
      ++page_.list.skipped_rows;
    }
  }

  SystemPage page_;
  SystemRow row_;
  bool is_list_ = false;
  bool in_row_ = false;
  bool row_is_sound_ = false;
};

std::string_view attributes_of(Selection selection) {
  switch (selection) {
    case Selection::kNeeded:
      return kNeededAttributes;
    case Selection::kAll:
      return "allAttributes";
    case Selection::kDefinition:
      return "id,defaultAuthnMethod";
  }
  return "";
}

}  // namespace

HttpRequest get_systems_request(const PageBounds& bounds, Selection selection, const std::vector<std::string>& only) {
  std::string target = concat({"/v3/systems?listType=ALL&select=", attributes_of(selection),
                               "&orderBy=id(asc)&computeTotal=true&limit=", std::to_string(bounds.limit)});
  if (!bounds.after.empty()) target += concat({"&startAfter=", percent_encode(bounds.after)});
  if (bounds.skip != 0) target += concat({"&skip=", std::to_string(bounds.skip)});
  for (const std::string& id : only) target += concat({&id == &only.front() ? "&search=(id.in." : ",", id});
  if (!only.empty()) target += ')';
  return {.method = Method::kGet, .target = std::move(target)};
}

bool can_be_searched_for(std::string_view id) { return !check_system_id(id) && id.find('~') == std::string_view::npos; }

Reading<SystemPage> interpret_systems(const Reply& reply) {
  PageReader reader;
  Answer answer = read_answer(reply, [&](std::string_view path, const JsonValue& value) { reader.visit(path, value); });
  Result<SystemPage> page = reader.finish(answer);
  return {.answer = std::move(answer), .value = std::move(page)};
}

}  // namespace tms
