#include "core/operation/retry.h"

#include <gtest/gtest.h>

namespace tms {
namespace {

constexpr std::uint32_t kLargest = 0xFFFFFFFF;

TEST(Retry, AsksTwiceAgainAtMost) { EXPECT_EQ(kMaxAttempts, 3); }

TEST(Retry, WaitsAboutHalfASecondBeforeTheSecondAttempt) {
  EXPECT_EQ(retry_delay_ms(2, 0), 350U);
  EXPECT_EQ(retry_delay_ms(2, 150), 500U);
  EXPECT_EQ(retry_delay_ms(2, 300), 650U);
  EXPECT_EQ(retry_delay_ms(2, 301), 350U);
}

TEST(Retry, WaitsAboutThreeTimesAsLongBeforeTheThird) {
  EXPECT_EQ(retry_delay_ms(3, 0), 1050U);
  EXPECT_EQ(retry_delay_ms(3, 450), 1500U);
  EXPECT_EQ(retry_delay_ms(3, 900), 1950U);
  EXPECT_EQ(retry_delay_ms(3, 901), 1050U);
}

TEST(Retry, WaitsLongerEachTimeWhateverTheJitter) {
  for (std::uint32_t random : {0U, 300U, 900U, 12345U, kLargest}) {
    for (std::uint32_t other : {0U, 300U, 900U, 12345U, kLargest}) {
      EXPECT_LT(retry_delay_ms(2, random), retry_delay_ms(3, other));
    }
  }
}

TEST(Retry, LooksAtOnceAndAboutThreeAndTenSecondsLater) {
  for (std::uint32_t random : {0U, 300U, 1400U, 12345U, kLargest}) {
    EXPECT_EQ(recheck_delay_ms(1, random), 0U);
    EXPECT_GE(recheck_delay_ms(2, random), 3000U);
    EXPECT_LE(recheck_delay_ms(2, random), 3600U);
    EXPECT_GE(recheck_delay_ms(3, random), 7000U);
    EXPECT_LE(recheck_delay_ms(3, random), 8400U);
  }
  EXPECT_EQ(recheck_delay_ms(2, 600), 3600U);
  EXPECT_EQ(recheck_delay_ms(2, 601), 3000U);
  EXPECT_EQ(recheck_delay_ms(3, 1400), 8400U);
  EXPECT_EQ(recheck_delay_ms(3, 1401), 7000U);
}

TEST(Retry, SpreadsPatienceSoThatTheLastTryComesWhenItEnds) {
  EXPECT_EQ(patience_delay_ms(1, 300000, 0), 42857U);
  EXPECT_EQ(patience_delay_ms(2, 300000, 0), 85714U);
  EXPECT_EQ(patience_delay_ms(3, 300000, 0), 171428U);
  for (std::uint32_t random : {0U, 300U, 12345U, kLargest}) {
    for (int more = 1; more <= kMaxMoreCreates; ++more) {
      const std::uint32_t longest = patience_delay_ms(more, 300000, 0);
      EXPECT_LE(patience_delay_ms(more, 300000, random), longest);
      EXPECT_GE(patience_delay_ms(more, 300000, random), longest - longest / 10);
    }
  }
  EXPECT_EQ(patience_delay_ms(1, 300000, 4285), 42857U - 4285U);
  EXPECT_EQ(patience_delay_ms(3, 1, kLargest), 0U);
  EXPECT_GT(patience_delay_ms(3, kMaxPatienceMs, 0), 2000000U);
}

}  // namespace
}  // namespace tms
