// Where a set-up has the definitions of its systems from, which only those need that have no good credentials. The
// first of these that tells one is believed:
//
//   a listing from before    costs nothing
//   a list by ids            asked for at the start, beside the first checks, for all that the listing has not told, if
//                            there are two of them. What one search cannot name comes in the next: 8,000 ids are some
//                            forty requests, where each system's own would be 8,000. At most kListsAtOnce are under
//                            way; each is for hundreds of systems, so that they stay ahead of the checks
//   the system itself        asked for (getSystem) where no list can name it, or where its list has not told it, has
//                            failed, or has taken kPatienceMs; when the set-up has come to the system, at most
//                            kOwnAtOnce at a time
//
// Where a check says that there is no such system, only the system itself is believed: it may have gone since it was
// listed. Lists that fail before any has told are not tried any further.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/id_index.h"
#include "core/calls/get_system.h"
#include "core/calls/system_list.h"
#include "core/operation/operation.h"
#include "core/operation/tapis_operation.h"

namespace tms {

class Definitions {
 public:
  static constexpr RequestId kListsAtOnce = 4;
  static constexpr int kOwnAtOnce = 32;
  // A list is quicker than a check that connects to a host; if it is not, something is wrong with it, and each system's
  // own request may do better.
  static constexpr std::uint32_t kPatienceMs = 5000;

  // A system goes by its place in `ids`, the first one if it has several. What is to be done is added to `effects`,
  // with request ids from `first_id` on. `ids`, `places` and `effects` must outlive this.
  Definitions(OperationContext context, const std::vector<std::string>& ids, const IdIndex& places, RequestId first_id,
              Effects& effects);
  Definitions(const Definitions&) = delete;
  Definitions& operator=(const Definitions&) = delete;

  // Takes over what the listing has told, and asks for the lists. To be called once, first.
  void start(const SystemList* known);

  // The set-up has come to this system. Its definition is asked for if it is neither known nor on its way in a list.
  void want(std::size_t system);
  // The same, but only the system itself is believed.
  void want_its_own(std::size_t system);
  // The set-up is done with this system.
  void leave(std::size_t system);

  // The definition, or the error of the system's own request. Null while neither is known.
  const Result<SystemDefinition>* find(std::size_t system) const;
  // The wanted systems for which there is one since this was called last.
  std::vector<std::size_t> take_resolved() { return std::exchange(resolved_, {}); }
  // If an answer has said that the token is no good.
  const std::optional<Error>& token_error() const { return token_error_; }

  // An event with an id from `first_id` on.
  void handle(RequestId id, const Event& event);

  // Ends what is under way, and asks for nothing any more.
  void end();

 private:
  struct System {
    std::optional<Result<SystemDefinition>> definition;
    std::unique_ptr<Operation> request;  // to the system itself, while it is under way
    bool is_wanted = false;
    bool is_in_list = false;   // that is under way or will be asked for
    bool asks_itself = false;  // from then on no list is believed
  };
  struct List {
    std::unique_ptr<Operation> request;  // while it is under way
    std::size_t first = 0;               // of listable_
    std::size_t end = 0;
    bool patience_runs = false;
  };

  RequestId first_id_of_lists() const { return first_id_ + static_cast<RequestId>(systems_.size()); }
  void ask_lists();
  void pass_to_list(RequestId index, const Event& event);
  void on_list_end(const List& list, const Finish::Result& result);
  void release(std::size_t first, std::size_t end);
  void learn_from(const SystemList& list);

  void ask_itself(std::size_t system);
  void ask_systems();
  void pass_to_system(std::size_t system, const Event& event);
  void resolve(std::size_t system, Result<SystemDefinition> definition);

  const OperationContext context_;
  const std::vector<std::string>& ids_;
  const IdIndex& places_;
  const RequestId first_id_;
  Effects& effects_;

  std::vector<System> systems_;
  std::vector<std::size_t> queue_;  // of systems to ask themselves, with those that have been
  std::size_t next_in_queue_ = 0;
  int systems_under_way_ = 0;
  std::vector<std::size_t> resolved_;

  std::vector<std::size_t> listable_;  // systems that lists are asked for, in turn
  std::size_t next_listable_ = 0;
  std::array<List, kListsAtOnce> lists_;
  bool a_list_has_told_ = false;
  std::optional<Error> token_error_;
};

}  // namespace tms
