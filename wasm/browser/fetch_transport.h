// Requests carried out with Emscripten fetch: adds the token and bounds the answer. The traps of that API (it is
// XMLHttpRequest underneath) are dealt with here and in fetch_library.js, and nowhere else.
#pragma once

#include <memory>
#include <vector>

#include "driver/connection.h"
#include "driver/transport.h"

namespace tms {

class FetchTransport final : public Transport {
 public:
  FetchTransport(std::shared_ptr<const Connection> connection, Inbox& inbox);
  ~FetchTransport() override;

  void send(Ticket ticket, HttpRequest request) override;
  void close(Ticket ticket) override;

 private:
  class Exchange;

  const std::shared_ptr<const Connection> connection_;
  Inbox& inbox_;
  std::vector<std::unique_ptr<Exchange>> exchanges_;
};

}  // namespace tms
