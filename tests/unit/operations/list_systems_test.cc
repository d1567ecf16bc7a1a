#include "core/operations/list_systems.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "unit/scenario.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

// Ordered ids: system 7 is "sys-00007".
std::string id_of(int number) {
  const std::string digits = std::to_string(number);
  return concat({"sys-", std::string(5 - digits.size(), '0'), digits});
}

std::string row(int number, int broken = -1) {
  return concat({R"({"id":")", id_of(number), number == broken ? R"(","host":7})" : R"(","host":"h"})"});
}

Reply page(std::string_view list, int total_count) {
  return text(200, concat({R"({"result":[)", list, R"(],"status":"success","message":"TAPIS_FOUND","metadata":)",
                           R"({"totalCount":)", std::to_string(total_count), "}}"}));
}

// The rows from `first` up to, but not with, `end`. Row `broken` breaks the contract.
Reply rows(int first, int end, int total_count, int broken = -1) {
  std::string list;
  for (int number = first; number < end; ++number) list += (number == first ? "" : ",") + row(number, broken);
  return page(list, total_count);
}

Scenario listing() {
  OperationContext with = context();
  with.subject = {};
  Scenario scenario(std::make_unique<ListSystems>(with));
  scenario.expect({{start(), "send list"}});
  return scenario;
}

// What a total counts: all rows, those of the page and after it (as the Systems service does after an id), or nothing.
enum class Total { kAll, kFromHere, kNotTold };

// A Tapis with systems of these numbers.
struct Service {
  std::vector<int> numbers;  // ascending
  Total total = Total::kFromHere;
  int broken = -1;
  std::size_t most_rows = 5000;  // it gives no more, and does not say so

  Reply answer(const HttpRequest& request) const {
    const std::string& target = request.target;
    const auto text_after = [&](const std::string& name) {
      const std::size_t at = target.find(name);
      if (at == std::string::npos) return std::string();
      const std::size_t begin = at + name.size();
      return target.substr(begin, target.find('&', begin) - begin);
    };
    const std::string after = text_after("&startAfter=");
    const std::string skip = text_after("&skip=");
    const std::size_t limit = std::stoul(text_after("&limit="));
    auto first = numbers.begin();
    while (first != numbers.end() && id_of(*first) <= after) ++first;
    const auto from_here = static_cast<int>(numbers.end() - first);
    if (!skip.empty()) first += static_cast<std::ptrdiff_t>(std::min(std::stoul(skip), numbers.size()));
    const auto left = static_cast<std::size_t>(numbers.end() - first);
    const auto end = first + static_cast<std::ptrdiff_t>(std::min({limit, left, most_rows}));
    std::string list;
    for (auto number = first; number != end; ++number) list += (number == first ? "" : ",") + row(*number, broken);
    const int told = total == Total::kNotTold ? -1
                     : total == Total::kAll   ? static_cast<int>(numbers.size())
                                              : from_here;
    return page(list, told);
  }
};

std::vector<int> up_to(int count) {
  std::vector<int> numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

// Plays the list with this service: each request in flight is answered in the order sent.
void play_out(Scenario& scenario, const Service& service) {
  for (int event = 0; !scenario.is_finished() && event < 50; ++event) {
    const std::string call = scenario.open_requests().front();
    scenario.play(answered(call, service.answer(scenario.request_named(call))));
  }
}

Scenario list_all_of(const Service& service) {
  Scenario scenario = listing();
  play_out(scenario, service);
  return scenario;
}

void expect_systems(const Scenario& scenario, const std::vector<int>& numbers) {
  ASSERT_TRUE(scenario.is_finished());
  const std::vector<SystemRow>& systems = scenario.list().systems;
  ASSERT_EQ(systems.size(), numbers.size());
  for (std::size_t row = 0; row < numbers.size(); ++row) ASSERT_EQ(systems[row].id, id_of(numbers[row]));
}

TEST(ListSystems, FindsUpToAThousandSystemsWithOneRequest) {
  for (const int count : {0, 1, 999, 1000}) {
    for (const Total total : {Total::kAll, Total::kFromHere}) {
      const Scenario scenario = list_all_of({up_to(count), total});
      EXPECT_EQ(scenario.requests().size(), 1U);
      expect_systems(scenario, up_to(count));
    }
  }
}

TEST(ListSystems, AsksOnceForEachThousandAndFindsEverySystemOnce) {
  for (const Total total : {Total::kAll, Total::kFromHere, Total::kNotTold}) {
    for (const int count : {1001, 1999, 2000, 2001, 2500, 3500, 10'000}) {
      SCOPED_TRACE(testing::Message() << count << " systems, total " << static_cast<int>(total));
      const Scenario scenario = list_all_of({up_to(count), total});
      const int full = total == Total::kNotTold && count % kSystemsPerPage == 0 ? 1 : 0;  // only an empty page ends it
      EXPECT_EQ(scenario.requests().size(),
                static_cast<std::size_t>(full + (count + kSystemsPerPage - 1) / kSystemsPerPage));
      expect_systems(scenario, up_to(count));
    }
  }
}

TEST(ListSystems, AsksForTheOtherPagesAtTheSameTimeSixAtTheMost) {
  const Service service{up_to(9500)};
  const auto of = [&](std::size_t skip) {
    return service.answer(get_systems_request({.skip = skip, .limit = 1001}, Selection::kNeeded));
  };
  Scenario scenario = listing();
  scenario.expect({
      {answered("list", service.answer(scenario.requests().front())),
       "send list 999, send list 1999, send list 2999, send list 3999, send list 4999, send list 5999"},
      {answered("list 2999", of(2999)), ""},  // kept until those before it have come
      {answered("list 1999", of(1999)), ""},
      {answered("list 999", of(999)), "send list 6999, send list 7999, send list 8999"},
      {answered("list 8999", of(8999)), ""},
      {answered("list 3999", of(3999)), ""},
      {answered("list 5999", of(5999)), ""},
      {answered("list 4999", of(4999)), ""},
      {answered("list 7999", of(7999)), ""},
      {answered("list 6999", of(6999)), "finish list of 9500"},
  });
  expect_systems(scenario, service.numbers);
  EXPECT_EQ(scenario.requests()[1], get_systems_request({.skip = 999, .limit = 1001}, Selection::kNeeded));
}

TEST(ListSystems, AsksForOnePageAfterAnotherIfTheTotalIsNotTold) {
  Scenario scenario = listing();
  const Service service{up_to(2500), Total::kNotTold};
  scenario.expect({{answered("list", service.answer(scenario.requests().front())), "send list"}});
  EXPECT_EQ(scenario.requests().back(), get_systems_request({.after = id_of(999)}, Selection::kNeeded));
}

TEST(ListSystems, DoesNotBelieveATotalThatCannotBe) {
  struct Row {
    std::string_view name;
    int first_total;
    std::string_view then;
  };
  for (const Row& row : std::vector<Row>{{"as many as there are", 1000, "finish list of 1000"},
                                         {"fewer than there are", 999, "send list"},
                                         {"none", 0, "send list"},
                                         {"not told", -1, "send list"},
                                         {"more than anybody has", 1'000'001, "send list"}}) {
    SCOPED_TRACE(row.name);
    listing().expect({{answered("list", rows(0, 1000, row.first_total)), row.then}});
  }
  listing().expect({{answered("list", rows(0, 10, 5)), "finish list of 10"}});
}

TEST(ListSystems, FindsEverySystemWhereTheTotalIsWrong) {
  // Too large, as one that ignores who may see what: the page after the last begins with nothing new.
  for (const int told : {2501, 3000, 3500, 9000, 900'000}) {
    SCOPED_TRACE(told);
    const Service service{up_to(2500), Total::kNotTold};
    Scenario scenario = listing();
    scenario.play(answered("list", rows(0, 1000, told)));
    play_out(scenario, service);
    expect_systems(scenario, service.numbers);
  }
  // Too small: there are more rows than it says.
  for (const int told : {1001, 1500, 2000, 2499}) {
    SCOPED_TRACE(told);
    const Service service{up_to(2500), Total::kNotTold};
    Scenario scenario = listing();
    scenario.play(answered("list", rows(0, 1000, told)));
    play_out(scenario, service);
    expect_systems(scenario, service.numbers);
  }
}

TEST(ListSystems, FindsEverySystemOfAServiceThatGivesFewerRowsThanItSays) {
  for (const std::size_t most_rows : {1U, 2U, 300U, 999U, 1000U}) {
    for (const Total total : {Total::kAll, Total::kFromHere}) {
      SCOPED_TRACE(testing::Message() << most_rows << " rows, total " << static_cast<int>(total));
      const int count = most_rows < 3 ? 20 : 2500;
      Service service{up_to(count), total};
      service.most_rows = most_rows;
      expect_systems(list_all_of(service), service.numbers);
    }
  }
}

TEST(ListSystems, GoesByTheNumberOfRowsThatAServiceSaysItGives) {
  const auto limited = [](Reply reply) {
    std::string& body = std::get<HttpResponse>(reply).body;
    body.insert(body.rfind('{') + 1, R"("recordLimit":250,)");
    return reply;
  };
  Scenario scenario = listing();
  scenario.expect({
      {answered("list", limited(rows(0, 250, 600))), "send list 249, send list 497"},
      {answered("list 249", limited(rows(249, 498, 600))), ""},
      {answered("list 497", limited(rows(497, 600, 600))), "finish list of 600"},
  });
  EXPECT_EQ(scenario.requests()[1], get_systems_request({.skip = 249, .limit = 249}, Selection::kNeeded));
  EXPECT_EQ(scenario.requests()[2], get_systems_request({.skip = 497, .limit = 104}, Selection::kNeeded));
  listing().expect({
      {answered("list", limited(rows(0, 250, -1))), "send list"},
      {answered("list", limited(rows(250, 499, -1))), "finish list of 499"},
  });
}

TEST(ListSystems, GoesOnFromWhatIsSureWhereAPageByNumberDoesNotFollow) {
  struct Row {
    std::string_view name;
    Reply page;
    std::size_t sure;
  };
  std::vector<Row> table{
      {"a system before it has gone", rows(1000, 2001, 3000), 1000},
      {"a system before it has come", rows(998, 1999, 3000), 1000},
      {"it does not know skip", rows(0, 1001, 3000), 1000},
      {"it is empty", rows(0, 0, 3000), 1000},
      {"its first row has no id", page("{}," + row(1000), 3000), 1000},
      {"it is shorter", rows(999, 1500, 3000), 1500},
      {"it is longer", rows(999, 2100, 3000), 2100},
      {"it is refused", text(400, "TAPIS_QUERY_PARAM"), 1000},
  };
  for (const Row& row : table) {
    SCOPED_TRACE(row.name);
    Scenario scenario = listing();
    scenario.expect({
        {answered("list", rows(0, 1000, 3000)), "send list 999, send list 1999"},
        {answered("list 999", row.page), "abort list 1999, send list"},
    });
    const std::string last = id_of(static_cast<int>(row.sure) - 1);
    EXPECT_EQ(scenario.requests().back(), get_systems_request({.after = last}, Selection::kNeeded));
    play_out(scenario, {up_to(3000)});
    expect_systems(scenario, up_to(3000));
  }
}

TEST(ListSystems, ThrowsNothingAwayThatIsSureWhenALaterPageDoesNotFollow) {
  Scenario scenario = listing();
  scenario.expect({
      {answered("list", rows(0, 1000, 3500)), "send list 999, send list 1999, send list 2999"},
      {answered("list 1999", rows(2000, 3001, 3499)),
       ""},  // one has gone, and nobody knows yet that it does not follow
      {answered("list 999", rows(999, 2000, 3500)), "abort list 2999, send list"},
  });
  EXPECT_EQ(scenario.requests().back(), get_systems_request({.after = id_of(1999)}, Selection::kNeeded));
}

TEST(ListSystems, LosesAndRepeatsNothingWhileSystemsComeAndGo) {
  std::mt19937 random(20261127);
  for (int run = 0; run < 20; ++run) {
    SCOPED_TRACE(testing::Message() << "run " << run);
    Service service{{}, random() % 2 == 0 ? Total::kAll : Total::kFromHere};
    for (int number = 0; number < 8'000; ++number) {
      if (random() % 2 == 0) service.numbers.push_back(number);
    }
    std::vector<int> always = service.numbers;
    Scenario scenario = listing();
    for (int event = 0; !scenario.is_finished() && event < 100; ++event) {
      // Any of those in flight is answered, out of what there is just now.
      const std::vector<std::string> open = scenario.open_requests();
      ASSERT_FALSE(open.empty());
      ASSERT_LE(open.size(), 6U);
      const std::string& call = open[random() % open.size()];
      scenario.play(answered(call, service.answer(scenario.request_named(call))));
      if (random() % 4 != 0) continue;
      const int changed = static_cast<int>(random() % 8'000);
      const auto at = std::lower_bound(service.numbers.begin(), service.numbers.end(), changed);
      if (at != service.numbers.end() && *at == changed) {
        service.numbers.erase(at);
        std::erase(always, changed);
      } else {
        service.numbers.insert(at, changed);
      }
    }
    ASSERT_TRUE(scenario.is_finished());
    std::vector<std::string> ids;
    for (const SystemRow& row : scenario.list().systems) ids.push_back(row.id);
    EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end()) << "a system is there twice";
    for (const int number : always) {
      ASSERT_TRUE(std::binary_search(ids.begin(), ids.end(), id_of(number))) << id_of(number) << " was always there";
    }
  }
}

TEST(ListSystems, MissesNothingWhereTheLastRowOfAPageIsSkipped) {
  for (const Total total : {Total::kAll, Total::kFromHere, Total::kNotTold}) {
    for (const int broken : {999, 1000, 1999, 2001}) {
      SCOPED_TRACE(testing::Message() << broken << " is broken, total " << static_cast<int>(total));
      const Scenario scenario = list_all_of({up_to(2002), total, broken});
      EXPECT_EQ(scenario.requests().size(), 3U);
      EXPECT_EQ(scenario.list().skipped_rows, 1U);
      std::vector<int> sound = up_to(2002);
      std::erase(sound, broken);
      expect_systems(scenario, sound);
    }
  }
}

TEST(ListSystems, CountsTheSkippedRowsOfAllPages) {
  listing().expect({{answered("list", rows(0, 3, 3, 1)), "finish list of 2"}});
  Scenario scenario = listing();
  scenario.expect({
      {answered("list", rows(0, 1000, 1003, 5)), "send list 999"},
      {answered("list 999", rows(999, 1003, 1003, 1001)), "finish list of 1001"},
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
  EXPECT_EQ(scenario.requests().front(), get_systems_request({}, Selection::kDefinition, only));
  EXPECT_EQ(scenario.requests().back(), get_systems_request({.after = id_of(99)}, Selection::kDefinition, only));
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

TEST(ListSystems, GoesOnAfterAShortPageThatSaysThatMoreRowsFollowAlsoWhenTheFirstTotalIsInDoubt) {
  listing().expect({
      {answered("list", rows(0, 1000, 3000)), "send list 999, send list 1999"},
      {answered("list 999", rows(999, 1500, 3000)), "abort list 1999, send list"},
      {answered("list", rows(1500, 2000, 1500)), "send list"},
      {answered("list", rows(2000, 3000, 1000)), "send list"},  // a full one never ends the list
      {answered("list", rows(0, 0, 0)), "finish list of 3000"},
  });
}

TEST(ListSystems, EndsAtAnEmptyPageIfSystemsHaveGoneMeanwhile) {
  listing().expect({
      {answered("list", rows(0, 1000, 1001)), "send list 999"},
      {answered("list 999", rows(0, 0, 0)), "send list"},
      {answered("list", rows(0, 0, 0)), "finish list of 1000"},
  });
  listing().expect({
      {answered("list", rows(0, 100, 150)), "send list"},
      {answered("list", rows(0, 0, 0)), "finish list of 100"},
  });
}

TEST(ListSystems, RefusesAPageThatDoesNotGoOn) {
  listing().expect({
      {answered("list", rows(0, 1000, 1001)), "send list 999"},
      {answered("list 999", rows(0, 1000, 1001)), "send list"},
      {answered("list", rows(0, 1000, 1001)), "finish invalid_response"},
  });
  listing().expect({
      {answered("list", rows(0, 1000, -1)), "send list"},
      {answered("list", rows(0, 1000, -1)), "finish invalid_response"},
  });
  listing().expect({
      {answered("list", rows(0, 800, 1500)), "send list"},
      {answered("list", rows(0, 800, 1500)), "finish invalid_response"},  // although that makes 1,500 rows and more
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
      {answered("list", rows(0, 1000, 1001)), "send list 999"},
      {answered("list 999", rows(999, 1001, 1001)), "finish list of 1001"},
  });
  ASSERT_EQ(scenario.requests().size(), 3U);
  EXPECT_EQ(scenario.requests()[1], get_systems_request({}, Selection::kAll));
  EXPECT_EQ(scenario.requests()[2], get_systems_request({.skip = 999, .limit = 3}, Selection::kAll));

  listing().expect({
      {answered("list", unknown_attribute), "send list"},
      {answered("list", unknown_attribute), "finish invalid_response"},
  });
  listing().expect({
      {answered("list", rows(0, 1000, -1)), "send list"},
      {answered("list", unknown_attribute), "finish invalid_response"},
  });
}

TEST(ListSystems, AsksAPageTwiceAgainAfterATransientFailure) {
  for (const NamedReply& row : transient_replies()) {
    SCOPED_TRACE(row.name);
    Scenario scenario = listing();
    scenario.expect({
        {answered("list", rows(0, 1000, 2001)), "send list 999, send list 1999"},
        {answered("list 999", row.reply), "wait list 999"},
        {wait_over("list 999"), "send list 999"},
        {answered("list 999", row.reply), "wait list 999"},
        {answered("list 1999", rows(1999, 2001, 2001)), ""},
        {wait_over("list 999"), "send list 999"},
        {answered("list 999", rows(999, 2000, 2001)), "finish list of 2001"},
    });
    EXPECT_EQ(scenario.requests()[1], scenario.requests()[4]);
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
    listing().expect({
        {answered("list", rows(0, 1000, 2001)), "send list 999, send list 1999"},
        {answered("list 1999", row.reply), "abort list 999, finish " + std::string(row.error)},
    });
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
  listing().expect({
      {answered("list", rows(0, 1000, 2001)), "send list 999, send list 1999"},
      {answered("list 1999", not_permitted()), "abort list 999, finish forbidden"},
  });
}

TEST(ListSystems, CancelEndsIt) {
  listing().expect({{cancel(), "abort list, finish cancelled"}});
  listing().expect({{answered("list", rows(0, 1000, 2001)), "send list 999, send list 1999"},
                    {close(), "abort list 999, abort list 1999, finish closed"}});
  listing().expect({{answered("list", html(502)), "wait list"}, {cancel(), "abort list, finish cancelled"}});
}

TEST(ListSystems, SaysWhatItAsksForAndWhatWasFound) {
  Scenario scenario = listing();
  scenario.expect({
      {answered("list", rows(0, 1000, 2001)), "send list 999, send list 1999"},
      {answered("list 999", rows(999, 1500, 2001)), "abort list 1999, send list"},
      {answered("list", rows(1500, 1501, 1)), "finish list of 1501"},
  });
  std::vector<std::string> lines;
  for (const StepReport& report : scenario.reports()) {
    EXPECT_EQ(report.step, "list");
    EXPECT_EQ(report.subject.system_id, "");
    lines.push_back(report.text + (report.response ? ": " + report.response->summary : ""));
  }
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "Listing systems", "Listing systems: 1000 found", "Listing systems after the first 999",
                       "Listing systems after the first 1999", "Listing systems after the first 999: 501 found",
                       "Listing systems after sys-01499", "Listing systems after sys-01499: 1 found"}));
}

}  // namespace
}  // namespace tms
