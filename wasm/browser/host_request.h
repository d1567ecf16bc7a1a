// One HTTP request that the host of the module carries out, who has a way to Tapis of his own and adds the token there.
#pragma once

#include <memory>

#include "browser/request.h"

namespace tms {

class HostRequest final : public Request {
 public:
  class Host {
   public:
    virtual ~Host() = default;
    virtual void on_request(RequestId id, const HttpRequest& request) = 0;  // answered later by answer()
    virtual void on_request_over(RequestId id) = 0;                         // nobody waits for it any more
  };

  HostRequest(RequestId id, const HttpRequest& request, double timeout_ms, std::shared_ptr<Host> host, Owner& owner);
  ~HostRequest() override;

  void answer(HttpResponse&& response) override;  // status 0: there is none

 private:
  const std::shared_ptr<Host> host_;
};

}  // namespace tms
