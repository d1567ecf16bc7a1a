// What must hold for every input. Unlike assert(), it is never compiled out; libFuzzer keeps the input that breaks it.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace tms {

inline void require(bool holds, const char* rule) {
  if (holds) return;
  static_cast<void>(std::fprintf(stderr, "Broken: %s\n", rule));
  std::abort();
}

}  // namespace tms
