// Objects that JavaScript knows by a number. Numbers are never used twice, so a stale one finds nothing.
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace tms {

template <class T>
class HandleTable {
 public:
  int add(std::shared_ptr<T> object) {
    entries_.emplace_back(++last_, std::move(object));
    return last_;
  }

  // Nothing if there is no such handle (any more).
  std::shared_ptr<T> find(int handle) const {
    for (const auto& [its_handle, object] : entries_) {
      if (its_handle == handle) return object;
    }
    return nullptr;
  }

  void remove(int handle) {
    std::erase_if(entries_, [handle](const auto& entry) { return entry.first == handle; });
  }

  // All that there are at the moment.
  std::vector<std::shared_ptr<T>> all() const {
    std::vector<std::shared_ptr<T>> objects;
    objects.reserve(entries_.size());
    for (const auto& entry : entries_) objects.push_back(entry.second);
    return objects;
  }

 private:
  std::vector<std::pair<int, std::shared_ptr<T>>> entries_;
  int last_ = 0;
};

}  // namespace tms
