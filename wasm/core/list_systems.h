// List: every system that the user may see, or those of them that are named, page by page, each asked once.
//
//   a page, and there are more rows      the next page, from the last id on
//   the last page                        the list
//   400 to the first page's selection    asked again for all attributes: an older service does not know one of them
//   a page that does not go on           invalid_response
//   anything else                        its error
//
// Who names systems wants their definitions, and has another way to them: then nothing is asked again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/get_systems.h"
#include "core/tapis_operation.h"

namespace tms {

class ListSystems final : public TapisOperation {
 public:
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

  bool is_last(const SystemPage& page) const;

  const std::vector<std::string> only_;
  Selection selection_;
  std::size_t rows_ = 0;
  double total_count_ = -1;
  std::string last_id_;
  SystemList list_;
  std::optional<Result<SystemPage>> page_;  // just read
};

}  // namespace tms
