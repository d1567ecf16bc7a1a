#include "core/calls/credential_path.h"

#include "core/base/text.h"
#include "core/tapis/identifiers.h"

namespace tms {

std::string credential_path(const Subject& subject) {
  return concat(
      {"/v3/systems/credential/", percent_encode(subject.system_id), "/user/", percent_encode(subject.username)});
}

}  // namespace tms
