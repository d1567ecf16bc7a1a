#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tms {
namespace {

struct Character {
  std::uint32_t code_point = 0;
  std::size_t size = 0;  // in bytes; 0: there is no UTF-8 here
};

// The character that begins at the front of `text`, which is not empty.
Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at])); };
  // By how many bytes it has: the least that its first byte can be, and the least that needs so many.
  constexpr std::array<std::uint32_t, 6> kLeads{0, 0, 0xC2, 0xE0, 0xF0, 0xF5};
  constexpr std::array<std::uint32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  if (byte(0) < 0x80) return {byte(0), 1};
  std::size_t size = 1;
  while (size < 5 && byte(0) >= kLeads[size + 1]) ++size;
  if (size == 1 || size == 5 || text.size() < size) return {};
  std::uint32_t code_point = byte(0) & (0x7FU >> size);
  for (std::size_t at = 1; at < size; ++at) {
    if (byte(at) >> 6U != 2) return {};
    code_point = code_point << 6U | (byte(at) & 0x3FU);
  }
  const bool is_surrogate = code_point >> 11U == 0xD800U >> 11U;
  if (code_point < kLeast[size] || code_point > 0x10FFFF || is_surrogate) return {};
  return {code_point, size};
}

struct Range {
  std::uint32_t first;
  std::uint32_t last;
  bool is_seen;  // then a space stands in its place
};

// Controls and line ends; soft hyphen, marks and embeddings of direction, zero-width characters, isolates, the byte
// order mark, language tags.
constexpr std::array<Range, 10> kUnprintable{{{0, 0x1F, true},
                                              {0x7F, 0x9F, true},
                                              {0xAD, 0xAD, false},
                                              {0x61C, 0x61C, false},
                                              {0x200B, 0x200F, false},
                                              {0x2028, 0x2029, true},
                                              {0x202A, 0x202E, false},
                                              {0x2060, 0x206F, false},
                                              {0xFEFF, 0xFEFF, false},
                                              {0xE0000, 0xE007F, false}}};

// What is shown of the character, which `bytes` are.
std::string_view shown(const Character& character, std::string_view bytes) {
  if (character.size == 0) return "?";
  for (const Range& range : kUnprintable) {
    if (character.code_point >= range.first && character.code_point <= range.last) return range.is_seen ? " " : "";
  }
  return bytes;
}

}  // namespace

std::string concat(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (std::string_view part : parts) text += part;
  return text;
}

std::string shorten(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return std::string(text);
  std::size_t end = max_bytes;
  const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  while (end > 0 && is_continuation(text[end])) --end;
  return concat({text.substr(0, end), "…"});
}

std::string printable(std::string_view text, std::size_t max_bytes) {
  std::string line;
  while (!text.empty() && line.size() <= max_bytes) {
    const Character character = first_character(text);
    const std::size_t size = std::max<std::size_t>(character.size, 1);
    line += shown(character, text.substr(0, size));
    text.remove_prefix(size);
  }
  return shorten(line, max_bytes);
}

std::string to_ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = to_ascii_lower(c);
  return lower;
}

}  // namespace tms
