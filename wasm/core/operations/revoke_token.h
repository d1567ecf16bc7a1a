// Have Tapis revoke a token, so that nobody can use it any more.
//
//   success         done
//   transient       asked again, as reads are: to revoke twice is to revoke
//   refused         token_rejected: Tapis does not accept it any more
//   anything else   its error, with the word that it is not known whether the token was revoked
//
// What a server repeats of the token is in no error.
#pragma once

#include "core/calls/revoke_token.h"
#include "core/operations/authenticator_operation.h"

namespace tms {

class RevokeToken final : public AuthenticatorOperation {
 public:
  // `what`: "access token" or "refresh token", for people.
  RevokeToken(OperationContext context, Secret token, std::string_view what);

 private:
  void start() override;
  Finish::Result end_by(const Reply& reply, Answer& answer, std::string_view& summary) override;

  const Secret token_;
};

}  // namespace tms
