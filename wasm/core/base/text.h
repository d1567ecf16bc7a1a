// Small helpers for text.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace tms {

// All of them in a row, copied once.
std::string concat(std::initializer_list<std::string_view> parts);

// At most `max_bytes` of `text`, cut between two UTF-8 characters, with "…" where something was cut.
std::string shorten(std::string_view text, std::size_t max_bytes);

// What a server sent, made fit for one line of a text for people, at most `max_bytes` of it: spaces in place of control
// characters and line ends, nothing in place of characters that are invisible or turn the direction of the text, "?" in
// place of bytes that are no UTF-8.
std::string printable(std::string_view text, std::size_t max_bytes);

constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_alnum(char c) { return is_ascii_letter(c) || is_ascii_digit(c); }
constexpr char to_ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Of A to Z alone: whatever else stands there stays.
std::string to_ascii_lower(std::string_view text);

}  // namespace tms
