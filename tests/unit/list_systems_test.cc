#include "core/list_systems.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "scenario.h"
#include "tapis_answers.h"

namespace tms {
namespace {

// Ordered ids: system 7 is "sys-00007".
std::string id_of(int number) {
  const std::string digits = std::to_string(number);
  return concat({"sys-", std::string(5 - digits.size(), '0'), digits});
}

// The rows from `first` up to, but not with, `end`. Row `broken` breaks the contract.
Reply rows(int first, int end, int total_count, int broken = -1) {
  std::string list;
  for (int number = first; number < end; ++number) {
    list += concat({number == first ? "" : ",", R"({"id":")", id_of(number),
                    number == broken ? R"(","host":7})" : R"(","host":"h"})"});
  }
  return text(200, concat({R"({"result":[)", list, R"(],"status":"success","message":"TAPIS_FOUND","metadata":)",
                           R"({"totalCount":)", std::to_string(total_count), "}}"}));
}

Scenario listing() {
  OperationContext with = context();
  with.subject = {};
  Scenario scenario(std::make_unique<ListSystems>(with));
  scenario.expect({{start(), "send list"}});
  return scenario;
}

// A Tapis with these many systems. The total that it tells counts all rows, or those of this page and after it (as
// the Systems service does), or is not told.
enum class Total { kAll, kFromHere, kNotTold };

struct Listed {
  Scenario scenario;
  std::vector<int> starts;  // where each page began
};

Listed list_all_of(int count, Total total, int broken = -1) {
  Listed listed{listing(), {}};
  while (!listed.scenario.is_finished() && listed.starts.size() < 20) {
    const std::string target = listed.scenario.requests().back().target;
    const std::size_t after = target.find("&startAfter=");
    int first = 0;
    while (after != std::string::npos && first < count && id_of(first) <= target.substr(after + 12)) ++first;
    listed.starts.push_back(first);
    const int told = total == Total::kNotTold ? -1 : total == Total::kAll ? count : count - first;
    listed.scenario.play(answered("list", rows(first, std::min(count, first + kSystemsPerPage), told, broken)));
  }
  return listed;
}

TEST(ListSystems, FindsUpToAThousandSystemsWithOneRequest) {
  for (const int count : {0, 1, 999, 1000}) {
    for (const Total total : {Total::kAll, Total::kFromHere}) {
      const Listed listed = list_all_of(count, total);
      EXPECT_EQ(listed.starts, std::vector<int>{0});
      EXPECT_EQ(listed.scenario.list().systems.size(), static_cast<std::size_t>(count));
    }
  }
}

TEST(ListSystems, AsksEachFurtherPageOnceAndFindsEverySystemOnce) {
  for (const Total total : {Total::kAll, Total::kFromHere, Total::kNotTold}) {
    for (const int count : {1001, 1999, 2001, 2500, 3500}) {
      SCOPED_TRACE(testing::Message() << count << " systems, total " << static_cast<int>(total));
      const Listed listed = list_all_of(count, total);
      for (std::size_t page = 0; page < listed.starts.size(); ++page) {
        EXPECT_EQ(listed.starts[page], static_cast<int>(page) * kSystemsPerPage);
      }
      EXPECT_EQ(listed.starts.size(), static_cast<std::size_t>((count + kSystemsPerPage - 1) / kSystemsPerPage));
      const std::vector<SystemRow>& systems = listed.scenario.list().systems;
      ASSERT_EQ(systems.size(), static_cast<std::size_t>(count));
      for (int number = 0; number < count; ++number) {
        ASSERT_EQ(systems[static_cast<std::size_t>(number)].id, id_of(number));
      }
    }
  }
}

TEST(ListSystems, AsksOnceMoreAfterAFullPageIfTheTotalIsNotTold) {
  for (const int count : {1000, 2000}) {
    const Listed listed = list_all_of(count, Total::kNotTold);
    EXPECT_EQ(listed.starts.back(), count);
    EXPECT_EQ(listed.scenario.list().systems.size(), static_cast<std::size_t>(count));
  }
}

TEST(ListSystems, GoesOnAfterAPageThatIsFullForAServiceThatGivesLess) {
  const auto page = [](int first, int end) {
    Reply reply = rows(first, end, -1);
    std::string& body = std::get<HttpResponse>(reply).body;
    body.insert(body.rfind('{') + 1, R"("recordLimit":250,)");
    return reply;
  };
  listing().expect({
      {answered("list", page(0, 250)), "send list"},
      {answered("list", page(250, 499)), "finish list of 499"},
  });
}

TEST(ListSystems, MissesNothingWhereTheLastRowOfAPageIsSkipped) {
  for (const Total total : {Total::kAll, Total::kFromHere, Total::kNotTold}) {
    const Listed listed = list_all_of(2002, total, 999);
    EXPECT_EQ(listed.starts, (std::vector<int>{0, 1000, 2000}));
    EXPECT_EQ(listed.scenario.list().systems.size(), 2001U);
    EXPECT_EQ(listed.scenario.list().skipped_rows, 1U);
    EXPECT_EQ(listed.scenario.list().systems.back().id, id_of(2001));
  }
}

TEST(ListSystems, CountsTheSkippedRowsOfAllPages) {
  listing().expect({{answered("list", rows(0, 3, 3, 1)), "finish list of 2"}});
  Scenario scenario = listing();
  scenario.expect({
      {answered("list", rows(0, 1000, 1003, 5)), "send list"},
      {answered("list", rows(1000, 1003, 3, 1001)), "finish list of 1001"},
  });
  EXPECT_EQ(scenario.list().skipped_rows, 2U);
}

TEST(ListSystems, NamesTheSystemsOnEachPageWhereOnlySomeAreAskedFor) {
  const std::vector<std::string> only{"ls6", "vista"};
  Scenario scenario(std::make_unique<ListSystems>(context(), only));
  scenario.expect({
      {start(), "send list"},
      {answered("list", rows(0, 100, 150)), "send list"},
      {answered("list", rows(100, 150, 50)), "finish list of 150"},
  });
  EXPECT_EQ(scenario.requests().front(), get_systems_request("", Selection::kDefinition, only));
  EXPECT_EQ(scenario.requests().back(), get_systems_request(id_of(99), Selection::kDefinition, only));
}

TEST(ListSystems, AsksForNothingTwiceWhereOnlySomeAreAskedFor) {
  std::vector<NamedReply> replies = transient_replies();
  replies.push_back({"400", text(400, "SEARCH_LIST_ERROR"), "invalid_response"});
  for (const NamedReply& row : replies) {
    SCOPED_TRACE(row.name);
    Scenario scenario(std::make_unique<ListSystems>(context(), std::vector<std::string>{"ls6", "vista"}));
    scenario.expect({{start(), "send list"}, {answered("list", row.reply), concat({"finish ", row.error})}});
  }
}

TEST(ListSystems, GoesOnAfterAShortPageIfThereAreMoreRows) {
  Scenario scenario = listing();
  scenario.expect({
      {answered("list", rows(0, 100, 150)), "send list"},
      {answered("list", rows(100, 150, 50)), "finish list of 150"},
  });
  EXPECT_TRUE(scenario.requests().back().target.ends_with("&startAfter=sys-00099"));
}

TEST(ListSystems, EndsAtAnEmptyPageIfSystemsHaveGoneMeanwhile) {
  listing().expect({
      {answered("list", rows(0, 1000, 1001)), "send list"},
      {answered("list", rows(0, 0, 0)), "finish list of 1000"},
  });
}

TEST(ListSystems, RefusesAPageThatDoesNotGoOn) {
  listing().expect({
      {answered("list", rows(0, 1000, 2500)), "send list"},
      {answered("list", rows(0, 1000, 2500)), "finish invalid_response"},
  });
  listing().expect({
      {answered("list", rows(0, 1000, -1)), "send list"},
      {answered("list", rows(0, 1000, -1)), "finish invalid_response"},
  });
  listing().expect({
      {answered("list", rows(0, 1000, 1500)), "send list"},
      {answered("list", rows(0, 1000, 1500)), "finish invalid_response"},  // although that makes 1,500 rows and more
  });
}

TEST(ListSystems, RefusesAFullPageWithoutAnyId) {
  std::string nothing = "{}";
  for (int row = 1; row < kSystemsPerPage; ++row) nothing += ",{}";
  listing().expect({{answered("list", text(200, concat({R"({"result":[)", nothing,
                                                        R"(],"status":"success","message":"","metadata":)",
                                                        R"({"totalCount":1001}})"}))),
                     "finish invalid_response"}});
}

TEST(ListSystems, AsksAnOlderServiceForAllAttributesOnce) {
  const Reply unknown_attribute = envelope(400, "Bad Request", "SYSAPI_SELECT_ERROR");
  Scenario scenario = listing();
  scenario.expect({
      {answered("list", unknown_attribute), "send list"},
      {answered("list", rows(0, 1000, 1001)), "send list"},
      {answered("list", rows(1000, 1001, 1)), "finish list of 1001"},
  });
  ASSERT_EQ(scenario.requests().size(), 3U);
  EXPECT_EQ(scenario.requests()[1], get_systems_request("", Selection::kAll));
  EXPECT_EQ(scenario.requests()[2], get_systems_request(id_of(999), Selection::kAll));

  listing().expect({
      {answered("list", unknown_attribute), "send list"},
      {answered("list", unknown_attribute), "finish invalid_response"},
  });
  listing().expect({
      {answered("list", rows(0, 1000, 1001)), "send list"},
      {answered("list", unknown_attribute), "finish invalid_response"},
  });
}

TEST(ListSystems, AsksAPageTwiceAgainAfterATransientFailure) {
  for (const NamedReply& row : transient_replies()) {
    SCOPED_TRACE(row.name);
    Scenario scenario = listing();
    scenario.expect({
        {answered("list", rows(0, 1000, 1001)), "send list"},
        {answered("list", row.reply), "wait list"},
        {wait_over("list"), "send list"},
        {answered("list", row.reply), "wait list"},
        {wait_over("list"), "send list"},
        {answered("list", rows(1000, 1001, 1)), "finish list of 1001"},
    });
    EXPECT_EQ(scenario.requests()[1], scenario.requests()[3]);
    listing().expect({
        {answered("list", row.reply), "wait list"},
        {wait_over("list"), "send list"},
        {answered("list", row.reply), "wait list"},
        {wait_over("list"), "send list"},
        {answered("list", row.reply), "finish " + std::string(row.error)},
    });
  }
}

TEST(ListSystems, EndsWithATokenThatTapisDoesNotAccept) {
  for (const NamedReply& row : token_replies()) {
    SCOPED_TRACE(row.name);
    listing().expect({{answered("list", row.reply), "finish " + std::string(row.error)}});
  }
}

TEST(ListSystems, SaysWhereItGoesOnWithoutWhatDoesNotBelongIntoAText) {
  Scenario scenario = listing();
  scenario.expect(
      {{answered("list", envelope(200, "success", "TAPIS_FOUND", R"([{"id": "a\u001f\u202eb"}, {"id": "c"}])")),
        "finish list of 1"}});
  Scenario more = listing();
  const Reply page = HttpResponse{
      200, R"({"result":[{"id":"a\u001f\u202eb"}],"status":"success","message":"","metadata":{"totalCount":2}})"};
  more.expect({{answered("list", page), "send list"}});
  EXPECT_EQ(more.reports().back().text, "Listing systems after a b");
}

TEST(ListSystems, EndsWithAnyOtherError) {
  listing().expect({{answered("list", not_permitted()), "finish forbidden"}});
  listing().expect({{answered("list", envelope(500, "error", "SYSAPI_SELECT_ERROR")), "finish server_error"}});
  listing().expect({{answered("list", html(200)), "finish invalid_response"}});
  listing().expect({{answered("list", NoResponse::kTooLarge), "finish invalid_response"}});
}

TEST(ListSystems, CancelEndsIt) {
  listing().expect({{cancel(), "abort list, finish cancelled"}});
  listing().expect({{answered("list", rows(0, 1000, 1001)), "send list"}, {close(), "abort list, finish closed"}});
  listing().expect({{answered("list", html(502)), "wait list"}, {cancel(), "abort list, finish cancelled"}});
}

TEST(ListSystems, SaysWhatItAsksForAndWhatWasFound) {
  Scenario scenario = listing();
  scenario.expect({
      {answered("list", rows(0, 1000, 1001)), "send list"},
      {answered("list", rows(1000, 1001, 1)), "finish list of 1001"},
  });
  std::vector<std::string> lines;
  for (const StepReport& report : scenario.reports()) {
    EXPECT_EQ(report.step, "list");
    EXPECT_EQ(report.subject.system_id, "");
    lines.push_back(report.text + (report.response ? ": " + report.response->summary : ""));
  }
  EXPECT_EQ(lines,
            (std::vector<std::string>{"Listing systems", "Listing systems: 1000 found",
                                      "Listing systems after sys-00999", "Listing systems after sys-00999: 1 found"}));
}

}  // namespace
}  // namespace tms
