// The border between C++ and JavaScript: values and free functions, no logic. web/tms.js is written on top of it, and
// web/wasm-module.d.ts has its types. Nothing throws across: a failure is a value.

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
#include "core/operations/ask_for_token.h"
#include "core/operations/check.h"
#include "core/operations/establish.h"
#include "core/operations/list_systems.h"
#include "core/operations/revoke.h"
#include "core/operations/revoke_token.h"
#include "core/operations/setup.h"
#include "core/operations/start_sign_in.h"
#include "core/tapis/error.h"
#include "core/tapis/identifiers.h"
#include "driver/connection.h"
#include "driver/handle_table.h"
#include "driver/host_transport.h"
#include "driver/runner.h"

using emscripten::val;

extern "C" void tms_send_at_last(const char* url, const char* body, std::size_t size);  // fetch_library.js

namespace {

// ---- What crosses the border

// An object of JavaScript: made here field by field, so that no byte of a value can shift what stands behind it.
class Record {
 public:
  Record& text(const char* name, const std::string& value) { return set(name, val(value)); }
  Record& number(const char* name, double value) { return set(name, val(value)); }
  Record& flag(const char* name, bool value) { return set(name, val(value)); }
  Record& set(const char* name, const val& value) {
    object_.set(name, value);
    return *this;
  }
  operator val() const { return object_; }  // NOLINT(google-explicit-constructor): it is one

 private:
  val object_ = val::object();
};

val to_js(const tms::Error& error, const tms::Subject& subject) {
  const tms::ErrorCodeInfo& code = info(error.code);
  return Record()
      .text("code", std::string(code.name))
      .number("httpStatus", error.http_status)
      .text("tapisCode", error.tapis_code)
      .text("serverMessage", error.server_message)
      // What is too long for an id may be a token in the wrong place, and is not repeated.
      .text("systemId", subject.system_id.size() > tms::kMaxSystemId ? "" : subject.system_id)
      .flag("retryable", code.retryable)
      .text("message", message(error, subject));
}

val to_js(const tms::StepReport::Response& response) {
  return Record()
      .number("httpStatus", response.http_status)
      .flag("success", response.success)
      .number("milliseconds", response.elapsed_ms)
      .text("tapisCode", response.tapis_code)
      .text("summary", response.summary)
      .text("credentials", std::string(response.credentials));
}

val to_js(const tms::StepReport& report) {
  const val request = Record().text("method", std::string(name_of(report.method))).text("path", report.target);
  return Record()
      .text("step", report.step)
      .text("systemId", report.subject.system_id)
      .text("message", report.text)
      .number("attempt", report.attempt)
      .number("waitMs", report.wait_ms)
      .set("request", request)
      .set("response", report.response ? to_js(*report.response) : val::null());
}

val to_js(const tms::Outcome& outcome, const tms::Subject& subject) {
  return Record()
      .text("systemId", subject.system_id)
      .text("username", subject.username)
      .text("status", std::string(name_of(outcome.status)))
      .text("message", message(outcome, subject));
}

val to_js(const tms::DeviceCode& code) {
  return Record()
      .text("userCode", code.user_code)
      .text("verificationUrl", code.verification_url)
      .text("expiresAt", code.expires_at);
}

val to_js(const tms::SetupResult& result, const std::string& username) {
  const bool is_good = result.status == tms::SetupStatus::kExists || result.status == tms::SetupStatus::kCreated;
  return Record()
      .text("systemId", result.system_id)
      .text("status", std::string(name_of(result.status)))
      .set("error", is_good ? val::null() : to_js(result.error, {result.system_id, username}));
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

val keep(tms::Connection connection) {
  const auto kept = std::make_shared<tms::Connection>(std::move(connection));
  const tms::TokenClaims& claims = kept->token.claims();
  return Record()
      .number("handle", module().connections.add(kept))
      .text("username", claims.username)
      .text("tenant", claims.tenant)
      .text("baseUrl", kept->base_url.text())
      .number("expiresAt", claims.expires_at_ms);
}

val open(tms::Result<tms::AccessToken> token, const std::string& base_url, double timeout_ms,
         const val& allowed_origins) {
  const tms::ConnectOptions options{.base_url = base_url,
                                    .timeout_ms = timeout_ms,
                                    .allowed_origins = emscripten::vecFromJSArray<std::string>(allowed_origins)};
  tms::Result<tms::Connection> connection = tms::connect(std::move(token), options);
  if (!connection) return Record().set("error", to_js(connection.error(), {}));
  return keep(std::move(*connection));
}

// `token` is a Uint8Array. It is copied straight into memory that will be overwritten: a JavaScript string would leave
// a copy behind in the module's heap.
val connect(const val& token, const std::string& base_url, double timeout_ms, const val& allowed_origins) {
  tms::Secret secret(token["length"].as<std::size_t>());
  val(emscripten::typed_memory_view(secret.size(), secret.buffer())).call<void>("set", token);
  return open(tms::AccessToken::parse(std::move(secret)), base_url, timeout_ms, allowed_origins);
}

// The token is the host's: the listener of each operation is asked to carry the requests out.
val connect_through_host(const std::string& username, const std::string& tenant, double expires_at,
                         const std::string& base_url, double timeout_ms, const val& allowed_origins) {
  tms::TokenClaims claims{.username = username, .tenant = tenant, .issuer = "", .expires_at_ms = expires_at};
  return open(tms::AccessToken::held_by_host(std::move(claims)), base_url, timeout_ms, allowed_origins);
}

// For who is about to sign in: to the same place, without a token.
val open_sign_in(const std::string& base_url, double timeout_ms, const val& allowed_origins) {
  return open(tms::AccessToken::none(), base_url, timeout_ms, allowed_origins);
}

// To the same place as another, without its token.
tms::Connection without_token(const tms::Connection& other) {
  return {.token = tms::AccessToken::none(), .base_url = other.base_url, .timeout_ms = other.timeout_ms};
}

// Tells the listener how an operation ended: one of onOutcome, onSystems, onResults, onCode, onDone or onError, once.
void tell_end(const val& listener, const tms::Finish::Result& result, const tms::Subject& subject) {
  if (const auto* outcome = std::get_if<tms::Outcome>(&result)) {
    listener.call<void>("onOutcome", to_js(*outcome, subject));
  } else if (const auto* systems = std::get_if<std::shared_ptr<const tms::SystemList>>(&result)) {
    // Of thousands of rows each crosses the border once, and not once for each of its fields.
    for (const tms::SystemRow& row : (*systems)->systems) {
      const val has_credentials = row.has_credentials ? val(*row.has_credentials) : val::null();
      listener.call<void>("onSystem", row.id, row.host, row.description, row.owner, row.system_type, row.can_exec,
                          row.enabled, row.default_authn_method, row.is_dynamic_effective_user, row.dtn_system_id,
                          has_credentials);
    }
    listener.call<void>("onSystems", static_cast<double>((*systems)->skipped_rows));
  } else if (const auto* results = std::get_if<std::vector<tms::SetupResult>>(&result)) {
    val array = val::array();
    for (const tms::SetupResult& one : *results) array.call<void>("push", to_js(one, subject.username));
    listener.call<void>("onResults", array);
  } else if (const auto* code = std::get_if<std::shared_ptr<const tms::DeviceCode>>(&result)) {
    listener.call<void>("onCode", to_js(**code));
  } else if (const auto* error = std::get_if<tms::Error>(&result)) {
    listener.call<void>("onError", to_js(*error, subject));
  } else {
    listener.call<void>("onDone", val::null());
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
    if (const auto* code = std::get_if<std::shared_ptr<const tms::DeviceCode>>(&result)) {
      connection_->device_code = *code;
    }
    const auto* grant = std::get_if<std::shared_ptr<tms::TokenGrant>>(&result);
    if (grant != nullptr && *grant) return take(**grant);
    tell_end(listener_, result, subject_);
  }

 private:
  void take(tms::TokenGrant& grant);

  const val listener_;
  const bool wants_steps_;
  const tms::Subject subject_;
  const std::shared_ptr<tms::Connection> connection_;
};

// Starts an operation and returns its handle. The listener is told each step and the end.
int run(const std::shared_ptr<tms::Connection>& connection, std::unique_ptr<tms::Operation> operation,
        const tms::Subject& subject, const val& listener) {
  const auto to_listener = std::make_shared<JsListener>(listener, subject, connection);
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

std::uint32_t seed() { return static_cast<std::uint32_t>(emscripten_random() * 1e9F); }

// Goes on when the connection is closed, which is only asked where the token may be sent.
int revoke_token(const tms::Connection& connection, tms::Secret token, std::string_view what, const val& listener) {
  return run(std::make_shared<tms::Connection>(without_token(connection)),
             std::make_unique<tms::RevokeToken>(tms::OperationContext{.seed = seed()}, std::move(token), what), {},
             listener);
}

// The listener has its connection first: what becomes of the refresh token, which nobody uses, only shows in the steps.
void JsListener::take(tms::TokenGrant& grant) {
  tms::Connection connection = without_token(*connection_);
  connection.token = std::move(grant.access_token);
  listener_.call<void>("onConnection", keep(std::move(connection)));
  if (!grant.refresh_token.empty()) {
    revoke_token(*connection_, std::move(grant.refresh_token), "refresh token", listener_);
  }
}

// What an operation is asked to do; each kind reads what it needs.
struct Task {
  tms::Subject subject;
  bool force = false;
  double patience_ms = 0;
  std::vector<std::string> system_ids;
  int concurrency = 0;
  std::string client_id;
};

using MakeOperation = std::unique_ptr<tms::Operation> (*)(tms::OperationContext context, const Task& task,
                                                          const tms::Connection& connection);

int start(int connection_handle, const Task& task, const val& listener, MakeOperation make) {
  const std::shared_ptr<tms::Connection> connection = module().connections.find(connection_handle);
  if (!connection) {
    tell_end(listener, tms::Error{.code = tms::ErrorCode::kClosed}, task.subject);
    return 0;
  }
  tms::OperationContext context{.subject = task.subject, .tenant = connection->token.claims().tenant, .seed = seed()};
  return run(connection, make(std::move(context), task, *connection), task.subject, listener);
}

template <class T>
std::unique_ptr<tms::Operation> make(tms::OperationContext context, const Task& /*task*/,
                                     const tms::Connection& /*connection*/) {
  return std::make_unique<T>(std::move(context));
}

std::unique_ptr<tms::Operation> make_establish(tms::OperationContext context, const Task& task,
                                               const tms::Connection& /*connection*/) {
  return std::make_unique<tms::Establish>(
      std::move(context), tms::Establish::Options{.force = task.force, .patience_ms = task.patience_ms});
}

std::unique_ptr<tms::Operation> make_setup(tms::OperationContext context, const Task& task,
                                           const tms::Connection& connection) {
  return std::make_unique<tms::Setup>(std::move(context), tms::Setup::Options{.system_ids = task.system_ids,
                                                                              .concurrency = task.concurrency,
                                                                              .patience_ms = task.patience_ms,
                                                                              .known = connection.known});
}

std::unique_ptr<tms::Operation> make_start_sign_in(tms::OperationContext context, const Task& task,
                                                   const tms::Connection& connection) {
  return std::make_unique<tms::StartSignIn>(std::move(context), task.client_id, connection.base_url.origin);
}

std::unique_ptr<tms::Operation> make_ask_for_token(tms::OperationContext context, const Task& /*task*/,
                                                   const tms::Connection& connection) {
  return std::make_unique<tms::AskForToken>(std::move(context), connection.device_code);
}

int establish(int connection, const std::string& system_id, const std::string& username, bool force, double patience_ms,
              const val& listener) {
  return start(connection, {.subject = {system_id, username}, .force = force, .patience_ms = patience_ms}, listener,
               make_establish);
}

int revoke(int connection, const std::string& system_id, const std::string& username, const val& listener) {
  return start(connection, {.subject = {system_id, username}}, listener, make<tms::Revoke>);
}

int check(int connection, const std::string& system_id, const std::string& username, const val& listener) {
  return start(connection, {.subject = {system_id, username}}, listener, make<tms::Check>);
}

int list(int connection, const val& listener) { return start(connection, {}, listener, make<tms::ListSystems>); }

int setup(int connection, const val& system_ids, const std::string& username, int concurrency, double patience_ms,
          const val& listener) {
  return start(connection,
               {.subject = {"", username},
                .patience_ms = patience_ms,
                .system_ids = emscripten::vecFromJSArray<std::string>(system_ids),
                .concurrency = concurrency},
               listener, make_setup);
}

int start_sign_in(int connection, const std::string& client_id, const val& listener) {
  return start(connection, {.client_id = client_id}, listener, make_start_sign_in);
}

// Precondition: start_sign_in() has told its code.
int ask_for_token(int connection, const val& listener) { return start(connection, {}, listener, make_ask_for_token); }

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

// Closes the connection, and has Tapis revoke its token.
int sign_out(int connection_handle, const val& listener) {
  const std::shared_ptr<tms::Connection> connection = module().connections.find(connection_handle);
  tms::Error error{.code = tms::ErrorCode::kClosed};
  if (connection) {
    close(connection_handle);
    if (!connection->token.is_held_by_host()) {
      return revoke_token(*connection, connection->token.copy_of_secret(), "access token", listener);
    }
    error = {.code = tms::ErrorCode::kInvalidArgument,
             .detail = "This connection is closed, but its token is with whoever supplied it: have it revoked there."};
  }
  tell_end(listener, error, {});
  return 0;
}

// The same from a page that is about to go: whether it arrives, nobody is told.
void sign_out_at_last(int connection_handle) {
  const std::shared_ptr<tms::Connection> connection = module().connections.find(connection_handle);
  if (!connection || connection->token.is_held_by_host()) return;
  const tms::HttpRequest request = tms::revoke_token_request(connection->token.secret());
  tms_send_at_last((connection->base_url.text() + request.target).c_str(), request.body.data(), request.body.size());
  close(connection_handle);
}

}  // namespace

EMSCRIPTEN_BINDINGS(tms_credentials) {
  emscripten::function("connect", &connect);
  emscripten::function("connectThroughHost", &connect_through_host);
  emscripten::function("close", &close);
  emscripten::function("establish", &establish);
  emscripten::function("revoke", &revoke);
  emscripten::function("check", &check);
  emscripten::function("list", &list);
  emscripten::function("setup", &setup);
  emscripten::function("openSignIn", &open_sign_in);
  emscripten::function("startSignIn", &start_sign_in);
  emscripten::function("askForToken", &ask_for_token);
  emscripten::function("signOut", &sign_out);
  emscripten::function("signOutAtLast", &sign_out_at_last);
  emscripten::function("cancel", &cancel);
  emscripten::function("answer", &answer);
}
