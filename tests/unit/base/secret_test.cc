#include "core/base/secret.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <concepts>
#include <cstdlib>
#include <new>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

namespace {

// Looks at one block of memory just before it is given back, when nobody else can.
struct Watch {
  const void* block = nullptr;
  std::size_t size = 0;
  bool was_freed = false;
  bool was_wiped = false;
};
Watch watched;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void give_back(void* block) noexcept {
  if (block != nullptr && block == watched.block) {
    const char* bytes = static_cast<const char*>(block);
    watched.was_freed = true;
    watched.was_wiped = std::all_of(bytes, bytes + watched.size, [](char c) { return c == 0; });
    watched.block = nullptr;
  }
  std::free(block);
}

}  // namespace

void* operator new[](std::size_t size) {
  void* block = std::malloc(size);
  if (block == nullptr) std::abort();
  return block;
}
void operator delete[](void* block) noexcept { give_back(block); }
void operator delete[](void* block, std::size_t /*size*/) noexcept { give_back(block); }

namespace tms {
namespace {

constexpr std::string_view kText = "eyJhbGciOiJSUzI1NiJ9.eyJ9.c2ln";

// Starts to watch the memory of `secret`.
void watch(Secret& secret) { watched = {.block = secret.buffer(), .size = secret.size()}; }

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
template <class T>
concept Comparable = requires(const T& a, const T& b) { a == b; };
template <class T>
concept Ordered = requires(const T& a, const T& b) { a < b; };

static_assert(Printable<std::string> && Comparable<std::string> && Ordered<std::string>, "the concepts can be true");
static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret> && std::is_nothrow_move_assignable_v<Secret>);
static_assert(!Printable<Secret> && !Comparable<Secret> && !Ordered<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string> && !std::is_convertible_v<Secret, std::string_view> &&
              !std::is_convertible_v<Secret, const char*> && !std::is_convertible_v<Secret, bool>);
static_assert(!std::is_constructible_v<std::string, Secret> && !std::is_constructible_v<std::string_view, Secret>);
static_assert(!std::is_convertible_v<std::size_t, Secret> && !std::is_convertible_v<std::string, Secret>);

TEST(Secret, HoldsACopyOfTheText) {
  const Secret secret = Secret::copy_of(kText);
  EXPECT_EQ(secret.reveal(), kText);
  EXPECT_NE(secret.reveal().data(), kText.data());
  EXPECT_EQ(secret.size(), kText.size());
  EXPECT_FALSE(secret.empty());
}

TEST(Secret, EndsWithANullByteBehindTheView) {
  const Secret secret = Secret::copy_of(kText);
  EXPECT_EQ(*(secret.reveal().data() + secret.size()), '\0');
}

TEST(Secret, IsWrittenThroughItsBuffer) {
  Secret secret(3);
  EXPECT_EQ(secret.reveal(), std::string_view("\0\0\0", 3));
  std::copy_n("abc", 3, secret.buffer());
  EXPECT_EQ(secret.reveal(), "abc");
}

TEST(Secret, IsEmptyByDefault) {
  const Secret secret;
  EXPECT_TRUE(secret.empty());
  EXPECT_EQ(secret.reveal(), "");
}

TEST(Secret, WipeOverwritesJustTheBytesGiven) {
  std::string memory = "xxSECRETxx";
  wipe(memory.data() + 2, 6);
  EXPECT_EQ(memory, std::string("xx\0\0\0\0\0\0xx", 10));
  wipe(nullptr, 0);
}

TEST(Secret, WipeOverwritesAllOfAText) {
  std::string text(kText);
  wipe(text);
  EXPECT_EQ(text, std::string(kText.size(), '\0'));
}

TEST(Secret, WipesItsMemoryWhenItGoes) {
  {
    Secret secret = Secret::copy_of(kText);
    watch(secret);
  }
  EXPECT_TRUE(watched.was_freed);
  EXPECT_TRUE(watched.was_wiped);
}

TEST(Secret, WipesItsMemoryWhenItIsCleared) {
  Secret secret = Secret::copy_of(kText);
  watch(secret);
  secret.clear();
  EXPECT_TRUE(watched.was_freed);
  EXPECT_TRUE(watched.was_wiped);
  EXPECT_TRUE(secret.empty());
  EXPECT_EQ(secret.reveal(), "");
  secret.clear();
}

TEST(Secret, WipesItsMemoryWhenAnotherTakesItsPlace) {
  Secret secret = Secret::copy_of(kText);
  watch(secret);
  secret = Secret::copy_of("another");
  EXPECT_TRUE(watched.was_freed);
  EXPECT_TRUE(watched.was_wiped);
  EXPECT_EQ(secret.reveal(), "another");
}

TEST(Secret, MovesWithoutACopyAndLeavesNothingBehind) {
  Secret first = Secret::copy_of(kText);
  const char* place = first.buffer();
  Secret second(std::move(first));
  EXPECT_EQ(second.reveal().data(), place);
  EXPECT_EQ(second.reveal(), kText);
  EXPECT_TRUE(first.empty());          // NOLINT(bugprone-use-after-move): what is left behind is the point
  EXPECT_EQ(first.buffer(), nullptr);  // NOLINT(bugprone-use-after-move)

  Secret third;
  third = std::move(second);
  EXPECT_EQ(third.reveal().data(), place);
  EXPECT_TRUE(second.empty());          // NOLINT(bugprone-use-after-move)
  EXPECT_EQ(second.buffer(), nullptr);  // NOLINT(bugprone-use-after-move)
}

TEST(Secret, SurvivesAMoveToItself) {
  Secret secret = Secret::copy_of(kText);
  Secret& same = secret;
  secret = std::move(same);
  EXPECT_EQ(secret.reveal(), kText);
}

}  // namespace
}  // namespace tms
