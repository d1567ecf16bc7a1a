#include "browser/system_table.h"

#include <optional>
#include <string_view>

namespace tms {
namespace {

constexpr char kEndOfRow = '\x1E';
constexpr char kEndOfField = '\x1F';

void add_text(std::string& table, std::string_view text) {
  for (char c : text) table += c == kEndOfRow || c == kEndOfField ? ' ' : c;
  table += kEndOfField;
}

void add_boolean(std::string& table, std::optional<bool> value) { add_text(table, value ? (*value ? "1" : "0") : ""); }

}  // namespace

std::string to_table(const SystemList& list) {
  std::string table;
  for (const SystemRow& row : list.systems) {
    for (const std::string* text : {&row.id, &row.host, &row.description, &row.owner, &row.system_type}) {
      add_text(table, *text);
    }
    add_boolean(table, row.can_exec);
    add_boolean(table, row.enabled);
    add_text(table, row.default_authn_method);
    add_boolean(table, row.is_dynamic_effective_user);
    add_boolean(table, row.has_credentials);
    table += kEndOfRow;
  }
  return table;
}

}  // namespace tms
