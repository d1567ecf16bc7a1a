#include "browser/host_request.h"

#include <utility>

namespace tms {

HostRequest::HostRequest(RequestId id, const HttpRequest& request, double timeout_ms, std::shared_ptr<Host> host,
                         Owner& owner)
    : Request(id, timeout_ms, owner), host_(std::move(host)) {
  host_->on_request(id, request);
}

HostRequest::~HostRequest() { host_->on_request_over(id()); }

void HostRequest::answer(HttpResponse&& response) {
  if (response.status == 0) return end(NoResponse::kNetwork);
  if (response.body.size() > kMaxBody) return end(NoResponse::kTooLarge);
  end(std::move(response));
}

}  // namespace tms
