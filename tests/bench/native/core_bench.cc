// What the logic itself costs: a whole establish from its first event to its last effect, the beginning of a set-up of
// thousands of systems and the whole of it, and the reading of a listing beside a plain parse of the same bytes.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "core/base/text.h"
#include "core/calls/get_systems.h"
#include "core/operations/establish.h"
#include "core/operations/setup.h"
#include "unit/tapis_answers.h"

namespace tms {
namespace {

// Feeds an event and adds the ids of what is to be sent.
void feed(Operation& operation, const Event& event, std::vector<RequestId>& sent) {
  for (const Effect& effect : operation.handle(event)) {
    if (const auto* request = std::get_if<SendRequest>(&effect)) sent.push_back(request->id);
  }
}

void establish_missing(benchmark::State& state) {
  const Reply missing = credential_missing();
  const Reply definition = system_with("TMS_KEYS");
  const Reply done = created();
  for ([[maybe_unused]] auto _ : state) {
    Establish establish({.subject = {.system_id = "stampede3", .username = "jdoe"}, .tenant = "designsafe", .seed = 7},
                        {});
    std::vector<RequestId> sent;
    feed(establish, Started{}, sent);
    feed(establish, Answered{sent.at(0), missing, 1}, sent);
    feed(establish, Answered{sent.at(1), definition, 1}, sent);
    feed(establish, Answered{sent.at(2), done, 1}, sent);
    if (!establish.is_finished()) std::abort();
  }
}
BENCHMARK(establish_missing);

std::vector<std::string> many_ids(std::size_t count) {
  std::vector<std::string> ids;
  ids.reserve(count);
  for (std::size_t number = 0; number < count; ++number) {
    ids.push_back(concat({"system-", std::to_string(number), ".example"}));
  }
  return ids;
}

std::unique_ptr<Setup> setup_of(const std::vector<std::string>& ids) {
  return std::make_unique<Setup>(OperationContext{.subject = {"", "jdoe"}, .seed = 7},
                                 Setup::Options{.system_ids = ids, .concurrency = 32});
}

void begin_setup(benchmark::State& state) {
  const std::vector<std::string> ids = many_ids(static_cast<std::size_t>(state.range(0)));
  for ([[maybe_unused]] auto _ : state) {
    std::vector<RequestId> sent;
    const auto setup = setup_of(ids);
    feed(*setup, Started{}, sent);
    if (sent.size() < 32) std::abort();
  }
}
BENCHMARK(begin_setup)->Arg(1000)->Arg(8000);

// Of systems that are all ready, whose definitions no list tells.
void whole_setup(benchmark::State& state) {
  const std::vector<std::string> ids = many_ids(static_cast<std::size_t>(state.range(0)));
  const Reply good = credential_good();
  for ([[maybe_unused]] auto _ : state) {
    std::vector<RequestId> sent;
    const auto setup = setup_of(ids);
    feed(*setup, Started{}, sent);
    for (std::size_t next = 0; next < sent.size(); ++next) feed(*setup, Answered{sent[next], good, 1}, sent);
    if (!setup->is_finished()) std::abort();
  }
}
BENCHMARK(whole_setup)->Arg(1000)->Arg(8000);

// A page of the list as Tapis answers with a selection of attributes.
std::string listing(std::size_t systems) {
  std::string rows;
  for (std::size_t i = 0; i < systems; ++i) {
    const std::string number = std::to_string(i);
    rows +=
        concat({i == 0 ? "" : ",\n", R"({"id": "system-)", number, R"(", "host": "host-)", number,
                R"(.tacc.utexas.edu", "description": "A system of the Texas Advanced Computing Center.", )"
                R"("owner": "wma_prtl", "systemType": "LINUX", "canExec": "true", "enabled": "true", )"
                R"("defaultAuthnMethod": "TMS_KEYS", "isDynamicEffectiveUser": "true", "hasCredentials": "false"})"});
  }
  const Reply reply = envelope(200, "success", "TAPIS_FOUND Systems found", concat({"[", rows, "]"}));
  return std::get<HttpResponse>(reply).body;
}

void read_listing(benchmark::State& state) {
  const auto systems = static_cast<std::size_t>(state.range(0));
  const std::string body = listing(systems);
  const Reply reply = HttpResponse{200, body};
  for ([[maybe_unused]] auto _ : state) {
    const Reading<SystemPage> reading = interpret_systems(reply);
    benchmark::DoNotOptimize(&reading);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * body.size()));
}
BENCHMARK(read_listing)->Arg(25)->Arg(250)->Arg(1000);

void plain_nlohmann_parse(benchmark::State& state) {
  const std::string body = listing(static_cast<std::size_t>(state.range(0)));
  for ([[maybe_unused]] auto _ : state) {
    const nlohmann::json parsed = nlohmann::json::parse(body);
    benchmark::DoNotOptimize(&parsed);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * body.size()));
}
BENCHMARK(plain_nlohmann_parse)->Arg(25)->Arg(250)->Arg(1000);

}  // namespace
}  // namespace tms
