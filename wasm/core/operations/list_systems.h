// List: every system that the user may see, or those of them that are named, each once and in the order of ids.
//
// The first page tells how many rows there are. The others are then asked for at the same time, by the number of their
// first row. While they are on their way systems may come and go, which moves every row behind them; so each page
// begins with the last row of the page before it, once more. Where it does, nothing lies between the two and nothing is
// in both. Where it does not, the list goes on after the last id that is sure, a page at a time: slower, and always
// right. The last one asks for one row more than there should be, to see that there is none.
//
//   the first page
//     400                                        asked for again, with all attributes: an older service does not know
//                                                one of them
//     no rows, or as many as the total says      the list
//     full, and the total says that there are    the others at the same time, at most kPagesAtOnce of them; each is
//     more, but no more than kMostRows           kept until those before it have been taken
//     full, and the total is not told, is less   on after its last id
//     than its rows, or beyond belief
//     short, though the total says more          on after its last id: rows were left out after the page was cut
//
//   a page by number, in its turn
//     begins with the last row, as long as the   taken; with the last of them, that is the list
//     total says
//     begins with the last row, longer or        taken, and on after its last id: systems came or went, the total was
//     shorter                                    wrong, or the service gives fewer rows than it says
//     begins with another row, or has none, 400  not taken, and on after the last id
//
//   a page after an id
//     as the total says, or none                 the list
//     does not go on                             invalid_response
//     short, if the total is in doubt            the list, unless its own total says that more rows follow
//     anything else                              on after its last id
//
//   any other answer                             its error
//
// Who names systems wants their definitions, and has another way to them: then nothing is asked again.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/calls/get_systems.h"
#include "core/operation/tapis_operation.h"

namespace tms {

class ListSystems final : public TapisOperation {
 public:
  // A browser opens so many connections to a host that speaks HTTP/1.1.
  static constexpr RequestId kPagesAtOnce = 6;
  static constexpr RequestId kCalls = kPagesAtOnce;
  static constexpr std::size_t kMostRows = 1'000'000;

  // `only`: see get_systems_request.
  explicit ListSystems(OperationContext context, std::vector<std::string> only = {});

 private:
  void start() override;
  Answer read(RequestId call, const Reply& reply) override;
  void on_final_answer(RequestId call, const Answer& answer) override;
  CallInfo info_of(RequestId call) const override;
  HttpRequest request_of(RequestId call) const override;
  std::string text_of(RequestId call) const override;
  std::string summary_of(RequestId call, const Answer& answer) const override;

  void on_page_after_id(const Answer& answer);
  void on_page_by_offset(RequestId call, const Answer& answer);
  bool is_last(const SystemPage& page) const;
  bool can_page_by_offset(const SystemPage& first) const;
  void ask_by_offset();
  void go_on_after_last_id();
  void take(SystemPage page, std::size_t rows_taken_before);
  void finish_list();
  std::size_t skip_of(std::size_t page) const { return rows_of_first_ + (page * step_) - 1; }
  PageBounds bounds_of(RequestId call) const;

  const std::vector<std::string> only_;
  Selection selection_;
  std::optional<Result<SystemPage>> page_;  // just read

  // What is sure.
  SystemList list_;
  std::size_t rows_ = 0;
  std::string last_id_;

  double total_count_ = -1;  // of the first page, as long as it is believed

  // The pages by number, counted from 0. Page p is call p % kPagesAtOnce.
  bool pages_by_offset_ = false;
  std::size_t rows_of_first_ = 0;
  std::size_t step_ = 0;  // new rows in each
  std::size_t asked_ = 0;
  std::size_t taken_ = 0;
  std::array<std::optional<SystemPage>, kPagesAtOnce> kept_;  // answered before their turn
};

}  // namespace tms
