#include "core/base/id_index.h"

namespace tms {
namespace {

std::uint32_t hash(std::string_view text) {  // FNV-1a
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

}  // namespace

IdIndex::IdIndex(const std::vector<std::string>& ids) : ids_(ids) {
  std::size_t size = 2;
  while (size < 2 * ids.size()) size *= 2;
  slots_.resize(size);
  for (std::size_t place = 0; place < ids.size(); ++place) {
    std::uint32_t& slot = slots_[slot_of(ids[place])];
    if (slot == 0) slot = static_cast<std::uint32_t>(place + 1);
  }
}

std::optional<std::size_t> IdIndex::find(std::string_view id) const {
  const std::uint32_t slot = slots_[slot_of(id)];
  if (slot == 0) return std::nullopt;
  return slot - 1;
}

// Where the id is, or would be. At least half of the slots are free, so there is an end.
std::size_t IdIndex::slot_of(std::string_view id) const {
  std::size_t slot = hash(id) % slots_.size();
  while (slots_[slot] != 0 && ids_[slots_[slot] - 1] != id) slot = (slot + 1) % slots_.size();
  return slot;
}

}  // namespace tms
