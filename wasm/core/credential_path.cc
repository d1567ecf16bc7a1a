#include "core/credential_path.h"

#include "core/identifiers.h"
#include "core/text.h"

namespace tms {

std::string credential_path(const Subject& subject) {
  return concat(
      {"/v3/systems/credential/", percent_encode(subject.system_id), "/user/", percent_encode(subject.username)});
}

}  // namespace tms
