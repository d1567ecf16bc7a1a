#include "core/operations/authenticator_operation.h"

namespace tms {

Answer AuthenticatorOperation::read(RequestId /*call*/, const Reply& reply) {
  End end = end_by(reply);
  summary_ = end.summary;
  result_ = std::move(end.result);
  return std::move(end.answer);
}

void AuthenticatorOperation::on_final_answer(RequestId /*call*/, const Answer& /*answer*/) {
  finish(std::move(result_));
}

}  // namespace tms
