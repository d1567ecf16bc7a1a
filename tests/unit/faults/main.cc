#include <gtest/gtest.h>

#include <exception>
#include <iostream>

#include "unit/faults/register.h"
#include "unit/faults/wire.h"

int main(int argc, char** argv) try {
  testing::InitGoogleTest(&argc, argv);
  if (argc != 2) {
    std::cerr << "Usage: faults_test FILE\n";
    return 2;
  }
  const tms::Wire wire = tms::read_wire(argv[1]);
  tms::register_faults(wire);
  tms::register_set_ups(wire);
  tms::register_sign_in_faults(wire.authenticator);
  return RUN_ALL_TESTS();
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
