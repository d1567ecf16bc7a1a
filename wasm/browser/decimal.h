// Reads decimal numbers as strtod does, in a few hundred bytes instead of several thousand: without hexadecimal,
// infinity, NaN and locales, none of which JSON has, and exact to a few units in the last place.
#pragma once

#include <cstdint>

namespace tms {

inline double scale_by_power_of_ten(double value, int exponent) {
  double power = 10;
  for (unsigned rest = static_cast<unsigned>(exponent < 0 ? -exponent : exponent); rest != 0; rest >>= 1U) {
    if ((rest & 1U) != 0) value = exponent < 0 ? value / power : value * power;
    power *= power;
  }
  return value;
}

// The number at the start of `text`, a null-terminated [-+]digits[.digits][e[-+]digits]. `*end` is set behind it, or to
// `text` if there is none.
inline double parse_decimal(const char* text, char** end) {
  constexpr std::uint64_t kMostDigits = UINT64_MAX / 10 - 1;
  constexpr int kFarthestExponent = 100'000;  // beyond any double, and far from overflow
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };

  const char* at = text;
  const bool negative = *at == '-';
  if (*at == '-' || *at == '+') ++at;
  std::uint64_t digits = 0;
  int exponent = 0;
  bool any = false;
  bool fraction = false;
  for (;; ++at) {
    if (*at == '.' && !fraction) {
      fraction = true;
    } else if (is_digit(*at)) {
      any = true;
      if (digits < kMostDigits) {
        digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
        exponent -= fraction ? 1 : 0;
      } else {
        exponent += fraction ? 0 : 1;
      }
    } else {
      break;
    }
  }
  *end = const_cast<char*>(any ? at : text);  // NOLINT(cppcoreguidelines-pro-type-const-cast): the shape of strtod
  if (!any) return 0;

  if (*at == 'e' || *at == 'E') {
    ++at;
    const bool downwards = *at == '-';
    if (*at == '-' || *at == '+') ++at;
    if (is_digit(*at)) {
      int written = 0;
      for (; is_digit(*at); ++at) written = written < kFarthestExponent ? written * 10 + (*at - '0') : written;
      exponent += downwards ? -written : written;
      *end = const_cast<char*>(at);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    }
  }
  const double value = digits == 0 ? 0 : scale_by_power_of_ten(static_cast<double>(digits), exponent);
  return negative ? -value : value;
}

}  // namespace tms
