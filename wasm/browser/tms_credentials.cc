// The border between C++ and JavaScript: value objects and free functions, no logic. web/tms.js is written on top of
// it. Nothing throws across: every failure is a JsError, and one with an empty code is none.

#include <emscripten/bind.h>
#include <emscripten/emscripten.h>
#include <emscripten/val.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "browser/browser_platform.h"
#include "browser/fetch_transport.h"
#include "core/check.h"
#include "core/error.h"
#include "core/establish.h"
#include "core/identifiers.h"
#include "core/list_systems.h"
#include "core/revoke.h"
#include "core/setup.h"
#include "driver/connection.h"
#include "driver/handle_table.h"
#include "driver/host_transport.h"
#include "driver/runner.h"

using emscripten::val;

namespace {

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
};

struct JsSetupResult {
  std::string system_id;
  std::string status;
  JsError error;
};

struct JsSystem {
  std::string id;
  std::string host;
  std::string description;
  std::string owner;
  std::string system_type;
  bool can_exec = false;
  bool enabled = false;
  std::string default_authn_method;
  bool is_dynamic_effective_user = false;
  int has_credentials = 0;  // 1: it has, 0: it has not, -1: not told
};

struct JsStep {
  std::string step;
  std::string system_id;
  std::string message;
  int attempt = 0;
  double wait_ms = 0;
  std::string method;
  std::string path;
  // Of the response; all empty while it is being asked.
  bool is_answered = false;
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
          // What is too long for an id may be a token in the wrong place, and is not repeated.
          .system_id = subject.system_id.size() > tms::kMaxSystemId ? "" : subject.system_id,
          .retryable = code.retryable,
          .message = message(error, subject)};
}

JsStep to_js(const tms::StepReport& report) {
  const tms::StepReport::Response response = report.response.value_or(tms::StepReport::Response());
  return {.step = report.step,
          .system_id = report.subject.system_id,
          .message = report.text,
          .attempt = report.attempt,
          .wait_ms = static_cast<double>(report.wait_ms),
          .method = std::string(name_of(report.method)),
          .path = report.target,
          .is_answered = report.response.has_value(),
          .http_status = response.http_status,
          .milliseconds = response.elapsed_ms,
          .tapis_code = response.tapis_code,
          .summary = response.summary};
}

JsSystem to_js(const tms::SystemRow& row) {
  return {.id = row.id,
          .host = row.host,
          .description = row.description,
          .owner = row.owner,
          .system_type = row.system_type,
          .can_exec = row.can_exec,
          .enabled = row.enabled,
          .default_authn_method = row.default_authn_method,
          .is_dynamic_effective_user = row.is_dynamic_effective_user,
          .has_credentials = row.has_credentials ? static_cast<int>(*row.has_credentials) : -1};
}

JsOutcome to_js(const tms::Outcome& outcome, const tms::Subject& subject) {
  return {.system_id = subject.system_id,
          .username = subject.username,
          .status = std::string(name_of(outcome.status)),
          .message = message(outcome, subject)};
}

JsSetupResult to_js(const tms::SetupResult& result, const std::string& username) {
  const bool is_good = result.status == tms::SetupStatus::kExists || result.status == tms::SetupStatus::kCreated;
  return {.system_id = result.system_id,
          .status = std::string(name_of(result.status)),
          .error = is_good ? JsError() : to_js(result.error, {result.system_id, username})};
}

// ---- What lives on this side, by handle

void run_posted();

struct Module {
  tms::HandleTable<tms::Connection> connections;
  tms::BrowserPlatform platform{&run_posted};
  tms::Runner runner{platform};
};

Module& module() {
  static Module instance;
  return instance;
}

void run_posted() { module().runner.run(); }

JsConnection open(tms::Result<tms::AccessToken> token, const std::string& base_url, double timeout_ms,
                  const val& allowed_origins) {
  const tms::ConnectOptions options{.base_url = base_url,
                                    .timeout_ms = timeout_ms,
                                    .allowed_origins = emscripten::vecFromJSArray<std::string>(allowed_origins)};
  tms::Result<tms::Connection> connection = tms::connect(std::move(token), options);
  if (!connection) return {.error = to_js(connection.error(), {})};
  const auto kept = std::make_shared<tms::Connection>(std::move(*connection));
  const tms::TokenClaims& claims = kept->token.claims();
  return {.handle = module().connections.add(kept),
          .username = claims.username,
          .tenant = claims.tenant,
          .base_url = kept->base_url.text(),
          .expires_at = claims.expires_at_ms};
}

// `token` is a Uint8Array. It is copied straight into memory that will be overwritten: a JavaScript string would leave
// a copy behind in the module's heap.
JsConnection connect(const val& token, const std::string& base_url, double timeout_ms, const val& allowed_origins) {
  tms::Secret secret(token["length"].as<std::size_t>());
  val(emscripten::typed_memory_view(secret.size(), secret.buffer())).call<void>("set", token);
  return open(tms::AccessToken::parse(std::move(secret)), base_url, timeout_ms, allowed_origins);
}

// The token is the host's: the listener of each operation is asked to carry the requests out.
JsConnection connect_through_host(const std::string& username, const std::string& tenant, double expires_at,
                                  const std::string& base_url, double timeout_ms, const val& allowed_origins) {
  tms::TokenClaims claims{.username = username, .tenant = tenant, .issuer = "", .expires_at_ms = expires_at};
  return open(tms::AccessToken::held_by_host(std::move(claims)), base_url, timeout_ms, allowed_origins);
}

// Tells the listener how an operation ended: one of onOutcome, onSystems, onResults or onError, once.
void tell_end(const val& listener, const tms::Finish::Result& result, const tms::Subject& subject) {
  if (const auto* outcome = std::get_if<tms::Outcome>(&result)) {
    listener.call<void>("onOutcome", to_js(*outcome, subject));
  } else if (const auto* systems = std::get_if<std::shared_ptr<const tms::SystemList>>(&result)) {
    val array = val::array();
    for (const tms::SystemRow& row : (*systems)->systems) array.call<void>("push", to_js(row));
    listener.call<void>("onSystems", array, static_cast<double>((*systems)->skipped_rows));
  } else if (const auto* results = std::get_if<std::vector<tms::SetupResult>>(&result)) {
    val array = val::array();
    for (const tms::SetupResult& one : *results) array.call<void>("push", to_js(one, subject.username));
    listener.call<void>("onResults", array);
  } else {
    listener.call<void>("onError", to_js(*std::get_if<tms::Error>(&result), subject));
  }
}

class JsListener final : public tms::Driver::Listener, public tms::HostTransport::Host {
 public:
  JsListener(val listener, tms::Subject subject, std::shared_ptr<tms::Connection> connection)
      : listener_(std::move(listener)),
        wants_steps_(!listener_["onStep"].isUndefined()),
        subject_(std::move(subject)),
        connection_(std::move(connection)) {}

  void on_request(unsigned serial, const tms::HttpRequest& request) override {
    listener_.call<void>("onRequest", serial, std::string(name_of(request.method)), request.target, request.body);
  }

  void on_request_over(unsigned serial) override { listener_.call<void>("onRequestOver", serial); }

  // Steps are half of what crosses the border, so they cross only for who wants them.
  void on_step(const tms::StepReport& report) override {
    if (wants_steps_) listener_.call<void>("onStep", to_js(report));
  }

  void on_progress(const tms::SetupProgress& progress) override {
    listener_.call<void>("onProgress", static_cast<double>(progress.done), static_cast<double>(progress.total),
                         to_js(progress.result, subject_.username));
  }

  void on_finish(const tms::Finish::Result& result) override {
    if (const auto* list = std::get_if<std::shared_ptr<const tms::SystemList>>(&result)) connection_->known = *list;
    tell_end(listener_, result, subject_);
  }

 private:
  const val listener_;
  const bool wants_steps_;
  const tms::Subject subject_;
  const std::shared_ptr<tms::Connection> connection_;
};

// What an operation is asked to do; each kind reads what it needs.
struct Task {
  tms::Subject subject;
  bool force = false;
  std::vector<std::string> system_ids;
  int concurrency = 0;
};

using MakeOperation = std::unique_ptr<tms::Operation> (*)(tms::OperationContext context, const Task& task,
                                                          const tms::Connection& connection);

// Starts an operation and returns its handle. The listener is told each step and the end.
int start(int connection_handle, const Task& task, const val& listener, MakeOperation make) {
  const std::shared_ptr<tms::Connection> connection = module().connections.find(connection_handle);
  if (!connection) {
    tell_end(listener, tms::Error{.code = tms::ErrorCode::kClosed}, task.subject);
    return 0;
  }
  const auto to_listener = std::make_shared<JsListener>(listener, task.subject, connection);
  auto operation = make({.subject = task.subject,
                         .tenant = connection->token.claims().tenant,
                         .seed = static_cast<std::uint32_t>(emscripten_random() * 1e9F)},
                        task, *connection);
  std::unique_ptr<tms::Transport> transport;
  if (connection->token.is_held_by_host()) {
    transport = std::make_unique<tms::HostTransport>(to_listener);
  } else {
    transport = std::make_unique<tms::FetchTransport>(connection, module().runner);
  }
  return module().runner.start({.connection = connection,
                                .operation = std::move(operation),
                                .transport = std::move(transport),
                                .listener = to_listener});
}

template <class T>
std::unique_ptr<tms::Operation> make(tms::OperationContext context, const Task& /*task*/,
                                     const tms::Connection& /*connection*/) {
  return std::make_unique<T>(std::move(context));
}

std::unique_ptr<tms::Operation> make_establish(tms::OperationContext context, const Task& task,
                                               const tms::Connection& /*connection*/) {
  return std::make_unique<tms::Establish>(std::move(context), tms::Establish::Options{.force = task.force});
}

std::unique_ptr<tms::Operation> make_setup(tms::OperationContext context, const Task& task,
                                           const tms::Connection& connection) {
  return std::make_unique<tms::Setup>(
      std::move(context),
      tms::Setup::Options{.system_ids = task.system_ids, .concurrency = task.concurrency, .known = connection.known});
}

int establish(int connection, const std::string& system_id, const std::string& username, bool force,
              const val& listener) {
  return start(connection, {.subject = {system_id, username}, .force = force}, listener, make_establish);
}

int revoke(int connection, const std::string& system_id, const std::string& username, const val& listener) {
  return start(connection, {.subject = {system_id, username}}, listener, make<tms::Revoke>);
}

int check(int connection, const std::string& system_id, const std::string& username, const val& listener) {
  return start(connection, {.subject = {system_id, username}}, listener, make<tms::Check>);
}

int list(int connection, const val& listener) { return start(connection, {}, listener, make<tms::ListSystems>); }

int setup(int connection, const val& system_ids, const std::string& username, int concurrency, const val& listener) {
  return start(connection,
               {.subject = {"", username},
                .system_ids = emscripten::vecFromJSArray<std::string>(system_ids),
                .concurrency = concurrency},
               listener, make_setup);
}

void cancel(int operation) { module().runner.cancel(operation); }

// What became of a request that the listener was asked to carry out: see HostTransport::reply_of(). A text that is too
// long is not even copied: its bytes are at least as many as its length.
void answer(int operation, unsigned serial, int status, const val& body) {
  const bool too_long = body["length"].as<double>() > static_cast<double>(tms::kMaxBody);
  module().runner.reply_arrived(
      {operation, serial},
      too_long ? tms::Reply(tms::NoResponse::kTooLarge) : tms::HostTransport::reply_of(status, body.as<std::string>()));
}

// Ends what is under way and wipes the token.
void close(int connection_handle) {
  const std::shared_ptr<tms::Connection> connection = module().connections.find(connection_handle);
  if (!connection) return;
  module().connections.remove(connection_handle);
  module().runner.close(*connection);
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
      .field("message", &JsOutcome::message);
  emscripten::value_object<JsSetupResult>("SetupResult")
      .field("systemId", &JsSetupResult::system_id)
      .field("status", &JsSetupResult::status)
      .field("error", &JsSetupResult::error);
  emscripten::value_object<JsSystem>("System")
      .field("id", &JsSystem::id)
      .field("host", &JsSystem::host)
      .field("description", &JsSystem::description)
      .field("owner", &JsSystem::owner)
      .field("systemType", &JsSystem::system_type)
      .field("canExec", &JsSystem::can_exec)
      .field("enabled", &JsSystem::enabled)
      .field("defaultAuthnMethod", &JsSystem::default_authn_method)
      .field("isDynamicEffectiveUser", &JsSystem::is_dynamic_effective_user)
      .field("hasCredentials", &JsSystem::has_credentials);
  emscripten::value_object<JsStep>("Step")
      .field("step", &JsStep::step)
      .field("systemId", &JsStep::system_id)
      .field("message", &JsStep::message)
      .field("attempt", &JsStep::attempt)
      .field("waitMs", &JsStep::wait_ms)
      .field("method", &JsStep::method)
      .field("path", &JsStep::path)
      .field("isAnswered", &JsStep::is_answered)
      .field("httpStatus", &JsStep::http_status)
      .field("milliseconds", &JsStep::milliseconds)
      .field("tapisCode", &JsStep::tapis_code)
      .field("summary", &JsStep::summary);
  emscripten::function("connect", &connect);
  emscripten::function("connectThroughHost", &connect_through_host);
  emscripten::function("close", &close);
  emscripten::function("establish", &establish);
  emscripten::function("revoke", &revoke);
  emscripten::function("check", &check);
  emscripten::function("list", &list);
  emscripten::function("setup", &setup);
  emscripten::function("cancel", &cancel);
  emscripten::function("answer", &answer);
}
