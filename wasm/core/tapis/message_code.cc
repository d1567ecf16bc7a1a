#include "core/tapis/message_code.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace tms {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kMaxRead = 65536;  // of a message; a code further on is none of Tapis

// Calls `see` for each word of `text` between white space, with what follows it; goes on from where `see` says, counted
// from the word's beginning.
template <class See>
void for_each_word(std::string_view text, See see) {
  while (true) {
    const std::size_t begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return;
    text.remove_prefix(begin);
    text.remove_prefix(see(text.substr(0, text.find_first_of(kSpace)), text));
  }
}

// The code that `word` is, without brackets and punctuation around it, or "".
std::string_view code_of(std::string_view word) {
  constexpr std::array<std::string_view, 5> kPrefixes{"SYSLIB_", "SYSAPI_", "TAPIS_", "SEARCH_", "SELECT_"};
  constexpr std::string_view kBefore = "([\"'";
  constexpr std::string_view kBehind = ":;,.)]\"'";
  word.remove_prefix(std::min(word.find_first_not_of(kBefore), word.size()));
  word = word.substr(0, word.find_last_not_of(kBehind) + 1);
  const bool is_code = std::all_of(word.begin(), word.end(),
                                   [](char c) { return (c >= 'A' && c <= 'Z') || is_ascii_digit(c) || c == '_'; });
  const bool is_known = std::any_of(kPrefixes.begin(), kPrefixes.end(),
                                    [word](std::string_view prefix) { return word.starts_with(prefix); });
  return is_code && is_known ? word : std::string_view();
}

// Whether a message may follow `label`, and not a name.
bool wraps(std::string_view label) {
  constexpr std::array<std::string_view, 6> kWrappers{"essage:", "rror:", "xception:", "ause:", "eason:", "by:"};
  return std::any_of(kWrappers.begin(), kWrappers.end(),
                     [label](std::string_view end) { return label.ends_with(end); });
}

bool begins_with_name(std::string_view text, std::string_view name) {
  if (name.empty() || !text.starts_with(name)) return false;
  return text.size() == name.size() || kSpace.find(text[name.size()]) != std::string_view::npos;
}

}  // namespace

std::string codes_in(std::string_view message, const Subject& about) {
  std::string codes;
  enum class Place { kCode, kName, kText } place = Place::kCode;
  for_each_word(message.substr(0, kMaxRead), [&](std::string_view word, std::string_view rest) {
    if (place == Place::kName && begins_with_name(rest, about.username)) {
      place = Place::kText;
      return about.username.size();
    }
    const std::string_view code = code_of(word);
    const bool may_be_name = code == about.system_id || code == about.username;
    const bool counts = place == Place::kCode || (place == Place::kText && !may_be_name);
    if (!code.empty() && counts) codes += concat({code, " "});

    const bool is_code = !code.empty() && counts;
    const bool is_label = word.ends_with(':');
    place = is_code || (is_label && wraps(word)) ? Place::kCode : (is_label ? Place::kName : Place::kText);
    return word.size();
  });
  return codes;
}

bool has_code(std::string_view codes, std::string_view code) {
  bool found = false;
  for_each_word(codes, [&](std::string_view word, std::string_view /*rest*/) {
    found = found || word == code;
    return word.size();
  });
  return found;
}

std::string_view most_specific_code(std::string_view codes) {
  std::string_view first;
  std::string_view inner;
  for_each_word(codes, [&](std::string_view word, std::string_view /*rest*/) {
    if (first.empty()) first = word;
    if (word.starts_with("SYSLIB_")) inner = word;
    return word.size();
  });
  return inner.empty() ? first : inner;
}

}  // namespace tms
