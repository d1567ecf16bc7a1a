// A list of systems as one text, so that ten thousand rows cross to JavaScript in one piece: rows end with U+001E
// (record separator), fields with U+001F (unit separator); these two are blanks where they stand inside a field.
#pragma once

#include <string>

#include "core/system_list.h"

namespace tms {

// Fields: id, host, description, owner, systemType, canExec, enabled, defaultAuthnMethod, isDynamicEffectiveUser,
// hasCredentials. Booleans are "1" and "0"; what is not known is "".
std::string to_table(const SystemList& list);

}  // namespace tms
