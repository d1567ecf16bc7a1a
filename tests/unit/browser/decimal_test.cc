#include "browser/decimal.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

namespace tms {
namespace {

// libc's strtod is the measure: the same end, and the same value but for a few units in the last place.
void expect_as_strtod(const std::string& text) {
  char* end = nullptr;
  char* libc_end = nullptr;
  const double value = parse_decimal(text.c_str(), &end);
  const double libc_value = std::strtod(text.c_str(), &libc_end);
  EXPECT_EQ(end - text.c_str(), libc_end - text.c_str()) << text;
  if (std::isinf(libc_value)) {
    EXPECT_EQ(value, libc_value) << text;
  } else {
    EXPECT_NEAR(value, libc_value, std::abs(libc_value) * 4e-15) << text;
  }
}

TEST(Decimal, ReadsNumbersAsLibcDoes) {
  constexpr std::array kNumbers{"0",
                                "-0",
                                "7",
                                "-12",
                                "+3",
                                "1800000000",
                                "1800000000.25",
                                "0.1",
                                "00012.500",
                                "1e3",
                                "1E-3",
                                "2.5e+2",
                                "1e22",
                                "1e-22",
                                "1.7e308",
                                "1e400",
                                "-1e400",
                                "2.3e-300",
                                "1e-400",
                                "0e99999999999",
                                "12.",
                                ".5",
                                "3.e2",
                                "123456789012345678901234567890",
                                "0.000000000000000000001234567890123456789"};
  for (const char* number : kNumbers) expect_as_strtod(number);
}

TEST(Decimal, StopsWhereTheNumberEnds) {
  for (const char* text : {"", "-", "+", ".", "e5", "x", "1x", "1.2.3", "1e", "1e+", "1ex", "--1", "1 2"}) {
    expect_as_strtod(text);
  }
}

TEST(Decimal, FollowsLibcOverManyNumbers) {
  std::uint32_t state = 1;
  const auto next = [&state] { return (state = state * 1664525U + 1013904223U) >> 8U; };
  for (int i = 0; i < 20'000; ++i) {
    const int exponent = static_cast<int>(next() % 600) - 300;
    expect_as_strtod(std::to_string(next()) + "." + std::to_string(next()) + "e" + std::to_string(exponent));
  }
}

}  // namespace
}  // namespace tms
