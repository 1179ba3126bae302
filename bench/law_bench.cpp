// rooms: base law
// One duty sheet, and a register of a million people over every jurisdiction, on one core.
//   law_bench [ROUNDS] [PEOPLE]
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include <time.h>

#include "law/duties.hpp"
#include "law/facts.hpp"
#include "law/register_counts.hpp"
#include "law/rules.hpp"

namespace {

using namespace ledgelight;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point began) {
  return std::chrono::duration<double, std::milli>(Clock::now() - began).count();
}

// What this thread used of a processor: on a machine that others use, the clock on the wall also
// counts the slices they were given in between.
double cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Rounds {
  std::vector<double> wall, cpu;  // sorted
};
template <class F>
Rounds both(int rounds, F f) {
  Rounds out;
  for (int i = 0; i < rounds; ++i) {
    const auto began = Clock::now();
    const auto cpu = cpu_ms();
    f();
    out.cpu.push_back(cpu_ms() - cpu);
    out.wall.push_back(ms_since(began));
  }
  std::sort(out.wall.begin(), out.wall.end());
  std::sort(out.cpu.begin(), out.cpu.end());
  return out;
}

template <class F>
std::vector<double> timed(int rounds, F f) {
  std::vector<double> out;
  for (int i = 0; i < rounds; ++i) {
    const auto began = Clock::now();
    f();
    out.push_back(ms_since(began));
  }
  std::sort(out.begin(), out.end());
  return out;
}

void print(const char* what, const Rounds& ms) {
  const auto at = [](const std::vector<double>& all, double share) {
    return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
  };
  std::printf("  %-52s %6zu  p50 %7.4f ms  p99 %7.4f ms  processor p50 %7.4f  p99 %7.4f\n", what, ms.wall.size(),
              at(ms.wall, 0.5), at(ms.wall, 0.99), at(ms.cpu, 0.5), at(ms.cpu, 0.99));
}

law::Facts must_read(const char* text) {
  auto facts = law::read_facts(text);
  if (!facts) {
    std::fprintf(stderr, "%s\n", facts.error().detail.c_str());
    std::exit(1);
  }
  return *facts;
}

constexpr const char* one_state = R"({"city":"us/ct/stamford","entity":{"kind":"municipality","role":"owner","hipaa":false},
 "discovered":"2026-03-02","access":"acquired","data":[{"elements":["name","ssn"],"medium":"electronic","protection":"none"}],
 "people":[{"state":"US-CT","count":1200,"identified":"2026-03-02","without_contact":3,"elements":["name","ssn"]}],
 "harm":{"finding":"undetermined"},"law_enforcement_hold":null,"notice_cost_usd":4000,"notified":[]})";

law::Facts every_state() {
  auto facts = must_read(one_state);
  facts.people->clear();
  for (const auto& code : law::jurisdiction_codes()) {
    law::PeopleGroup group;
    group.state = code;
    group.count = 1200;
    group.elements = law::Elements{"name", "ssn"};
    facts.people->push_back(group);
  }
  return facts;
}

// A person as a register writes one.
struct Person {
  std::string state;
  std::vector<std::string> elements;
};
std::vector<Person> people(std::size_t count) {
  std::mt19937_64 chance(11);
  const auto& codes = law::jurisdiction_codes();
  const std::vector<std::string> parts = {"ssn", "dob", "drivers_licence", "financial_account", "medical", "passport"};
  std::vector<Person> out(count);
  for (auto& one : out) {
    one.state = codes[chance() % codes.size()];
    one.elements = {"name"};
    for (const auto& part : parts)
      if (chance() % 2 == 0) one.elements.push_back(part);
  }
  return out;
}

law::RegisterRow packed(const Person& one) {
  law::RegisterRow row;
  if (const auto at = law::state_index(one.state)) row.state = *at;
  for (const auto& element : one.elements)
    if (const auto bit = law::element_bit(element)) row.elements |= *bit;
  return row;
}

volatile std::size_t sink;  // NOLINT: keeps the work

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 2000;
  const std::size_t count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1'000'000;
  const auto rules = law::load_rules("us/ct/stamford");
  if (!rules) {
    std::fprintf(stderr, "%s\n", rules.error().detail.c_str());
    return 1;
  }
  const auto day = *parse_date("2026-03-20");
  std::printf("%zu packs, breach law of %zu jurisdictions\n", rules->packs.size(), rules->breach.size());
  const auto sheet = [&](const law::Facts& facts) {
    const auto out = law::duties_for(*rules, facts, day);
    if (!out) std::abort();
    sink = out->duties.size();
  };
  const auto small = must_read(one_state);
  const auto wide = every_state();
  print("one duty sheet: residents of Connecticut", both(rounds, [&] { sheet(small); }));
  print("the same, from the text of the facts to the JSON", both(rounds, [&] {
          const auto out = law::duties_for(*rules, must_read(one_state), day);
          sink = law::to_json(*out).dump().size();
        }));
  print("one duty sheet: residents of all 54 jurisdictions", both(std::max(rounds / 4, 20), [&] { sheet(wide); }));

  const auto register_of = people(count);
  const auto many = static_cast<double>(count);
  std::vector<law::RegisterRow> rows(count);
  const auto packing = timed(5, [&] {
    std::transform(register_of.begin(), register_of.end(), rows.begin(), packed);
  });
  std::size_t combinations = 0;
  const auto counting = timed(5, [&] {
    law::RegisterCounts counts;
    counts.add(rows);
    combinations = counts.combinations();
    sink = counts.groups().size();
  });
  auto facts = small;
  const auto whole = timed(5, [&] {
    law::RegisterCounts counts;
    for (const auto& one : register_of) {
      const auto row = packed(one);
      counts.add(&row, 1);
    }
    facts.people = counts.groups();
    sheet(facts);
  });
  const auto reckoned = timed(5, [&] {
    law::RegisterCounts counts;
    counts.add(rows);
    facts.people = counts.groups();
    sheet(facts);
  });
  const auto report = [&](const char* what, const std::vector<double>& ms) {
    const double median = ms[ms.size() / 2];
    std::printf("  %-58s %8.1f ms  %6.1f million people/s\n", what, median, many / median / 1000);
  };
  std::printf("a register of %zu people, %zu combinations of state and elements, one core, median of 5:\n", count, combinations);
  report("words into rows (state and elements as text)", packing);
  report("counting rows", counting);
  report("rows to duty sheet", reckoned);
  report("words to duty sheet", whole);
  return 0;
}
