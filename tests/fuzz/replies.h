// What may come back to a request: any answer that Tapis and its gateways are known to give, or nonsense.
#pragma once

#include <fuzzer/FuzzedDataProvider.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/text.h"
#include "core/tapis/http.h"
#include "unit/tapis_answers.h"

namespace tms {

// The rows with these names of a service that gives three at a time.
inline Reply page(std::string_view names, int total_count) {
  std::string rows;
  for (const char name : names) rows += concat({rows.empty() ? "" : ",", R"({"id":")", std::string(1, name), "\"}"});
  return text(200, concat({R"({"result":[)", rows, R"(],"status":"success","message":"","metadata":{"recordLimit":3,)",
                           R"("totalCount":)", std::to_string(total_count), "}}"}));
}

inline std::vector<Reply> all_replies() {
  std::vector<Reply> replies{
      credential_good(),
      credential_missing(),
      refused_by_host(),
      host_unreachable(),
      not_supported(),
      refused_for_an_unknown_reason(),
      check_failed_inside(),
      created(),
      removed(),
      system_with("TMS_KEYS"),
      system_with("PASSWORD"),
      no_such_system(),
      credential_call_finds_no_system(),
      not_permitted(),
      NoResponse::kTooLarge,
      NoResponse::kRedirected,
      NoResponse::kUnreadable,
      envelope(200, "success", "TAPIS_FOUND", R"([{"id": "ls6", "host": "h"}, {"id": "vista", "host": "h"}])"),
      envelope(200, "success", "TAPIS_FOUND", "[]"),
      systems_with({{"ls6", "TMS_KEYS"}, {"vista", "PASSWORD"}}),
  };
  for (const std::string_view names : {"abc", "cd", "cde", "de", "efg", "fg", "g", ""}) {
    for (const int total_count : {7, 3, -1}) replies.push_back(page(names, total_count));
  }
  for (NamedReply& named : transient_replies()) replies.push_back(std::move(named.reply));
  for (NamedReply& named : token_replies()) replies.push_back(std::move(named.reply));
  for (NamedReply& named : foreign_json(401)) replies.push_back(std::move(named.reply));
  replies.push_back(tms_answered("Code: 403 No record."));
  replies.push_back(tms_answered("Code: 500 Oops."));
  return replies;
}

inline Reply any_reply(FuzzedDataProvider& input) {
  static const std::vector<Reply> kReplies = all_replies();
  const auto which = input.ConsumeIntegralInRange<std::size_t>(0, kReplies.size());
  if (which < kReplies.size()) return kReplies[which];
  const int status = input.ConsumeIntegralInRange(0, 599);
  return HttpResponse{status, input.ConsumeRandomLengthString(300)};
}

}  // namespace tms
