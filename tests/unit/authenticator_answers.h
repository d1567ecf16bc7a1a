// The answers of Tapis's Authenticator, in its own envelope. Every refusal is a 400, and only the message tells them
// apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.h"
#include "core/tapis/http.h"
#include "unit/example_token.h"

namespace tms {

inline Reply of_authenticator(int http_status, std::string_view word, std::string_view message,
                              std::string_view result = "null") {
  return HttpResponse{http_status, concat({R"({"message": ")", message, R"(", "metadata": {}, "result": )", result,
                                           R"(, "status": ")", word, R"(", "version": "dev"})"})};
}

inline Reply refused(std::string_view message) { return of_authenticator(400, "error", message); }

inline constexpr std::string_view kUserCode = "KbRsTuVx";
inline constexpr std::string_view kDeviceCode = "Aq3Zx9Lm2Rt7Yb5Nc8Vd1Ws6Ke4Jf0Gh2Ui7Op9TX";
inline constexpr std::string_view kVerificationUrl =
    "https://designsafe.tapis.io/v3/oauth2/device?client_id=designsafe.page";

// The members of a good code, one of them with another value: JSON, "" to leave it out.
inline std::string code_with(std::string_view member = "", std::string_view value = "") {
  struct Member {
    std::string_view name;
    std::string value;
  };
  const std::vector<Member> members = {
      {"client_id", R"("designsafe.page")"},
      {"user_code", concat({"\"", kUserCode, "\""})},
      {"device_code", concat({"\"", kDeviceCode, "\""})},
      {"verification_uri", concat({"\"", kVerificationUrl, "\""})},
      {"expires_in", R"("Fri, 27 Nov 2026 13:10:00 GMT")"},
  };
  std::string text;
  for (const Member& one : members) {
    const std::string_view its = one.name == member ? value : std::string_view(one.value);
    if (!its.empty()) text += concat({text.empty() ? "" : ", ", "\"", one.name, "\": ", its});
  }
  return concat({"{", text, "}"});
}
inline Reply code_given() { return of_authenticator(200, "success", "Code made.", code_with()); }

inline std::string refresh_token() { return token_with(R"({"sub":"jdoe@designsafe","tapis/token_type":"refresh"})"); }

inline Reply tokens_of(std::string_view access_token, std::string_view refresh_token, int http_status = 200) {
  return of_authenticator(
      http_status, "success", "Token created.",
      concat({R"({"access_token": {"access_token": ")", access_token,
              R"(", "expires_at": "2026-12-27T13:00:00+00:00", "expires_in": 2592000, "jti": "1"}, "refresh_token": )"
              R"({"refresh_token": ")",
              refresh_token, R"(", "expires_at": "2027-11-27T13:00:00+00:00", "expires_in": 31536000, "jti": "2"}})"}));
}
inline Reply tokens_given() { return tokens_of(token_with(kAccessClaims), refresh_token()); }
inline Reply not_ready() { return refused("device code not ready."); }

// What ends any call to the Authenticator in the same way.
struct Failure {
  std::string_view name;
  Reply reply;
  std::string_view error;
};
inline std::vector<Failure> failures_on_the_way() {
  return {
      {"no answer", NoResponse::kNetwork, "network_error"},
      {"no answer in time", NoResponse::kTimeout, "timeout"},
      {"too large", NoResponse::kTooLarge, "invalid_response"},
      {"redirected", NoResponse::kRedirected, "invalid_response"},
      {"429", HttpResponse{429, "<html>"}, "service_unavailable"},
      {"429 in an envelope", of_authenticator(429, "error", "Slow down."), "service_unavailable"},
      {"502", HttpResponse{502, "<html>"}, "service_unavailable"},
      {"503", HttpResponse{503, ""}, "service_unavailable"},
      {"504", HttpResponse{504, "<html>"}, "service_unavailable"},
      {"500", HttpResponse{500, ""}, "server_error"},
      {"500 about a token", HttpResponse{500, "Token is revoked."}, "server_error"},
      {"a page of a proxy, 200", HttpResponse{200, "<html>"}, "invalid_response"},
      {"a page of a proxy, 400", HttpResponse{400, "<html>"}, "invalid_response"},
      {"a page of a proxy, 403", HttpResponse{403, "<html>"}, "invalid_response"},
      {"a page of a proxy, 404", HttpResponse{404, "<html>"}, "invalid_response"},
      {"JSON of a proxy, 401", HttpResponse{401, R"({"message":"Unauthorized"})"}, "invalid_response"},
      {"a filter for tokens, which are not sent", HttpResponse{401, "TAPIS_SECURITY_MISSING_JWT_INFO x"},
       "invalid_response"},
      {"an error called 200", of_authenticator(200, "error", "x"), "invalid_response"},
      {"no JSON", HttpResponse{200, "ok"}, "invalid_response"},
  };
}

}  // namespace tms
