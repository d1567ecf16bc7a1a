// FunctionRef<R(Args...)>: a parameter that is called, as std::function_ref of C++26. Unlike std::function it owns
// nothing, so what it refers to must outlive it, and it costs a browser no code to copy and destroy.
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace tms {

template <class Signature>
class FunctionRef;

template <class R, class... Args>
class FunctionRef<R(Args...)> {
 public:
  FunctionRef(std::nullptr_t) {}  // NOLINT(google-explicit-constructor): calls nothing, and says so

  template <class Function>
    requires(!std::is_same_v<Function, FunctionRef>)
  FunctionRef(const Function& function)  // NOLINT(google-explicit-constructor): an argument is written as a lambda
      : function_(std::addressof(function)), call_([](const void* object, Args... args) -> R {
          return (*static_cast<const Function*>(object))(std::forward<Args>(args)...);
        }) {}

  explicit operator bool() const { return call_ != nullptr; }

  // Precondition: it refers to something.
  R operator()(Args... args) const { return call_(function_, std::forward<Args>(args)...); }

 private:
  const void* function_ = nullptr;
  R (*call_)(const void* object, Args... args) = nullptr;
};

}  // namespace tms
