// Secret: text that must not leak. It cannot be copied, printed, compared or converted, and it overwrites its memory
// when it goes. The one way to the text is reveal(), so that every use can be found by that name.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace tms {

// Overwrites memory in a way that the compiler may not leave out.
void wipe(char* data, std::size_t size);
// The same, of all its bytes; it stays as long as it was.
void wipe(std::string& text);

// A secret that is shorter may be part of an ordinary word.
inline constexpr std::size_t kShortestSecret = 16;

// Puts "[token]" in place of each `secret` in `text`, in one pass, and overwrites what is left behind. One that is too
// short stays.
void redact(std::string& text, std::string_view secret);

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::size_t size);  // `size` zero bytes, to be written through buffer()
  static Secret copy_of(std::string_view text);

  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  char* buffer() { return data_.get(); }

  // Valid as long as the secret lives. A null byte stands behind the view, for C interfaces, unless it is empty.
  std::string_view reveal() const { return {data_.get(), size_}; }

  void clear();

 private:
  std::unique_ptr<char[]> data_;  // NOLINT(*-avoid-c-arrays): never reallocated, so no copy stays behind
  std::size_t size_ = 0;
};

}  // namespace tms
