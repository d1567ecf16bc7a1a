#include "core/tapis/error.h"

#include "core/base/text.h"

namespace tms {
namespace {

// Why Tapis did not accept the token, as far as its code tells.
std::string_view rejection(const Error& error) {
  if (error.tapis_code == "TAPIS_SECURITY_JWT_PARSE_ERROR") {
    return "Tapis could not verify this token: it is damaged, or another authority signed it.";
  }
  if (error.tapis_code == "TAPIS_SECURITY_JWT_KEY_ERROR") {
    return "Tapis does not know the tenant that this token was issued for.";
  }
  if (error.tapis_code == "TAPIS_SECURITY_JWT_INVALID_CLAIM") {
    return "Tapis did not accept what this token claims. Make sure that it is an access token.";
  }
  if (error.http_status == 400) return "Tapis does not accept this token any more, so there was nothing to revoke.";
  if (error.tapis_code.empty()) return "This token has been revoked.";
  return "Tapis did not accept this token.";
}

std::string_view or_else(std::string_view text, std::string_view otherwise) { return text.empty() ? otherwise : text; }

std::string on_system(const Subject& subject) {
  return subject.system_id.empty() ? "" : concat({" on ", subject.system_id});
}

bool ends_sentence(std::string_view text) {
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("…");
}

// Why there are no new credentials, as far as the code tells.
std::string refusal(const Error& error, const Subject& subject, std::string_view system) {
  const std::string_view code = error.tapis_code;
  const std::string you = concat({"you have an account and an allocation there under the name ", subject.username});
  if (code.ends_with("_TENANT_NOT_ALLOWED")) {
    return concat({error.detail.empty() ? "Your tenant" : concat({"The tenant ", error.detail}),
                   " may not use the Trust Manager System, so nothing new is set up on ", system,
                   ". Only TACC can allow it: send them the details."});
  }
  if (code.ends_with("_TMS_KEYS_NOT_ALLOWED")) {
    return concat(
        {"Tapis makes no keys for ", system,
         ", since it has one account for all, or another login name is set for you there. Ask the owner of the "
         "system, or in a ticket, how to authenticate there."});
  }
  if (code.ends_with("_TMS_KEYS_INVALID_SYS_TYPE")) {
    return concat({"Tapis makes no keys for ", system,
                   ", since it is of a type that does not use them. Ask the owner of the system to correct its "
                   "definition, or submit a ticket."});
  }
  if (code.ends_with("_TMS_KEYS_NOT_CFG")) {
    return concat({"This Tapis is not connected to the Trust Manager System, so nothing new is set up on ", system,
                   ". Only TACC can connect it: send them the details."});
  }
  if (code.ends_with("_HTTP_ERR") && !error.detail.empty()) {
    const bool lacks_record = error.detail.find("dependency") != std::string::npos;
    return concat({"The Trust Manager System made no key for ", system, ": “", error.detail, "”. ",
                   lacks_record ? concat({"It has no valid record of you, and only TACC can add one. First check that "
                                          "multi-factor authentication is set up for your account and that ",
                                          you, "; then send TACC the details."})
                                : concat({"If ", you, ", send TACC the details."})});
  }
  if (code == "SYSLIB_CRED_VALID_FAIL" || code == "SYSAPI_CRED_VALID_FAIL") {
    return concat({"The host of ", system, " refused the new key, so nothing new is set up. If ", you,
                   ", wait some minutes and try again, for a new account or key takes that long to be known there",
                   "; if it stays, send TACC the details."});
  }
  return concat({"Tapis refused to make credentials", on_system(subject), ", so nothing new is set up. Make sure that ",
                 you, "; if you have, send TACC the details."});
}

}  // namespace

std::string message(const Error& error, const Subject& subject) {
  const std::string_view system = or_else(subject.system_id, "the system");
  const std::string status = std::to_string(error.http_status);
  switch (error.code) {
    case ErrorCode::kInvalidArgument:
      return error.detail;
    case ErrorCode::kClosed:
      return concat({"This connection to Tapis is closed. Connect again.", error.detail});
    case ErrorCode::kCancelled:
      return concat({"Cancelled.", error.detail});
    case ErrorCode::kTokenMalformed:
      return concat({error.detail, " Copy the whole access token and connect again."});
    case ErrorCode::kTokenExpired:
      return concat({"Your Tapis token has expired. Get a new one and connect again.", error.detail});
    case ErrorCode::kTokenRejected:
      return concat({rejection(error), " Get a new token and connect again.", error.detail});
    case ErrorCode::kSignInExpired:
      return "The code to sign in with has ended, or Tapis does not know it any more. Start again.";
    case ErrorCode::kSignInRefused:
      return concat({"Tapis does not let people sign in from here: “", error.detail,
                     "”. Nothing that you do can change that: send the details to those who run this page."});
    case ErrorCode::kForbidden:
      return concat(
          {"Tapis does not allow this", on_system(subject),
           ". You can manage your own credentials only, on systems that you may use. If you should have access, "
           "ask the owner of the system, or submit a ticket."});
    case ErrorCode::kSystemNotFound:
      return concat({"Tapis has no system named ", system,
                     " in your tenant. Check the spelling, and that your token is for the right tenant."});
    case ErrorCode::kAuthnMethodUnsupported:
      return concat({"Tapis cannot make keys for ", system, ": ",
                     error.detail.empty() ? "its type or authentication method does not use them"
                                          : concat({"it uses ", error.detail, ", not TMS_KEYS"}),
                     ", so no credentials were stored. Ask its owner, or in a ticket, how to authenticate there."});
    case ErrorCode::kCredentialRefused:
      return refusal(error, subject, system);
    case ErrorCode::kHostUnreachable:
      return concat({"The host of ", system,
                     " did not answer, so credentials could not be tested, and no new ones were stored. Nothing is for "
                     "you to do but to try again later; if it stays, ask the owner of the system, or "
                     "submit a ticket."});
    case ErrorCode::kTmsUnavailable:
      return concat(
          {"The Trust Manager System could not make a key for ", system,
           ", so no credentials were stored. Try again in a few minutes; if it stays, send TACC the details."});
    case ErrorCode::kServerError:
      if (!error.server_message.empty() || !error.detail.empty()) {
        return concat({"Tapis ran into an internal error (HTTP ", status,
                       "). Try again in a few minutes; if it stays, send TACC the details.", error.detail});
      }
      return concat({"Tapis ran into an internal error and did not say which (HTTP ", status,
                     "). A revoked token can look like this: get a new token first, then try again."});
    case ErrorCode::kServiceUnavailable:
      return concat({"Tapis is busy or not available at the moment (HTTP ", status,
                     "). Nothing is for you to do but to try again in a few minutes.", error.detail});
    case ErrorCode::kInvalidResponse:
      return concat({"Something answered in a way that Tapis does not",
                     error.http_status == 0 ? "" : concat({" (HTTP ", status, ")"}),
                     ". A proxy or a sign-in page of your network may be in between: check the connection and try "
                     "again; if it stays, send TACC the details.",
                     error.detail});
    case ErrorCode::kNetworkError:
      if (!error.host_message.empty()) {
        return concat({"This site could not carry out the request: ", error.host_message,
                       ends_sentence(error.host_message) ? "" : ".", error.detail});
      }
      return concat({"There was no answer from Tapis. Check your network connection and try again.", error.detail});
    case ErrorCode::kTimeout:
      return concat({"Tapis did not answer in time. Try again in a few minutes.", error.detail});
  }
  return "";
}

}  // namespace tms
