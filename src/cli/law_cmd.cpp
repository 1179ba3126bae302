// law …: what the packs say, without a desk.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/duties.hpp"
#include "law/check.hpp"
#include "law/clock.hpp"
#include "law/duties.hpp"
#include "law/facts.hpp"
#include "law/hours.hpp"
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

// The first key that stands twice in an object of a file of facts, as "people[1].count", or
// nothing. The reader of JSON names no key, since most of what it reads is not ours to repeat; a
// file of facts is.
std::string key_twice(std::string_view text) {
  struct Open {
    bool is_list = false;
    std::size_t next = 0;  // of a list: the number of the member that comes next
    std::set<std::string> keys;
    std::string last;
  };
  std::vector<Open> open;
  std::string found;
  const auto look = [&](int, Json::parse_event_t event, Json& value) {
    using Event = Json::parse_event_t;
    const bool begins = event == Event::object_start || event == Event::array_start;
    if ((begins || event == Event::value) && !open.empty() && open.back().is_list)
      open.back().last = "[" + std::to_string(open.back().next++) + "]";
    if (begins) {
      open.emplace_back();
      open.back().is_list = event == Event::array_start;
    }
    if (event == Event::object_end || event == Event::array_end) open.pop_back();
    if (event != Event::key || !found.empty()) return true;
    open.back().last = value.get<std::string>();
    if (open.back().keys.insert(open.back().last).second) return true;
    for (const auto& o : open)
      found += (found.empty() || o.is_list ? "" : ".") + o.last;
    return true;
  };
  [[maybe_unused]] const auto all = Json::parse(text, look, false);
  return found;
}

Result<Json> facts_file(const std::string& path) {
  const auto text = TRY(file_bytes(path, 8U << 20));
  auto json = parse_json(text);
  if (json) return json;
  const auto twice = key_twice(text);
  if (twice.empty()) return json;
  return fail(Errc::bad_input, escaped(twice) + ": stands twice in one object; keep one of the two");
}

Result<Answer> duties(Context& c) {
  const auto facts = TRY(law::read_facts(TRY(facts_file(c.text("--facts")))));
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
  return Answer{law::to_words(reckoning), law::to_json(reckoning)};
}

Result<Answer> check(Context& c) {
  if (c.given("DIR") && c.given("--rules"))
    return fail(Errc::usage, "name the folder once: DIR, or --rules DIR");
  const auto files = TRY(law::rule_files(overlay(c, c.given("DIR") ? "DIR" : "--rules")));
  const auto report = law::check(files, today());
  return Answer{law::to_words(report), law::to_json(report), report.ok() ? 0 : 1};
}

// "2027-01-20=City Hall closed: snow" as a what-if.
Result<law::PlaceDay> place_day(const std::string& typed, law::PlaceDay::What what,
                                std::string_view option) {
  const auto equals = typed.find('=');
  const auto date = parse_date(typed.substr(0, equals));
  if (!date) return fail(Errc::usage, std::string(option) + " wants a day, such as 2027-01-20=REASON");
  auto because = equals == std::string::npos ? std::string() : trimmed(typed.substr(equals + 1));
  if (because.empty()) because = what == law::PlaceDay::What::closed ? "closed" : "open";
  return law::PlaceDay{*date, what, std::move(because)};
}

Result<Answer> clock(Context& c) {
  const auto unit = TRY(law::parse_unit(c.given("--unit") ? c.text("--unit") : "calendar-days"));
  const auto n = TRY(c.number(unit == law::Unit::hours && c.given("--hours") ? "--hours" : "--days"));
  if (!n) return fail(Errc::usage, "say how many: --days N, or --hours N with --unit hours");
  const auto pack = c.given("--calendar") ? c.text("--calendar") : "us/ct";
  const auto rules = TRY(rules_of(c, pack));
  // What the pack does not state is said before the days, never filled in without a word.
  std::vector<std::string> notes;
  if (unit == law::Unit::hours) {
    auto zone = rules.place.zone;
    if (zone.empty()) {
      zone = "America/New_York";
      if (pack != "us/ct")
        notes.push_back("the pack " + pack + " states no time zone; read as " + zone);
    }
    const auto count = TRY(law::count_hours(static_cast<std::int64_t>(std::min<std::uint64_t>(*n, 1U << 30)),
                                            TRY(law::local_instant(c.text("--from"), zone)), zone));
    return Answer{law::to_words(count, notes), law::to_json(count, notes)};
  }
  if (*n > 3660) return fail(Errc::too_large, "--days: at most 3660");
  const auto from = parse_date(c.text("--from"));
  if (!from) return fail(Errc::usage, "--from wants a day, such as 2027-01-15");
  const auto* stated = rules.calendar(pack);
  if (stated == nullptr && unit == law::Unit::school_days)
    return fail(Errc::usage, "the pack " + pack +
                                 " states no calendar, and school days are only what one states");
  if (stated == nullptr && unit == law::Unit::business_days)
    notes.push_back("legal holidays of " + pack +
                    ": not seen; every Monday to Friday is counted, which gives the "
                    "earlier day; look in that state's own law on legal holidays");
  auto calendar = stated == nullptr ? law::Calendar{} : *stated;
  for (const auto& day : c.texts("--closed"))
    calendar.place_days.push_back(TRY(place_day(day, law::PlaceDay::What::closed, "--closed")));
  for (const auto& day : c.texts("--open"))
    calendar.place_days.push_back(TRY(place_day(day, law::PlaceDay::What::open, "--open")));
  const auto count = TRY(law::count_days(unit, static_cast<int>(*n), *from, calendar));
  return Answer{law::to_words(count, notes), law::to_json(count, notes)};
}

// Whether `rules` holds every pack that the desk uses, of the city and of other states.
bool holds_all(const law::Rules& rules, const law::Rules& used) {
  const auto all_in = [](const std::vector<law::PackId>& some, const std::vector<law::PackId>& in) {
    return std::all_of(some.begin(), some.end(), [&](const law::PackId& pack) {
      return std::any_of(in.begin(), in.end(), [&](const law::PackId& p) { return p.id == pack.id; });
    });
  };
  return all_in(used.packs, rules.packs) && all_in(used.other_states, rules.other_states);
}

// A folder that holds every pack the desk uses stands for itself; one that holds fewer is laid over
// the packs in the program. 8 or more digits of a digest: a version the desk kept.
// `base`: what `program` has laid over it.
Result<std::shared_ptr<const law::Rules>> rules_named(desk::Desk& desk, const std::string& typed,
                                                      const std::optional<std::string>& base) {
  if (typed == "desk") return desk.rules_of(desk.rules().digest());
  const auto& city = desk.config().city;
  if (typed == "program")
    return std::make_shared<const law::Rules>(TRY(law::load_rules(city, base)));
  const bool digits = typed.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (digits && typed.size() >= 8 && typed.size() <= 64) {
    std::vector<std::string> fits;
    for (const auto& digest : TRY(desk.rule_versions())) {
      if (digest.rfind(typed, 0) == 0) fits.push_back(digest);
    }
    if (fits.size() > 1) return fail(Errc::usage, "more than one version begins with " + typed + "; write more digits");
    if (fits.size() == 1) return desk.rules_of(fits.front());
  }
  auto alone = law::files_of_folder(typed);
  if (!alone) {
    return fail(Errc::usage, "'" + shown_line(typed, 80) + "' is no folder of packs, no version this desk kept, and "
                                                           "neither `program` nor `desk`");
  }
  if (auto whole = law::load_rules(city, *alone); whole && holds_all(*whole, desk.rules())) {
    return std::make_shared<const law::Rules>(std::move(whole).value());
  }
  return std::make_shared<const law::Rules>(TRY(law::load_rules(city, std::optional(typed))));
}

Json version_json(const law::Rules& rules) {
  Json packs = Json::array();
  for (const auto& pack : rules.packs) {
    packs.push_back({{"id", pack.id}, {"version", pack.version}, {"digest", pack.digest}});
  }
  return {{"digest", rules.digest()}, {"packs", std::move(packs)}};
}

Result<Answer> diff(Context& c) {
  auto* desk = TRY(c.desk(Context::Rules::as_kept));
  const auto before = TRY(rules_named(*desk, c.text("OLD"), overlay(c)));
  const auto after = TRY(rules_named(*desk, c.text("NEW"), overlay(c)));
  const auto found = TRY(desk::diff_duties(*desk, TRY(c.actor()), *before, *after));
  Json cases = Json::array();
  std::string text;
  for (const auto& one : found.cases) {
    cases.push_back({{"case", one.case_id.str()}, {"subject", one.subject}, {"changes", law::to_json(one.changes)}});
    text += one.case_id.str() + " " + shown_line(one.subject, 100) + "\n" + law::to_words(one.changes);
  }
  text += counted(found.looked_at, "open case", "open cases") + " looked at, " + std::to_string(found.cases.size()) +
          " would change, from " + before->digest().substr(0, 12) + " to " + after->digest().substr(0, 12) + ".\n";
  return Answer{text, Json{{"old", version_json(*before)},
                           {"new", version_json(*after)},
                           {"looked_at", found.looked_at},
                           {"cases", std::move(cases)}}};
}

Result<Answer> versions(Context& c) {
  auto* desk = TRY(c.desk(Context::Rules::as_kept));
  auto json = Json::array();
  Table table({"VERSION", "IN USE", "PACKS"});
  for (const auto& digest : TRY(desk->rule_versions())) {
    const auto rules = desk->rules_of(digest);
    const bool now = digest == desk->rules().digest();
    std::vector<std::string> packs;
    if (rules) {
      for (const auto& pack : (*rules)->packs) packs.push_back(pack.id + " " + pack.version);
    }
    json.push_back({{"digest", digest}, {"in_use", now}, {"packs", packs},
                    {"fault", rules ? Json() : Json(rules.error().detail)}});
    table.add({digest, now ? "yes" : "no", rules ? join(packs, ", ") : rules.error().detail});
  }
  if (const auto folder = overlay(c)) {
    // What the desk would use if it were served with that folder.
    const auto rules = TRY(law::load_rules(desk->config().city, folder));
    std::vector<std::string> packs;
    for (const auto& pack : rules.packs)
      packs.push_back(pack.id + " " + pack.version);
    json.push_back({{"digest", rules.digest()},
                    {"in_use", false},
                    {"packs", packs},
                    {"fault", nullptr},
                    {"rules", *folder}});
    table.add({rules.digest(), "with " + *folder, join(packs, ", ")});
  }
  return Answer{table.text(), std::move(json)};
}

}  // namespace

void add_law(Commands& to) {
  to.groups.push_back({"law", "Ask the packs: duties, clocks, and whether they are sound"});
  auto& all = to.commands;
  all.push_back({.path = "law duties",
                 .summary = "Say what a set of facts obliges to, by when, and on what authority",
                 .options = {{"--facts", "FILE", "facts as JSON; - reads standard input", Need::required},
                             rules_option,
                             {"--known-at", "DAY", "seen on that day; today if left out"}},
                 .run = duties,
                 .details = "A key that is missing is unknown, never \"no\". This is not legal advice.",
                 .desk = Command::Desk::none});
  all.push_back({.path = "law check",
                 .summary = "Check packs: their form, their sources, their calendars, their cases",
                 .positionals = {{"DIR", "a folder laid over the packs in the program",
                                  Positional::Need::optional}},
                 .options = {rules_option},
                 .run = check,
                 .desk = Command::Desk::none});
  all.push_back({.path = "law clock",
                 .summary = "Count days, one line a day, the last day last",
                 .options = {{"--unit", "UNIT", "calendar-days (the default), business-days, school-days or hours"},
                             {"--days", "N", "how many"},
                             {"--hours", "N", "how many, with --unit hours"},
                             {"--from", "DAY", "the day of the event, which is not counted; with --unit hours "
                                               "the time, such as 2027-03-13T10:00", Need::required},
                             {"--calendar", "PACK", "whose holidays and school days; us/ct if left out"},
                             {"--closed", "DAY=REASON", "as if the place were closed on that day",
                              Need::optional, Option::Times::many},
                             {"--open", "DAY=REASON", "as if it stood open on a legal holiday",
                              Need::optional, Option::Times::many},
                             rules_option},
                 .run = clock,
                 .details = "A day given with --closed or --open moves the last day; the day without it stands "
                            "beside it, because the law is silent. Hours are hours that passed, also where the "
                            "clocks change.",
                 .desk = Command::Desk::none});
  all.push_back(
      {.path = "law diff",
       .summary = "Say which open cases' duties would change from one version of the packs to "
                  "another, and how",
       .positionals =
           {{"OLD",
             "a folder of packs; the first digits of a version the desk kept; program; or desk"},
            {"NEW", "likewise"}},
       .options = {{"--rules", "DIR",
                    "a folder laid over the packs in the program, where `program` is named"}},
       .run = diff,
       .details = "A folder that holds every pack the desk uses stands for itself; one that holds "
                  "fewer is laid over the packs in the program. `program` is what is in this "
                  "program, `desk` "
                  "what the desk uses. Nothing is kept."});
  all.push_back(
      {.path = "law versions",
       .summary = "List every version of the packs that a desk used",
       .options = {{"--rules", "DIR",
                    "and what it would use with that folder laid over the program's packs"}},
       .run = versions});
}

}  // namespace ledgelight::cli
