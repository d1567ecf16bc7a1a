// Reads URLs from standard input, each ended by a NUL, and writes a line for each: what the core takes it for, or "-".
#include <iostream>
#include <string>

#include "core/tapis/base_url.h"

int main() {
  for (std::string url; std::getline(std::cin, url, '\0');) {
    const tms::Result<tms::BaseUrl> base = tms::parse_base_url(url);
    std::cout << (base ? base->text() : "-") << '\n';
  }
}
