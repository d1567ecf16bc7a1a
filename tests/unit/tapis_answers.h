// The answers of Tapis, as bodies with the real layout, status words and codes of the Systems service, of the token
// filter in front of it, and of the gateway. The prose between code and names is our own: nothing may depend on it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/text.h"
#include "core/tapis/http.h"

namespace tms {

// The envelope of the Systems service. `word` is what it writes as "status": "success", "error" or a reason phrase.
inline Reply envelope(int http_status, std::string_view word, std::string_view message,
                      std::string_view result = "null") {
  return HttpResponse{
      http_status, concat({"{\n  \"result\": ", result, ",\n  \"status\": \"", word, "\",\n  \"message\": \"", message,
                           "\",\n  \"version\": \"1.8.3\",\n  \"commit\": \"9a57c9d7\",\n"
                           "  \"build\": \"2025-04-29T13:47:25Z\",\n  \"metadata\": null\n}"})};
}

inline Reply text(int http_status, std::string_view body) { return HttpResponse{http_status, std::string(body)}; }

// The page that nginx answers with when it has nothing better.
inline Reply html(int http_status) {
  return text(http_status,
              concat({"<html>\r\n<head><title>", std::to_string(http_status), "</title></head>\r\n<body><center><h1>",
                      std::to_string(http_status), "</h1></center><hr><center>nginx</center></body>\r\n</html>\r\n"}));
}

// "CODE text names", the form of every message about a credential.
inline std::string credential_message(std::string_view code) {
  return concat({code,
                 " Something about a credential. jwtTenant: designsafe jwtUserId: jdoe OboTenant: designsafe "
                 "OboUser: jdoe System: stampede3 User: jdoe"});
}

// An outer code around an inner one, the form of a failed validation.
inline std::string wrapped_message(std::string_view outer, std::string_view inner) {
  return concat({credential_message(outer), " AuthnMethod: TMS_KEYS Message: ", credential_message(inner),
                 " Host: stampede3.tacc.utexas.edu"});
}

// ---- checkUserCredential

inline Reply credential_good() { return envelope(200, "success", credential_message("SYSAPI_CRED_OK")); }
inline Reply credential_missing() { return envelope(401, "Unauthorized", credential_message("SYSLIB_CRED_NOT_FOUND")); }
inline Reply refused_by_host() {
  return envelope(401, "error",
                  wrapped_message("SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_VALID_FAIL") +
                      " Message: No more authentication methods available");
}
inline Reply host_unreachable() {
  return envelope(401, "error", wrapped_message("SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_CONN_FAIL"));
}
inline Reply not_supported() {
  return envelope(401, "error", wrapped_message("SYSAPI_CRED_VALID_FAIL", "SYSLIB_CRED_NOT_SUPPORTED"));
}
inline Reply refused_for_an_unknown_reason() {
  return envelope(401, "error", credential_message("SYSLIB_CRED_NEVER_HEARD_OF"));
}
inline Reply check_failed_inside() { return envelope(500, "error", credential_message("SYSAPI_CRED_CHECK_ERROR")); }

// ---- createUserCredential, removeUserCredential

inline Reply created() { return envelope(201, "success", credential_message("SYSAPI_CRED_UPDATED")); }
inline Reply removed() { return envelope(201, "success", credential_message("SYSAPI_CRED_DELETED")); }
inline Reply create_refused_by_host() { return refused_by_host(); }

// How Tapis quotes what the Trust Manager System answered it: `tms` is "Code: 403 …".
inline Reply tms_answered(std::string_view tms, int http_status = 500) {
  return envelope(
      http_status, "Internal Server Error",
      concat({"SYSAPI_CRED_ERROR Not done. jwtTenant: designsafe jwtUser: jdoe OboTenant: designsafe OboUser: "
              "jdoe System: stampede3 User: jdoe Operation: createCred Error: "
              "SYSLIB_CRED_TMS_KEYS_HTTP_ERR TMS said no. jwtTenant: designsafe jwtUserId: jdoe OboTenant: "
              "designsafe OboUser: jdoe System: stampede3 TargetUser: jdoe TMS server URL: "
              "https://tms.example.org:3000 ",
              tms}));
}

// ---- getSystem

inline Reply system_with(std::string_view authn_method) {
  return envelope(200, "success", "TAPIS_FOUND System found: stampede3",
                  concat({"{\"isPublic\": true, \"isDynamicEffectiveUser\": true, \"tenant\": \"designsafe\", "
                          "\"id\": \"stampede3\", \"systemType\": \"LINUX\", \"host\": \"stampede3.tacc.utexas.edu\", "
                          "\"defaultAuthnMethod\": \"",
                          authn_method,
                          "\", \"authnCredential\": null, \"batchLogicalQueues\": [{\"name\": \"skx\", \"maxJobs\": "
                          "-1}], \"notes\": {\"defaultAuthnMethod\": \"CERT\"}, \"jobEnvVariables\": []}"}));
}
inline Reply no_such_system() {
  return envelope(404, "Not Found", "SYSAPI_NOT_FOUND jwtTenant: designsafe jwtUser: jdoe System: stampede3");
}

// ---- getSystems

// A page of these systems, each with its authentication method.
inline Reply systems_with(const std::vector<std::pair<std::string, std::string>>& methods) {
  std::string rows;
  for (const auto& [id, method] : methods) {
    rows += concat({rows.empty() ? "" : ", ", R"({"id": ")", id, R"(", "defaultAuthnMethod": ")", method, "\"}"});
  }
  return envelope(200, "success", "TAPIS_FOUND Systems found", concat({"[", rows, "]"}));
}

// ---- Any call

inline Reply credential_call_finds_no_system() { return envelope(404, "error", credential_message("SYSAPI_NOSYSTEM")); }
inline Reply not_permitted() { return envelope(403, "Forbidden", credential_message("SYSLIB_UNAUTH")); }

// The token filter answers with bare text, though the content type says JSON.
inline Reply token_filter(int http_status, std::string_view code) {
  return text(http_status, concat({code, " The token was not accepted. Reason: see the log."}));
}
inline Reply token_has_expired() { return token_filter(401, "TAPIS_SECURITY_JWT_EXPIRED"); }
inline Reply token_is_revoked() {
  return text(500, R"({"status":"error","message":"Token is revoked.","version":"26Q2.0","result":null})");
}

struct NamedReply {
  std::string name;
  Reply reply;
  std::string_view error;  // the name of the error that a call fails with
};

// What a second attempt may cure.
inline std::vector<NamedReply> transient_replies() {
  return {
      {"429", html(429), "service_unavailable"},
      {"502 page of nginx", html(502), "service_unavailable"},
      {"503", text(503, ""), "service_unavailable"},
      {"504", html(504), "service_unavailable"},
      {"empty 500", text(500, ""), "server_error"},
      {"500 page", html(500), "server_error"},
      {"500 envelope of a gateway", text(500, R"({"status":"error","message":"Oops.","version":"1","result":null})"),
       "server_error"},
      {"no answer", NoResponse::kNetwork, "network_error"},
      {"the host did not ask", HostFailure{"Your session has ended."}, "network_error"},
      {"timeout", NoResponse::kTimeout, "timeout"},
  };
}

// What a proxy may answer in JSON, with this status, which is no envelope of Tapis.
inline std::vector<NamedReply> foreign_json(int http_status) {
  const auto json = [&](std::string_view body) { return text(http_status, body); };
  return {
      {"a message alone", json(R"({"message":"Unauthorized"})"), ""},
      {"a message with an id", json(R"({"message":"No API key found","request_id":"f00"})"), ""},
      {"a number as status", json(R"({"status":401,"message":"SYSLIB_CRED_NOT_FOUND x","result":null})"), ""},
      {"Spring's", json(R"({"timestamp":1,"status":401,"error":"Unauthorized","message":"","path":"/v3"})"), ""},
      {"two members of Tapis", json(R"({"status":"error","message":"SYSLIB_CRED_NOT_FOUND x"})"), ""},
      {"the rest further inside", json(R"({"status":"error","message":"x","error":{"result":1,"metadata":1}})"), ""},
      {"OAuth's", json(R"({"error":"invalid_token","error_description":"x"})"), ""},
      {"empty", json("{}"), ""},
      {"a list", json(R"([{"status":"error","message":"x","metadata":null}])"), ""},
  };
}

// Everything that says that this token is no good.
inline std::vector<NamedReply> token_replies() {
  return {
      {"no token", token_filter(401, "TAPIS_SECURITY_MISSING_JWT_INFO"), "token_rejected"},
      {"malformed or badly signed", token_filter(401, "TAPIS_SECURITY_JWT_PARSE_ERROR"), "token_rejected"},
      {"expired", token_has_expired(), "token_expired"},
      {"alg none", token_filter(401, "TAPIS_SECURITY_JWT_INVALID_ALG"), "token_rejected"},
      {"no tenant claim", token_filter(401, "TAPIS_SECURITY_JWT_CLAIM_NOT_FOUND"), "token_rejected"},
      {"refresh token", token_filter(401, "TAPIS_SECURITY_JWT_INVALID_CLAIM"), "token_rejected"},
      {"unknown tenant, as 500", token_filter(500, "TAPIS_SECURITY_JWT_KEY_ERROR"), "token_rejected"},
      {"service token without headers", token_filter(401, "TAPIS_SECURITY_MISSING_HEADER"), "token_rejected"},
      {"user token with headers", token_filter(401, "TAPIS_SECURITY_UNEXPECTED_HEADER"), "token_rejected"},
      {"site admin tenant", token_filter(401, "TAPIS_SECURITY_USER_IN_ADMIN_TENANT"), "token_rejected"},
      {"wrong site", token_filter(401, "TAPIS_SECURITY_JWT_WRONG_SITE"), "token_rejected"},
      {"missing site", token_filter(401, "TAPIS_SECURITY_JWT_MISSING_SITE"), "token_rejected"},
      {"tenant not allowed", token_filter(401, "TAPIS_SECURITY_TENANT_NOT_ALLOWED"), "token_rejected"},
      {"source site service", token_filter(401, "TAPIS_SECURITY_SOURCE_SITE_SERVICE"), "token_rejected"},
      {"in quotes, with white space", text(401, "\r\n \"TAPIS_SECURITY_JWT_EXPIRED over.\"\n"), "token_expired"},
      {"in an envelope", envelope(401, "Unauthorized", "TAPIS_SECURITY_JWT_EXPIRED over."), "token_expired"},
      {"as 404", token_filter(404, "TAPIS_SECURITY_JWT_WRONG_SITE"), "token_rejected"},
      {"as 503", token_filter(503, "TAPIS_SECURITY_JWT_EXPIRED"), "token_expired"},
      {"in an envelope, as 403", envelope(403, "error", "TAPIS_SECURITY_JWT_WRONG_SITE"), "token_rejected"},
      {"revoked", token_is_revoked(), "token_rejected"},
      {"revoked, as the 400 behind the gateway", text(400, R"({"status":"error","message":"Token is revoked."})"),
       "token_rejected"},
      {"revoked, as bare text", text(500, "Token is revoked."), "token_rejected"},
      {"expired, by a kin of the code", token_filter(401, "TAPIS_SECURITY_TOKEN_EXPIRED"), "token_expired"},
      {"expired, in the JSON of somebody else", text(401, R"({"message":"TAPIS_SECURITY_JWT_EXPIRED x"})"),
       "token_expired"},
  };
}

}  // namespace tms
