// The path that the three credential calls share.
#pragma once

#include <string>

#include "core/tapis/error.h"

namespace tms {

// "/v3/systems/credential/{systemId}/user/{userName}", each segment percent-encoded.
std::string credential_path(const Subject& subject);

}  // namespace tms
