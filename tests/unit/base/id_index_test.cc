#include "core/base/id_index.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tms {
namespace {

TEST(IdIndex, FindsEachOfManyIdsAtItsPlaceAndNoOther) {
  std::vector<std::string> ids;
  for (int number = 0; number < 5000; ++number) ids.push_back("system-" + std::to_string(number));
  const IdIndex index(ids);
  for (std::size_t place = 0; place < ids.size(); ++place) EXPECT_EQ(index.find(ids[place]), place);
  for (int number = 5000; number < 10'000; ++number) {
    EXPECT_EQ(index.find("system-" + std::to_string(number)), std::nullopt);
  }
  EXPECT_EQ(index.find(""), std::nullopt);
}

TEST(IdIndex, FindsTheFirstPlaceOfAnIdThatHasSeveral) {
  const std::vector<std::string> ids{"b", "a", "b", "", "a", ""};
  const IdIndex index(ids);
  EXPECT_EQ(index.find("a"), 1U);
  EXPECT_EQ(index.find("b"), 0U);
  EXPECT_EQ(index.find(""), 3U);
}

TEST(IdIndex, FindsNothingAmongNone) {
  const std::vector<std::string> none;
  EXPECT_EQ(IdIndex(none).find("a"), std::nullopt);
}

}  // namespace
}  // namespace tms
