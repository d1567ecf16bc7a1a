// The border between C++ and JavaScript: value objects and free functions, no logic. web/tms.js is written on top of
// it. Nothing throws across: every failure is a JsError, and one with an empty code is none.

#include <emscripten/bind.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>
#include <emscripten/val.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "browser/connection.h"
#include "browser/driver.h"
#include "core/check.h"
#include "core/error.h"
#include "core/establish.h"
#include "core/revoke.h"

using emscripten::val;

namespace {

using Ending = std::variant<tms::Outcome, tms::Error>;

// ---- What crosses the border

struct JsError {
  std::string code;
  int http_status = 0;
  std::string tapis_code;
  std::string server_message;
  std::string system_id;
  bool retryable = false;
  std::string message;
};

struct JsConnection {
  int handle = 0;
  std::string username;
  std::string tenant;
  std::string base_url;
  double expires_at = 0;
  JsError error;
};

struct JsOutcome {
  std::string system_id;
  std::string username;
  std::string status;
  std::string message;
  JsError error;
};

struct JsStep {
  std::string step;
  std::string message;
  int attempt = 1;
  double wait_ms = 0;
  std::string method;
  std::string path;
  bool is_answer = false;
  int http_status = 0;
  double milliseconds = 0;
  std::string tapis_code;
  std::string summary;
};

JsError to_js(const tms::Error& error, const tms::Subject& subject) {
  const tms::ErrorCodeInfo& code = info(error.code);
  return {.code = std::string(code.name),
          .http_status = error.http_status,
          .tapis_code = error.tapis_code,
          .server_message = error.server_message,
          .system_id = subject.system_id,
          .retryable = code.retryable,
          .message = message(error, subject)};
}

JsStep to_js(const tms::StepReport& report) {
  JsStep step{.step = report.step,
              .message = report.text,
              .attempt = report.attempt,
              .wait_ms = static_cast<double>(report.wait_ms),
              .method = std::string(name_of(report.method)),
              .path = report.target};
  if (report.response) {
    step.is_answer = true;
    step.http_status = report.response->http_status;
    step.milliseconds = report.response->elapsed_ms;
    step.tapis_code = report.response->tapis_code;
    step.summary = report.response->summary;
  }
  return step;
}

JsOutcome to_js(const Ending& result, const tms::Subject& subject) {
  JsOutcome js{.system_id = subject.system_id, .username = subject.username};
  if (const auto* outcome = std::get_if<tms::Outcome>(&result)) {
    js.status = name_of(outcome->status);
    js.message = message(*outcome, subject);
  } else {
    js.error = to_js(*std::get_if<tms::Error>(&result), subject);
  }
  return js;
}

// ---- What lives on this side, by handle

struct Module {
  std::map<int, std::shared_ptr<const tms::Connection>> connections;
  std::map<int, std::unique_ptr<tms::Driver>> operations;
  int last_handle = 0;
};

Module& module() {
  static Module instance;
  return instance;
}

// `token` is a Uint8Array. It is copied straight into memory that will be overwritten: a JavaScript string would leave
// a copy behind in the module's heap.
JsConnection connect(const val& token, const std::string& base_url, double timeout_ms, const val& allowed_origins) {
  tms::Secret secret(token["length"].as<std::size_t>());
  val(emscripten::typed_memory_view(secret.size(), secret.buffer())).call<void>("set", token);
  const tms::ConnectOptions options{.base_url = base_url,
                                    .timeout_ms = timeout_ms,
                                    .allowed_origins = emscripten::vecFromJSArray<std::string>(allowed_origins)};
  tms::Result<tms::Connection> connection = tms::connect(std::move(secret), options, emscripten_date_now());
  if (!connection) return {.error = to_js(connection.error(), {})};
  const int handle = ++module().last_handle;
  const tms::TokenClaims& claims = connection->token.claims();
  JsConnection js{.handle = handle,
                  .username = claims.username,
                  .tenant = claims.tenant,
                  .base_url = connection->base_url.text(),
                  .expires_at = claims.expires_at_ms};
  module().connections[handle] = std::make_shared<const tms::Connection>(std::move(*connection));
  return js;
}

// Starts an operation and returns its handle. The listener is told each step, and the end exactly once.
using MakeOperation = std::unique_ptr<tms::Operation> (*)(tms::OperationContext context);

int start(int connection, const tms::Subject& subject, const val& listener, MakeOperation make_operation) {
  const auto found = module().connections.find(connection);
  if (found == module().connections.end()) {
    listener.call<void>("onFinish", to_js(Ending{tms::Error{.code = tms::ErrorCode::kClosed}}, subject));
    return 0;
  }
  const int handle = ++module().last_handle;
  const tms::Driver::Listener to_listener{
      .on_step = [listener](const tms::StepReport& report) { listener.call<void>("onStep", to_js(report)); },
      .on_finish =
          [listener, subject, handle](const Ending& result) {
            const JsOutcome outcome = to_js(result, subject);
            module().operations.erase(handle);
            listener.call<void>("onFinish", outcome);
          }};
  auto operation = make_operation({.subject = subject,
                                   .token_expires_at_ms = found->second->token.claims().expires_at_ms,
                                   .seed = static_cast<std::uint32_t>(emscripten_random() * 1e9F)});
  auto& driver = module().operations[handle];
  driver = std::make_unique<tms::Driver>(found->second, std::move(operation), to_listener);
  driver->feed(tms::Started{});
  return handle;
}

template <class T, bool... options>
std::unique_ptr<tms::Operation> make(tms::OperationContext context) {
  return std::make_unique<T>(std::move(context), options...);
}

int establish(int connection, const std::string& system_id, const std::string& username, bool force,
              const val& listener) {
  return start(connection, {system_id, username}, listener,
               force ? make<tms::Establish, true> : make<tms::Establish, false>);
}

int revoke(int connection, const std::string& system_id, const std::string& username, const val& listener) {
  return start(connection, {system_id, username}, listener, make<tms::Revoke>);
}

int check(int connection, const std::string& system_id, const std::string& username, const val& listener) {
  return start(connection, {system_id, username}, listener, make<tms::Check>);
}

void cancel(int operation) {
  const auto found = module().operations.find(operation);
  if (found != module().operations.end()) found->second->feed(tms::CancelRequested{tms::ErrorCode::kCancelled});
}

// Ends what is under way and wipes the token.
void close(int connection) {
  const auto found = module().connections.find(connection);
  if (found == module().connections.end()) return;
  std::vector<int> under_way;
  for (const auto& [handle, driver] : module().operations) {
    if (&driver->connection() == found->second.get()) under_way.push_back(handle);
  }
  for (int handle : under_way) module().operations[handle]->feed(tms::CancelRequested{tms::ErrorCode::kClosed});
  module().connections.erase(connection);
}

}  // namespace

EMSCRIPTEN_BINDINGS(tms_credentials) {
  emscripten::value_object<JsError>("Error")
      .field("code", &JsError::code)
      .field("httpStatus", &JsError::http_status)
      .field("tapisCode", &JsError::tapis_code)
      .field("serverMessage", &JsError::server_message)
      .field("systemId", &JsError::system_id)
      .field("retryable", &JsError::retryable)
      .field("message", &JsError::message);
  emscripten::value_object<JsConnection>("Connection")
      .field("handle", &JsConnection::handle)
      .field("username", &JsConnection::username)
      .field("tenant", &JsConnection::tenant)
      .field("baseUrl", &JsConnection::base_url)
      .field("expiresAt", &JsConnection::expires_at)
      .field("error", &JsConnection::error);
  emscripten::value_object<JsOutcome>("Outcome")
      .field("systemId", &JsOutcome::system_id)
      .field("username", &JsOutcome::username)
      .field("status", &JsOutcome::status)
      .field("message", &JsOutcome::message)
      .field("error", &JsOutcome::error);
  emscripten::value_object<JsStep>("Step")
      .field("step", &JsStep::step)
      .field("message", &JsStep::message)
      .field("attempt", &JsStep::attempt)
      .field("waitMs", &JsStep::wait_ms)
      .field("method", &JsStep::method)
      .field("path", &JsStep::path)
      .field("isAnswer", &JsStep::is_answer)
      .field("httpStatus", &JsStep::http_status)
      .field("milliseconds", &JsStep::milliseconds)
      .field("tapisCode", &JsStep::tapis_code)
      .field("summary", &JsStep::summary);

  emscripten::function("connect", &connect);
  emscripten::function("close", &close);
  emscripten::function("establish", &establish);
  emscripten::function("revoke", &revoke);
  emscripten::function("check", &check);
  emscripten::function("cancel", &cancel);
}
