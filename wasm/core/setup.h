// Set up: establish credentials on many systems. It is many establishes (establish.h) under one scheduler, not a second
// copy of their table.
//
//   - At most `concurrency` establishes are under way at a time, in the order asked; a system asked for twice is
//     established once.
//   - One failure never stops the others, but for a token that is no good: then nothing else could succeed, and what
//     has not ended is cancelled with that reason.
//   - Cancel stops what has not started and what only reads; a create that is on its way is left to finish, and so is
//     the check that tells at once what became of it. Where that finds nothing, the system is cancelled with the word
//     that the create may still take effect: nobody who cancels waits for another look.
//   - The definitions that are not known yet are asked for with one request, beside the first checks. A system that it
//     does not tell of asks for its own; so do all if it fails, or takes so long that nobody should wait for it.
//   - Whether the token ends during the run is for Tapis to say: see above.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/establish.h"
#include "core/list_systems.h"
#include "core/operation.h"
#include "core/setup_result.h"
#include "core/system_list.h"

namespace tms {

inline constexpr int kMaxConcurrency = 32;

class Setup final : public Operation {
 public:
  struct Options {
    std::vector<std::string> system_ids;
    int concurrency = 6;                                // 1 to kMaxConcurrency
    std::shared_ptr<const SystemList> known = nullptr;  // what a listing has told, if there was one
  };

  // `context.subject.system_id` is empty: a set-up is about many.
  Setup(OperationContext context, Options options);

  Effects handle(const Event& event) override;
  bool is_finished() const override { return finished_; }

 private:
  void start();
  void ask_for_definitions();
  void go_on();

  // The places of what is under way: each system's index, and behind them the list.
  std::size_t list_place() const { return under_way_.size(); }
  TapisOperation* at(std::size_t place) const;
  void pass_on(std::size_t place, const Event& event);
  void carry_over(std::size_t place, Effects effects);

  void on_established(std::size_t index, const Finish::Result& result);
  void on_listed(const Finish::Result& result);
  void tell_definitions();
  void stop(Error reason);
  void end_what_only_reads();
  void settle(std::size_t index, SetupResult result);
  void end(Finish::Result result);
  std::unique_ptr<Establish> establish(std::size_t index) const;
  bool is_asked_for_before(std::size_t index) const;
  std::optional<SystemDefinition> known_definition(std::string_view system_id) const;

  OperationContext context_;
  Options options_;
  std::vector<std::unique_ptr<Establish>> under_way_;  // by index; empty before and after
  std::vector<SetupResult> results_;
  std::size_t next_ = 0;
  int running_ = 0;
  std::size_t done_ = 0;

  std::unique_ptr<ListSystems> list_;  // of definitions, while it is under way
  std::vector<std::string> listed_;    // the ids that it was asked for
  bool patience_runs_ = false;         // the wait that ends it
  std::shared_ptr<const SystemList> told_;
  std::optional<Error> list_error_;  // that is about the token
  bool is_news_ = false;             // what the list told has not been passed on

  std::optional<Error> bad_token_;  // what an establish or the list said of it
  std::optional<Error> stopped_;    // why no more are started
  Effects effects_;
  bool started_ = false;
  bool finished_ = false;
};

}  // namespace tms
