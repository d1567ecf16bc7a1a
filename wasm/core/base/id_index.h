// Finds an id among many in no time. An open hash table: std::unordered_map would be 1.0 KiB more to load (brotli).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tms {

class IdIndex {
 public:
  // `ids` must outlive the index, unchanged.
  explicit IdIndex(const std::vector<std::string>& ids);
  IdIndex(const IdIndex&) = delete;
  IdIndex& operator=(const IdIndex&) = delete;

  // The first place where `id` stands.
  std::optional<std::size_t> find(std::string_view id) const;

 private:
  std::size_t slot_of(std::string_view id) const;

  const std::vector<std::string>& ids_;
  std::vector<std::uint32_t> slots_;  // a place + 1, or 0
};

}  // namespace tms
