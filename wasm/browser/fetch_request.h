// One HTTP request carried out with Emscripten fetch: adds the token, bounds the answer, and can be aborted. The traps
// of that API (it is XMLHttpRequest underneath) are dealt with here and nowhere else.
#pragma once

#include <emscripten/fetch.h>

#include <memory>
#include <string>

#include "browser/connection.h"
#include "browser/request.h"

namespace tms {

class FetchRequest final : public Request {
 public:
  FetchRequest(RequestId id, std::shared_ptr<const Connection> connection, HttpRequest request, Owner& owner);
  ~FetchRequest() override;  // aborts a request that is still under way

 private:
  static void on_end(emscripten_fetch_t* fetch);
  static void on_progress(emscripten_fetch_t* fetch);

  Reply read_reply() const;

  const std::shared_ptr<const Connection> connection_;
  const HttpRequest request_;  // Emscripten does not copy the body, so it must stay
  const std::string url_;
  emscripten_fetch_t* fetch_ = nullptr;
};

}  // namespace tms
