#include "driver/host_transport.h"

#include <utility>

namespace tms {

Reply HostTransport::reply_of(int status, std::string body) {
  constexpr int kFirstStatus = 100;
  constexpr int kLastStatus = 599;
  if (status == 0 && !body.empty()) return HostFailure{std::move(body)};
  if (status == 0) return NoResponse::kNetwork;
  if (status < kFirstStatus || status > kLastStatus) return NoResponse::kUnreadable;
  if (body.size() > kMaxBody) return NoResponse::kTooLarge;
  return HttpResponse{.status = status, .body = std::move(body)};
}

}  // namespace tms
