// The tests of this program are made of what is in the file that it reads, so they are registered when it runs.
#pragma once

#include "unit/faults/wire.h"

namespace tms {

// `wire` outlives the tests.
void register_faults(const Wire& wire);
void register_set_ups(const Wire& wire);
void register_sign_in_faults(const AuthenticatorWire& wire);

}  // namespace tms
