#include "core/base/json_visitor.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

namespace tms {
namespace {

// The library's lexer, which knows strings, numbers and Unicode, without its parser: that one words an error for each
// place where it may stop, which nobody here reads, and would be 2.5 KiB more to load (brotli). A fuzz target holds
// this reader to what that parser accepts.
using Adapter = decltype(nlohmann::detail::input_adapter(std::declval<const char*>(), std::declval<const char*>()));
using Lexer = nlohmann::detail::lexer<nlohmann::json, Adapter>;
using Token = Lexer::token_type;

class Reader {
 public:
  Reader(std::string_view text, JsonVisitor visitor)
      : lexer_(nlohmann::detail::input_adapter(text.data(), text.data() + text.size())), visitor_(visitor) {}

  bool read() { return read_value(lexer_.scan()) && lexer_.scan() == Token::end_of_input; }

 private:
  // `token` has been scanned already, here and below.
  bool read_value(Token token) {  // NOLINT(misc-no-recursion): as deep as kMaxJsonDepth
    switch (token) {
      case Token::literal_null:
        return visit({});
      case Token::literal_true:
      case Token::literal_false:
        return visit({.type = JsonType::kBoolean, .boolean = token == Token::literal_true});
      case Token::value_string:
        return visit({.type = JsonType::kString, .text = lexer_.get_string()});
      case Token::value_unsigned:
        return visit_number(static_cast<double>(lexer_.get_number_unsigned()));
      case Token::value_integer:
        return visit_number(static_cast<double>(lexer_.get_number_integer()));
      case Token::value_float:
        return visit_number(lexer_.get_number_float());
      case Token::begin_object:
        return visit({.type = JsonType::kObject}) && read_members(Token::end_object);
      case Token::begin_array:
        return visit({.type = JsonType::kArray}) && read_members(Token::end_array);
      default:
        return false;
    }
  }

  // Of an object or an array, up to its end.
  bool read_members(Token end) {  // NOLINT(misc-no-recursion)
    if (++depth_ > kMaxJsonDepth) return false;
    const std::size_t size_of_path = path_.size();
    Token token = lexer_.scan();
    bool is_closed = token == end;
    while (!is_closed) {
      if (!(end == Token::end_object ? read_member(token) : read_element(token))) return false;
      path_.resize(size_of_path);
      token = lexer_.scan();
      is_closed = token == end;
      if (!is_closed && token != Token::value_separator) return false;
      if (!is_closed) token = lexer_.scan();
    }
    --depth_;
    return true;
  }

  bool read_member(Token token) {  // NOLINT(misc-no-recursion)
    if (token != Token::value_string) return false;
    const std::string& name = lexer_.get_string();
    if (!path_.empty()) path_ += '.';
    const bool is_plain = !name.empty() && name.find_first_of(".[") == std::string::npos;
    path_ += is_plain ? name : "?";
    return lexer_.scan() == Token::name_separator && read_value(lexer_.scan());
  }

  bool read_element(Token token) {  // NOLINT(misc-no-recursion)
    path_ += "[]";
    return read_value(token);
  }

  bool visit_number(double value) {
    return std::isfinite(value) && visit({.type = JsonType::kNumber, .number = value});
  }

  bool visit(const JsonValue& value) {
    visitor_(path_, value);
    return true;
  }

  Lexer lexer_;
  const JsonVisitor visitor_;
  std::string path_;
  std::size_t depth_ = 0;
};

}  // namespace

bool visit_json(std::string_view text, JsonVisitor visitor) {
  if (text.find('\0') != std::string_view::npos) return false;  // the library takes it for the end of the text
  return Reader(text, visitor).read();
}

}  // namespace tms
