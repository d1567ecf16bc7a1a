#include "browser/fetch_request.h"

#include <array>
#include <cstring>
#include <utility>

extern "C" {
// fetch_library.js
void tms_xhr_must_be_found(unsigned id);
void tms_xhr_abort(unsigned id);
std::size_t tms_xhr_body_size(unsigned id);
void tms_xhr_copy_body(unsigned id, char* destination);
int tms_xhr_was_redirected(unsigned id, const char* url);
}

namespace tms {
namespace {

constexpr std::uint16_t kXhrDone = 4;  // XMLHttpRequest.DONE

// Emscripten has copied the headers for itself, and the browser has read them: nobody needs that copy of the token.
void wipe_copied_headers(emscripten_fetch_t* fetch) {
  for (const char* const* header = fetch->__attributes.requestHeaders; *header != nullptr; ++header) {
    wipe(const_cast<char*>(*header), std::strlen(*header));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  }
}

}  // namespace

FetchRequest::FetchRequest(RequestId id, std::shared_ptr<const Connection> connection, HttpRequest request,
                           Owner& owner)
    : Request(id, connection->timeout_ms, owner),
      connection_(std::move(connection)),
      request_(std::move(request)),
      url_(connection_->base_url.text() + request_.target) {
  emscripten_fetch_attr_t attributes;
  emscripten_fetch_attr_init(&attributes);
  name_of(request_.method).copy(attributes.requestMethod, sizeof attributes.requestMethod - 1);
  // REPLACE: neither read from nor write to a database. No LOAD_TO_MEMORY: the body is copied by read_reply().
  attributes.attributes = EMSCRIPTEN_FETCH_REPLACE;
  attributes.userData = this;
  attributes.onsuccess = &FetchRequest::on_end;
  attributes.onerror = &FetchRequest::on_end;
  attributes.onprogress = &FetchRequest::on_progress;
  // A content type only where there is content: Tapis refuses a bodiless POST with a type that is not JSON.
  const bool has_body = !request_.body.empty();
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): a secret's bytes end with a null
  const std::array<const char*, 5> headers{"X-Tapis-Token", connection_->token.secret().reveal().data(),
                                           has_body ? "Content-Type" : nullptr, "application/json", nullptr};
  attributes.requestHeaders = headers.data();
  if (has_body) {
    attributes.requestData = request_.body.data();
    attributes.requestDataSize = request_.body.size();
  }
  fetch_ = emscripten_fetch(&attributes, url_.c_str());
  wipe_copied_headers(fetch_);
  tms_xhr_must_be_found(fetch_->id);
}

FetchRequest::~FetchRequest() {
  // Closing alone would let the request go on, call onerror, and leave the browser's callbacks with freed memory.
  if (fetch_->readyState != kXhrDone) tms_xhr_abort(fetch_->id);
  fetch_->readyState = kXhrDone;
  emscripten_fetch_close(fetch_);
}

void FetchRequest::on_end(emscripten_fetch_t* fetch) {
  auto* self = static_cast<FetchRequest*>(fetch->userData);
  self->end(self->read_reply());
}

void FetchRequest::on_progress(emscripten_fetch_t* fetch) {
  auto* self = static_cast<FetchRequest*>(fetch->userData);
  const bool too_large = fetch->dataOffset > kMaxBody || fetch->totalBytes > kMaxBody;
  if (too_large) self->end(NoResponse::kTooLarge);
}

// Every status outside 2xx comes as an error, with its body; only status 0 is no answer.
Reply FetchRequest::read_reply() const {
  if (fetch_->status == 0) return NoResponse::kNetwork;
  if (tms_xhr_was_redirected(fetch_->id, url_.c_str()) != 0) return NoResponse::kRedirected;
  const std::size_t size = tms_xhr_body_size(fetch_->id);
  if (size > kMaxBody) return NoResponse::kTooLarge;
  HttpResponse response{.status = fetch_->status, .body = std::string(size, '\0')};
  if (size != 0) tms_xhr_copy_body(fetch_->id, response.body.data());
  connection_->token.redact(response.body);
  return response;
}

}  // namespace tms
