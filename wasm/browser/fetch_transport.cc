#include "browser/fetch_transport.h"

#include <emscripten/fetch.h>

#include <array>
#include <cstring>
#include <string>
#include <utility>

extern "C" {
// fetch_library.js
int tms_xhr_can_open(const char* url);
int tms_xhr_is_found(unsigned id);
void tms_xhr_end(unsigned id);
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

// One request, from its start until nobody needs it any more.
class FetchTransport::Exchange {
 public:
  Exchange(const Connection& connection, Inbox& inbox, Ticket ticket, HttpRequest request)
      : connection_(connection),
        inbox_(inbox),
        ticket_(ticket),
        request_(std::move(request)),
        url_(connection_.base_url.text() + request_.target) {
    if (tms_xhr_can_open(url_.c_str()) != 0) start();
    if (!is_found_) inbox_.reply_arrived(ticket_, NoResponse::kUnreadable);
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  ~Exchange() {
    if (!is_found_) return;
    // Closing alone calls onerror, and in Emscripten 3.1 lets the request go on and tell of itself into freed memory.
    tms_xhr_end(fetch_->id);
    fetch_->readyState = kXhrDone;
    emscripten_fetch_close(fetch_);
  }

  Ticket ticket() const { return ticket_; }

 private:
  void start() {
    emscripten_fetch_attr_t attributes;
    emscripten_fetch_attr_init(&attributes);
    name_of(request_.method).copy(attributes.requestMethod, sizeof attributes.requestMethod - 1);
    // REPLACE: neither read from nor write to a database. No LOAD_TO_MEMORY: the body is copied by read_reply().
    attributes.attributes = EMSCRIPTEN_FETCH_REPLACE;
    attributes.userData = this;
    attributes.onsuccess = &Exchange::on_end;
    attributes.onerror = &Exchange::on_end;
    attributes.onprogress = &Exchange::on_progress;
    std::array<const char*, 5> headers{};
    const char** header = headers.data();
    attributes.requestHeaders = headers.data();
    const Secret& token = connection_.token.secret();
    if (!token.empty()) {  // who signs in has none
      *header++ = "X-Tapis-Token";
      // A null byte stands behind what reveal() shows (secret.h).
      *header++ = token.reveal().data();  // NOLINT(bugprone-suspicious-stringview-data-usage)
    }
    // A content type only where there is content: Tapis refuses a bodiless POST with a type that is not JSON.
    if (!request_.body.empty()) {
      *header++ = "Content-Type";
      *header++ = "application/json";
      // Emscripten does not copy it, so it must stay
      attributes.requestData = request_.body.data();
      attributes.requestDataSize = request_.body.size();
    }
    fetch_ = emscripten_fetch(&attributes, url_.c_str());
    if (fetch_ == nullptr) return;
    wipe_copied_headers(fetch_);
    is_found_ = tms_xhr_is_found(fetch_->id) != 0;
    if (!is_found_) fetch_->userData = nullptr;  // it cannot be ended, so it goes on, and tells nobody
  }

  // Only posts: when the request cannot even be sent, this is called from inside emscripten_fetch().
  static void on_end(emscripten_fetch_t* fetch) {
    const auto* self = static_cast<Exchange*>(fetch->userData);
    if (self != nullptr) self->inbox_.reply_arrived(self->ticket_, self->read_reply(*fetch));
  }

  static void on_progress(emscripten_fetch_t* fetch) {
    const auto* self = static_cast<Exchange*>(fetch->userData);
    if (self == nullptr) return;
    const bool too_large = fetch->dataOffset > kMaxBody || fetch->totalBytes > kMaxBody;
    if (too_large) self->inbox_.reply_arrived(self->ticket_, NoResponse::kTooLarge);
  }

  // Every status outside 2xx comes as an error, with its body; only status 0 is no answer.
  Reply read_reply(const emscripten_fetch_t& fetch) const {
    if (fetch.status == 0) return NoResponse::kNetwork;
    if (tms_xhr_was_redirected(fetch.id, url_.c_str()) != 0) return NoResponse::kRedirected;
    const std::size_t size = tms_xhr_body_size(fetch.id);
    if (size > kMaxBody) return NoResponse::kTooLarge;
    HttpResponse response{.status = fetch.status, .body = std::string(size, '\0')};
    if (size != 0) tms_xhr_copy_body(fetch.id, response.body.data());
    connection_.token.redact(response.body);
    return response;
  }

  const Connection& connection_;
  Inbox& inbox_;
  const Ticket ticket_;
  const HttpRequest request_;
  const std::string url_;
  emscripten_fetch_t* fetch_ = nullptr;
  bool is_found_ = false;
};

FetchTransport::FetchTransport(std::shared_ptr<const Connection> connection, Inbox& inbox)
    : connection_(std::move(connection)), inbox_(inbox) {}

FetchTransport::~FetchTransport() = default;

void FetchTransport::send(Ticket ticket, HttpRequest request) {
  exchanges_.push_back(std::make_unique<Exchange>(*connection_, inbox_, ticket, std::move(request)));
}

void FetchTransport::close(Ticket ticket) {
  std::erase_if(exchanges_, [&](const std::unique_ptr<Exchange>& one) { return one->ticket() == ticket; });
}

}  // namespace tms
