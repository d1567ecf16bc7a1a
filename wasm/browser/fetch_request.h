// One HTTP request carried out with Emscripten fetch: adds the token, keeps the time, bounds the answer, and can be
// aborted. The traps of that API (it is XMLHttpRequest underneath) are dealt with here and nowhere else.
#pragma once

#include <emscripten/fetch.h>

#include <memory>
#include <optional>
#include <string>

#include "browser/connection.h"
#include "browser/pending.h"
#include "browser/timer.h"
#include "core/http.h"

namespace tms {

class FetchRequest final : public Pending, private Timer::Owner {
 public:
  // An answer with a larger body is given up.
  static constexpr std::size_t kMaxBody = 8388608;  // 8 MiB

  class Owner {
   public:
    // Called once, and never after the request was destroyed. May destroy the request.
    virtual void on_reply(RequestId id, Reply reply, double elapsed_ms) = 0;

   protected:
    ~Owner() = default;
  };

  FetchRequest(RequestId id, std::shared_ptr<const Connection> connection, HttpRequest request, Owner& owner);
  ~FetchRequest() override;  // aborts a request that is still under way

 private:
  static void on_end(emscripten_fetch_t* fetch);
  static void on_progress(emscripten_fetch_t* fetch);
  void on_timer(RequestId id) override;

  Reply read_reply() const;
  void end(Reply reply);
  void release();

  const std::shared_ptr<const Connection> connection_;
  const HttpRequest request_;  // Emscripten does not copy the body, so it must stay
  const std::string url_;
  Owner& owner_;
  double started_at_ms_;
  std::optional<Timer> timeout_;  // Emscripten's own timeout cannot be told from a lost connection
  emscripten_fetch_t* fetch_ = nullptr;
};

}  // namespace tms
