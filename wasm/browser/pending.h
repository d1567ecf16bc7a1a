// Something that the browser does for an operation and that ends with its owner: a request or a timer.
#pragma once

namespace tms {

class Pending {
 public:
  Pending() = default;
  Pending(const Pending&) = delete;
  Pending& operator=(const Pending&) = delete;
  virtual ~Pending() = default;
};

}  // namespace tms
