// law …: what the packs say, without a desk.
#include <set>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "law/check.hpp"
#include "law/clock.hpp"
#include "law/duties.hpp"
#include "law/facts.hpp"
#include "law/rules.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Option rules_option{"--rules", "DIR", "a folder laid over the packs in the program"};

std::optional<std::string> overlay(const Context& c, std::string_view name = "--rules") {
  if (c.given(name)) return c.text(name);
  return std::nullopt;
}

// A city nobody wrote rules for is a wrong word, not an answer.
Result<law::Rules> rules_of(const Context& c, const std::string& city,
                            const std::set<std::string>& states = {}) {
  auto rules = law::load_rules(city, overlay(c), states);
  if (!rules && rules.error().code == Errc::not_found) return fail(Errc::usage, rules.error().detail);
  return rules;
}

Date today() { return local_date(system_clock().now(), "America/New_York"); }

// `--format json` and `--json` mean the same.
Result<Answer> formatted(const Context& c, Answer answer) {
  const auto& format = c.text("--format");
  if (format.empty() || format == "text") return answer;
  if (format != "json") return fail(Errc::usage, "--format is json or text");
  answer.text = plain_json(answer.json);
  return answer;
}

Result<Answer> duties(Context& c) {
  const auto json = TRY(parse_json(TRY(file_bytes(c.text("--facts"), 8U << 20))));
  const auto facts = TRY(law::read_facts(json));
  // Of other states only those whose residents are named.
  std::set<std::string> states;
  if (facts.people)
    for (const auto& group : *facts.people)
      if (group.state) states.insert(*group.state);
  const auto rules = TRY(rules_of(c, facts.city.value_or("us/ct/stamford"), states));
  auto day = today();
  if (c.given("--known-at")) {
    auto typed = parse_date(c.text("--known-at"));
    if (!typed) return fail(Errc::usage, "--known-at wants a day, such as 2026-03-02");
    day = *typed;
  }
  const auto reckoning = TRY(law::duties_for(rules, facts, day));
  return formatted(c, Answer{law::to_words(reckoning), law::to_json(reckoning)});
}

Result<Answer> check(Context& c) {
  const auto files = TRY(law::rule_files(overlay(c, "DIR")));
  const auto report = law::check(files, today());
  return Answer{law::to_words(report), law::to_json(report), report.ok() ? 0 : 1};
}

Result<Answer> clock(Context& c) {
  const auto unit = TRY(law::parse_unit(c.given("--unit") ? c.text("--unit") : "calendar-days"));
  const auto days = TRY(c.number("--days")).value_or(0);
  if (days > 3660) return fail(Errc::too_large, "--days: at most 3660");
  const auto from = parse_date(c.text("--from"));
  if (!from) return fail(Errc::usage, "--from wants a day, such as 2027-01-15");
  const auto pack = c.given("--calendar") ? c.text("--calendar") : "us/ct";
  const auto rules = TRY(rules_of(c, pack));
  const auto* calendar = rules.calendar(pack);
  if (calendar == nullptr) return fail(Errc::usage, "the pack " + pack + " states no calendar");
  const auto count = TRY(law::count_days(unit, static_cast<int>(days), *from, *calendar));
  return formatted(c, Answer{law::to_words(count), law::to_json(count)});
}

}  // namespace

void add_law(Commands& to) {
  const Option format{"--format", "HOW", "json or text (the default)"};
  to.groups.push_back({"law", "Ask the packs: duties, clocks, and whether they are sound"});
  auto& all = to.commands;
  all.push_back({.path = "law duties",
                 .summary = "Say what a set of facts obliges to, by when, and on what authority",
                 .options = {{"--facts", "FILE", "facts as JSON; - reads standard input", Need::required},
                             rules_option,
                             {"--known-at", "DAY", "seen on that day; today if left out"},
                             format},
                 .run = duties,
                 .details = "A key that is missing is unknown, never \"no\". This is not legal advice.",
                 .desk = Command::Desk::none});
  all.push_back({.path = "law check",
                 .summary = "Check packs: their form, their sources, their calendars, their cases",
                 .positionals = {{"DIR", "a folder laid over the packs in the program", Positional::Need::optional}},
                 .run = check,
                 .desk = Command::Desk::none});
  all.push_back({.path = "law clock",
                 .summary = "Count days, one line a day, the last day last",
                 .options = {{"--unit", "UNIT", "calendar-days (the default) or business-days"},
                             {"--days", "N", "how many", Need::required},
                             {"--from", "DAY", "the day of the event, which is not counted", Need::required},
                             {"--calendar", "PACK", "whose holidays; us/ct if left out"},
                             rules_option,
                             format},
                 .run = clock,
                 .desk = Command::Desk::none});
}

}  // namespace ledgelight::cli
