#include "core/text.h"

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
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  if (byte(0) < 0x80) return {byte(0), 1};
  // By the length of a sequence, from two bytes on: how its first byte begins, and the least that needs so many.
  struct Form {
    std::uint32_t lead;
    std::uint32_t mask;
    std::uint32_t least;
  };
  constexpr std::array<Form, 3> kForms{{{0xC0, 0xE0, 0x80}, {0xE0, 0xF0, 0x800}, {0xF0, 0xF8, 0x10000}}};
  for (std::size_t length = 2; length <= 4; ++length) {
    const Form& form = kForms[length - 2];
    if ((byte(0) & form.mask) != form.lead) continue;
    if (text.size() < length) return {};
    std::uint32_t code_point = byte(0) & ~form.mask & 0xFFU;
    for (std::size_t at = 1; at < length; ++at) {
      if ((byte(at) & 0xC0U) != 0x80) return {};
      code_point = code_point << 6U | (byte(at) & 0x3FU);
    }
    const bool is_surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point < form.least || code_point > 0x10FFFF || is_surrogate) return {};
    return {code_point, length};
  }
  return {};
}

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

template <std::size_t kSize>
bool is_in(const std::array<Range, kSize>& ranges, std::uint32_t code_point) {
  return std::any_of(ranges.begin(), ranges.end(), [code_point](const Range& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

constexpr std::array<Range, 3> kControls{{{0, 0x1F}, {0x7F, 0x9F}, {0x2028, 0x2029}}};
// Soft hyphen, marks and embeddings of direction, zero-width characters, isolates, the byte order mark, language tags.
constexpr std::array<Range, 7> kInvisible{{{0xAD, 0xAD},
                                           {0x61C, 0x61C},
                                           {0x200B, 0x200F},
                                           {0x202A, 0x202E},
                                           {0x2060, 0x206F},
                                           {0xFEFF, 0xFEFF},
                                           {0xE0000, 0xE007F}}};

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
    if (character.size == 0) {
      line += '?';
    } else if (is_in(kControls, character.code_point)) {
      line += ' ';
    } else if (!is_in(kInvisible, character.code_point)) {
      line += text.substr(0, size);
    }
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
