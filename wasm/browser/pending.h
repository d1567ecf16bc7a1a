// Something that the browser does for an operation and that ends with its owner: a request or a timer.
#pragma once

#include "core/http.h"
#include "core/operation.h"

namespace tms {

class Pending {
 public:
  explicit Pending(RequestId id) : id_(id) {}
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;
  virtual ~Pending() = default;

  RequestId id() const { return id_; }

  // For a request that the host carries out; all others have their answer from the browser.
  virtual void answer(HttpResponse&& /*response*/) {}

 private:
  const RequestId id_;
};

}  // namespace tms
