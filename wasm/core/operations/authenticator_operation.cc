#include "core/operations/authenticator_operation.h"

namespace tms {

Answer AuthenticatorOperation::read(RequestId /*call*/, const Reply& reply) {
  Answer answer;
  summary_ = "";
  result_ = end_by(reply, answer, summary_);
  return answer;
}

void AuthenticatorOperation::on_final_answer(RequestId /*call*/, const Answer& /*answer*/) {
  finish(std::move(result_));
}

}  // namespace tms
