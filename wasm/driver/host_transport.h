// Requests that the host of the module carries out, who has a way to Tapis of his own and adds the token there.
#pragma once

#include <memory>

#include "driver/transport.h"

namespace tms {

class HostTransport final : public Transport {
 public:
  class Host {
   public:
    Host() = default;
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    virtual ~Host() = default;
    virtual void on_request(unsigned serial, const HttpRequest& request) = 0;
    virtual void on_request_over(unsigned serial) = 0;  // answered, or nobody waits for it any more
  };

  explicit HostTransport(std::shared_ptr<Host> host) : host_(std::move(host)) {}

  void send(Ticket ticket, HttpRequest request) override { host_->on_request(ticket.serial, request); }
  void close(Ticket ticket) override { host_->on_request_over(ticket.serial); }

  // What the host says came of a request. Status 0: no answer, and the text says why, or nothing. What cannot be an
  // answer of HTTP is unreadable.
  static Reply reply_of(int status, std::string body);

 private:
  const std::shared_ptr<Host> host_;
};

}  // namespace tms
