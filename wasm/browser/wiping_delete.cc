// What is freed is overwritten first. A token comes in the body of an answer, through the JSON lexer and many a buffer
// that grows: so no copy stays behind, whoever made it.

#include <malloc.h>

#include <cstdlib>
#include <cstring>

void operator delete(void* block) noexcept {
  if (block == nullptr) return;
  std::memset(block, 0, malloc_usable_size(block));
  asm volatile("" : : "r"(block) : "memory");  // else a compiler leaves out what nobody reads
  std::free(block);
}

void operator delete(void* block, std::size_t /*size*/) noexcept { operator delete(block); }
