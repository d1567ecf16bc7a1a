// A way to Tapis. There are two: Emscripten fetch, which adds the token (browser/fetch_transport.h), and whatever the
// host of the module has (host_transport.h).
//
// A transport never tells from inside a call into it: how a request ended is posted to the Inbox and handled later,
// from an empty stack. So send() and close() may be called from anywhere and in any order, and an answer that comes
// synchronously, twice, too late or never does no harm.
#pragma once

#include <cstddef>

#include "core/tapis/http.h"

namespace tms {

// Names one thing under way, a request or a wait. Never used twice, so what comes late finds nothing.
struct Ticket {
  int operation;  // its handle
  unsigned serial;

  bool operator==(const Ticket&) const = default;
};

// Where everything that happens outside is told. May be called from anywhere, at any time: nothing is handled before
// the caller is done.
class Inbox {
 public:
  virtual void reply_arrived(Ticket ticket, Reply reply) = 0;
  virtual void timer_rang(Ticket ticket) = 0;

 protected:
  ~Inbox() = default;
};

// An answer with a larger body is given up.
inline constexpr std::size_t kMaxBody = 8388608;  // 8 MiB

class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;  // gives up what is under way

  // Carries the request out. Its reply is posted under `ticket`.
  virtual void send(Ticket ticket, HttpRequest request) = 0;

  // The request was answered, or nobody waits for it any more: then it is given up. Called once for each that was sent.
  virtual void close(Ticket ticket) = 0;
};

}  // namespace tms
