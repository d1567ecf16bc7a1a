// getSystem: GET /v3/systems/{systemId}, for the one attribute that decides whether Tapis can make keys.
#pragma once

#include <string>

#include "core/tapis/answer.h"
#include "core/tapis/http.h"

namespace tms {

// All attributes are asked for (the default): an explicit selection was seen to turn booleans into strings.
HttpRequest get_system_request(const std::string& system_id);

// Of what is shown of an authentication method; the longest has ten characters.
inline constexpr std::size_t kMaxMethod = 40;

struct SystemDefinition {
  std::string default_authn_method;  // PASSWORD, PKI_KEYS, ACCESS_KEY, TOKEN, TMS_KEYS, CERT

  bool uses_tms_keys() const { return default_authn_method == "TMS_KEYS"; }
};

// Errors: about the token, forbidden, system_not_found, server_error, service_unavailable, invalid_response,
// network_error, timeout.
Reading<SystemDefinition> interpret_system(const Reply& reply);

}  // namespace tms
