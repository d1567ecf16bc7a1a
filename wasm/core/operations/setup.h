// Set up: establish credentials on many systems. It is many establishes (establish.h) under one scheduler, not a second
// copy of their table; a system asked for twice is established once.
//
//   what                            when                                                        at most at a time
//   the definitions (definitions.h) at the start, or when the system's check begins             see there
//   the check of a system           in the order asked; they run ahead, so that it is known     kChecksAtOnce
//                                   early how all systems are, and those that are ready end
//                                   early
//   a create, and the checks that   when its system is known to need one, and its definition    `concurrency`
//   tell what became of it          to allow it; in the order asked, as far as the answers
//                                   are there
//
// Tapis does creates one at a time, for everybody: so they are few at a time, and what only reads does not wait for
// them. A system that waits with patience (establish.h) has no part in either number. Its next check waits for no
// place, since such checks come no faster than creates ended; its next create waits for its turn.
//
//   - One failure never stops the others, but for a token that is no good: then nothing else could succeed, and what
//     has not ended is cancelled with that reason.
//   - Cancel stops what has not started and what only reads; a create that is on its way is left to finish, and so is
//     the check that tells at once what became of it. Where that finds nothing, the system is cancelled with the word
//     that the create may still take effect: nobody who cancels waits for another look, nor with patience.
//   - Whether the token ends during the run is for Tapis to say: see above.
//
// What it does takes time in proportion to the number of systems, and none of its events much.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <vector>

#include "core/base/id_index.h"
#include "core/calls/system_list.h"
#include "core/operation/operation.h"
#include "core/operation/setup_result.h"
#include "core/operations/definitions.h"
#include "core/operations/establish.h"

namespace tms {

inline constexpr int kMaxConcurrency = 32;
inline constexpr int kChecksAtOnce = 32;

class Setup final : public Operation {
 public:
  struct Options {
    std::vector<std::string> system_ids;
    int concurrency = 6;                                // of what changes something: 1 to kMaxConcurrency
    double patience_ms = 0;                             // of each system: see establish.h
    std::shared_ptr<const SystemList> known = nullptr;  // what a listing has told, if there was one
  };

  // `context.subject.system_id` is empty: a set-up is about many.
  Setup(OperationContext context, Options options);

  Effects handle(const Event& event) override;
  bool is_finished() const override { return finished_; }

 private:
  // What an establish is at.
  enum class Stage : std::uint8_t {
    kNone,      // not begun, or ended
    kChecking,  // its check has not told enough yet
    kWaiting,   // for its definition
    kReady,     // for its turn to create
    kChanging,  // from its create until it is known what became of it
    kResting,   // it waits with patience until it checks again
  };
  // Of the system that stands at this place first.
  struct Place {
    std::unique_ptr<Establish> establish;  // while it is under way
    Stage stage = Stage::kNone;
    std::size_t next_of_same_system = 0;  // or 0: no place comes before the first
    bool is_repetition = false;
  };

  void link_repetitions();
  void start();
  void route(RequestId id, const Event& event);
  void schedule();
  void tell_definitions();
  void begin_next();
  void stop(Error reason);

  void feed(std::size_t index, const Event& event);
  void advance(std::size_t index, Effects effects);
  void set_stage(std::size_t index, Stage stage);
  int count(Stage stage) const { return counts_[static_cast<std::size_t>(stage)]; }

  void on_established(std::size_t index, const Finish::Result& result);
  void settle(std::size_t index, SetupResult result);
  void end(Finish::Result result);

  OperationContext context_;
  const Options options_;
  const IdIndex index_;
  Effects effects_;
  Definitions definitions_;

  std::vector<Place> places_;
  std::vector<SetupResult> results_;
  std::array<int, 6> counts_{};  // of places, by stage
  std::size_t next_ = 0;         // that has not begun
  std::size_t done_ = 0;
  // The systems that are, or were, ready, perhaps more than once; the first that was asked for is on top.
  std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready_;

  std::optional<Error> bad_token_;  // what an establish or a definition said of it
  std::optional<Error> stopped_;    // why no more are started
  bool started_ = false;
  bool finished_ = false;
};

}  // namespace tms
