// Reads decimal numbers as strtod does, in a few hundred bytes instead of several thousand: without hexadecimal,
// infinity, NaN and locales, none of which JSON has, and exact to a few units in the last place.
#pragma once

#include <cstdint>

namespace tms {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

inline double scale_by_power_of_ten(double value, int exponent) {
  double power = 10;
  for (auto rest = static_cast<unsigned>(exponent < 0 ? -exponent : exponent); rest != 0; rest >>= 1U) {
    if ((rest & 1U) != 0) value = exponent < 0 ? value / power : value * power;
    power *= power;
  }
  return value;
}

// Moves `at` behind "e[-+]digits" and returns the exponent, or leaves it where that does not stand and returns 0.
inline int parse_exponent(const char*& at) {
  constexpr int kFarthest = 100'000;  // beyond any double, and far from overflow
  const char* ahead = at;
  if (*ahead != 'e' && *ahead != 'E') return 0;
  ++ahead;
  const bool downwards = *ahead == '-';
  if (*ahead == '-' || *ahead == '+') ++ahead;
  if (!is_digit(*ahead)) return 0;
  int exponent = 0;
  for (; is_digit(*ahead); ++ahead) {
    if (exponent < kFarthest) exponent = exponent * 10 + (*ahead - '0');
  }
  at = ahead;
  return downwards ? -exponent : exponent;
}

// The number at the start of `text`, a null-terminated [-+]digits[.digits][e[-+]digits]. `*end` is set behind it, or to
// `text` if there is none.
inline double parse_decimal(const char* text, char** end) {
  constexpr std::uint64_t kMostDigits = UINT64_MAX / 10 - 1;
  const char* at = text;
  const bool negative = *at == '-';
  if (*at == '-' || *at == '+') ++at;
  std::uint64_t digits = 0;
  int exponent = 0;
  bool found = false;
  for (bool fraction = false; is_digit(*at) || (*at == '.' && !fraction); ++at) {
    if (*at == '.') {
      fraction = true;
      continue;
    }
    found = true;
    const bool fits = digits < kMostDigits;
    if (fits) digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
    exponent += static_cast<int>(!fits) - static_cast<int>(fraction);
  }
  if (found) exponent += parse_exponent(at);
  *end = const_cast<char*>(found ? at : text);  // NOLINT(cppcoreguidelines-pro-type-const-cast): the shape of strtod
  const double value = digits == 0 ? 0 : scale_by_power_of_ten(static_cast<double>(digits), exponent);
  return negative ? -value : value;
}

}  // namespace tms
