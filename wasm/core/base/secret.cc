#include "core/base/secret.h"

#include <algorithm>
#include <utility>

namespace tms {

void wipe(char* data, std::size_t size) {
  volatile char* out = data;
  for (std::size_t i = 0; i < size; ++i) out[i] = 0;
}

void wipe(std::string& text) { wipe(text.data(), text.size()); }

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
