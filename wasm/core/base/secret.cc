#include "core/base/secret.h"

#include <algorithm>
#include <utility>

namespace tms {

void wipe(char* data, std::size_t size) {
  volatile char* out = data;
  for (std::size_t i = 0; i < size; ++i) out[i] = 0;
}

void wipe(std::string& text) { wipe(text.data(), text.size()); }

void redact(std::string& text, std::string_view secret) {
  constexpr std::string_view kMark = "[token]";  // shorter than what it stands for
  if (secret.size() < kShortestSecret) return;
  const auto begin = text.begin();
  auto write = begin;
  std::size_t read = 0;
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, read)) {
    write = std::copy(begin + static_cast<std::ptrdiff_t>(read), begin + static_cast<std::ptrdiff_t>(at), write);
    write = std::copy(kMark.begin(), kMark.end(), write);
    read = at + secret.size();
  }
  if (read == 0) return;
  write = std::copy(begin + static_cast<std::ptrdiff_t>(read), text.end(), write);
  const auto left = static_cast<std::size_t>(write - begin);
  wipe(&*begin + left, text.size() - left);  // else what was moved away from there stays behind
  text.resize(left);
}

Secret::Secret(std::size_t size)
    : data_(std::make_unique<char[]>(size + 1)), size_(size) {}  // NOLINT(*-avoid-c-arrays)

Secret Secret::copy_of(std::string_view text) {
  Secret secret(text.size());
  std::copy(text.begin(), text.end(), secret.buffer());
  return secret;
}

Secret::Secret(Secret&& other) noexcept : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    clear();
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, 0);
  }
  return *this;
}

Secret::~Secret() { clear(); }

void Secret::clear() {
  if (data_) wipe(data_.get(), size_);
  data_.reset();
  size_ = 0;
}

}  // namespace tms
