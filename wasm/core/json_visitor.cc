#include "core/json_visitor.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace tms {
namespace {

using nlohmann::json;

// Keeps the path of the value being read. Each open object or array is a frame that remembers the path as its members
// see it, so that going on to the next member is a cut.
class PathKeeper final : public nlohmann::json_sax<json> {
 public:
  explicit PathKeeper(JsonVisitor visitor) : visitor_(visitor) {}

  bool null() override { return visit({}); }
  bool boolean(bool value) override { return visit({.type = JsonType::kBoolean, .boolean = value}); }
  bool number_integer(number_integer_t value) override { return number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t& /*text*/) override { return number(value); }
  bool string(string_t& value) override { return visit({.type = JsonType::kString, .text = value}); }
  bool binary(binary_t& /*value*/) override { return false; }

  bool start_object(std::size_t /*size*/) override {
    if (!visit({.type = JsonType::kObject})) return false;
    frames_.push_back({.path_size = path_.size(), .is_array = false});
    return frames_.size() <= kMaxJsonDepth;
  }

  bool start_array(std::size_t /*size*/) override {
    if (!visit({.type = JsonType::kArray})) return false;
    path_ += "[]";
    frames_.push_back({.path_size = path_.size(), .is_array = true});
    return frames_.size() <= kMaxJsonDepth;
  }

  bool key(string_t& name) override {
    path_.resize(frames_.back().path_size);
    if (!path_.empty()) path_ += '.';
    const bool plain = !name.empty() && name.find_first_of(".[") == string_t::npos;
    path_ += plain ? name : "?";
    return true;
  }

  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t /*at*/, const std::string& /*token*/, const json::exception& /*error*/) override {
    return false;
  }

 private:
  struct Frame {
    std::size_t path_size;
    bool is_array;
  };

  bool number(double value) { return visit({.type = JsonType::kNumber, .number = value}); }

  bool visit(const JsonValue& value) {
    if (!frames_.empty() && frames_.back().is_array) path_.resize(frames_.back().path_size);
    visitor_(path_, value);
    return true;
  }

  bool close() {
    frames_.pop_back();
    return true;
  }

  const JsonVisitor visitor_;
  std::string path_;
  std::vector<Frame> frames_;
};

}  // namespace

bool visit_json(std::string_view text, JsonVisitor visitor) {
  if (text.find('\0') != std::string_view::npos) return false;  // the library takes it for the end of the text
  PathKeeper keeper(visitor);
  return json::sax_parse(text.begin(), text.end(), &keeper);
}

}  // namespace tms
