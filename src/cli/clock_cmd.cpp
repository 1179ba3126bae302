// clock … and day …: clocks that officers start, and single days that no pack can know.
#include "base/civil.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/show.hpp"
#include "desk/clocks.hpp"
#include "desk/place_days.hpp"

namespace ledgelight::cli {
namespace {

using Need = Option::Need;

const Positional the_case{"CASE", "number of the case, such as 2026-0007"};
const Positional the_clock{"CLOCK", "number of the clock, as `clock list` prints it"};
const Option because{"--because", "TEXT", "why; on the record", Need::required};

Json json_of(const desk::ClockView& clock) {
  Json changes = Json::array(), days = Json::array();
  for (const auto& c : clock.changes) {
    changes.push_back({{"kind", c.kind}, {"on", text_json(c.on)}, {"before", text_json(c.before)},
                       {"because", c.because}, {"by", c.by}, {"entered", instant_json(c.entered)}});
  }
  for (const auto& line : clock.now.lines) {
    days.push_back({{"date", to_text(line.date)}, {"counted", line.counted}, {"because", line.because}});
  }
  Json other = nullptr;
  if (clock.now.other) {
    other = {{"last_day", to_text(clock.now.other->last_day)}, {"because", clock.now.other->because}};
  }
  return {{"id", clock.id},
          {"case", clock.case_id.str()},
          {"title", clock.title},
          {"authority", text_json(clock.authority)},
          {"unit", law::name_of(clock.rule.unit)},
          {"n", clock.rule.n},
          {"state", law::name_of(clock.now.state)},
          {"last_day", clock.now.last_day ? Json(to_text(*clock.now.last_day)) : Json()},
          {"last", clock.now.last ? Json(to_text(*clock.now.last)) : Json()},
          {"other", std::move(other)},
          {"used", clock.now.used},
          {"left", clock.now.left},
          {"late", clock.now.late},
          {"days", std::move(days)},
          {"changes", std::move(changes)}};
}

std::string last_words(desk::Desk& desk, const desk::ClockView& clock) {
  if (clock.now.last) return long_text(*clock.now.last, desk.config().zone);
  if (clock.now.last_day) return long_text(*clock.now.last_day);
  return "none while it stands still (" + clock.now.paused_because + ")";
}

std::string words(desk::Desk& desk, const desk::ClockView& clock) {
  Table head({"Clock", clock.id + ": " + clock.title});
  head.add({"Case", clock.case_id.str()});
  head.add({"Period", std::to_string(clock.rule.n) + " " + std::string(law::name_of(clock.rule.unit))});
  if (!clock.authority.empty()) head.add({"Authority", clock.authority});
  head.add({"State", std::string(law::name_of(clock.now.state)) + (clock.now.late ? ", late" : "")});
  head.add({"Last day", last_words(desk, clock)});
  if (clock.now.other) {
    head.add({"Or", long_text(clock.now.other->last_day) + ", " + clock.now.other->because});
  }
  auto out = head.text() + "\n";
  for (const auto& line : clock.now.lines) {
    out += to_text(line.date) + (line.counted ? " " : " skipped ") + line.because + "\n";
  }
  Table changes({"ENTERED", "BY", "WHAT", "ON", "WHY"});
  for (const auto& c : clock.changes) {
    changes.add({local(desk, c.entered), c.by, c.kind,
                 c.kind == "moved" ? (c.before.empty() ? "none" : c.before) + " -> " + (c.on.empty() ? "none" : c.on) : c.on,
                 c.because});
  }
  return out + "\n" + changes.text();
}

Result<Answer> start(Context& c) {
  const auto n = TRY(c.number("--n")).value_or(0);
  const auto id = TRY(desk::start_clock(
      *TRY(c.desk()), TRY(c.actor()), CaseId(c.text("CASE")),
      {c.text("--title"), c.text("--authority"), c.given("--unit") ? c.text("--unit") : "calendar-days",
       static_cast<std::int64_t>(std::min<std::uint64_t>(n, 1U << 30)), c.text("--from"), c.text("--because")}));
  auto* desk = TRY(c.desk());
  const auto clock = TRY(desk::show_clock(*desk, TRY(c.actor()), id));
  return Answer{words(*desk, clock), json_of(clock)};
}

Result<Answer> turn(Context& c, std::string_view event) {
  auto* desk = TRY(c.desk());
  const auto actor = TRY(c.actor());
  TRY(desk::turn_clock(*desk, actor, c.text("CLOCK"), event, c.text("--on"), c.text("--because")));
  const auto clock = TRY(desk::show_clock(*desk, actor, c.text("CLOCK")));
  return Answer{words(*desk, clock), json_of(clock)};
}

Result<Answer> list(Context& c) {
  auto* desk = TRY(c.desk());
  auto json = Json::array();
  Table table({"CLOCK", "STATE", "LAST DAY", "PERIOD", "TITLE"});
  for (const auto& clock : TRY(desk::list_clocks(*desk, TRY(c.actor()), CaseId(c.text("CASE"))))) {
    json.push_back(json_of(clock));
    table.add({clock.id, std::string(law::name_of(clock.now.state)),
               clock.now.last_day ? to_text(*clock.now.last_day) : "-",
               std::to_string(clock.rule.n) + " " + std::string(law::name_of(clock.rule.unit)), clock.title});
  }
  return Answer{table.text_or("No clock was started for this case."), std::move(json)};
}

Result<Answer> show(Context& c) {
  desk::WhatIf what_if;
  if (c.given("--if-from")) what_if.start = TRY(parse_date(c.text("--if-from")));
  for (const auto& day : c.texts("--if-closed")) {
    what_if.days.push_back({TRY(parse_date(day)), law::PlaceDay::What::closed, "closed (what if)"});
  }
  auto* desk = TRY(c.desk());
  const auto clock = TRY(desk::show_clock(*desk, TRY(c.actor()), c.text("CLOCK"), what_if));
  return Answer{words(*desk, clock), json_of(clock)};
}

Result<Answer> enter_day(Context& c) {
  const auto moved = TRY(desk::enter_place_day(*TRY(c.desk()), TRY(c.actor()),
                                               {c.text("DAY"), c.given("--what") ? c.text("--what") : "closed",
                                                c.text("--because")}));
  auto json = Json::array();
  Table table({"CASE", "MOVED", "FROM", "TO", "WHAT"});
  for (const auto& m : moved) {
    json.push_back({{"case", m.case_id.str()}, {"what", m.what}, {"title", m.title}, {"from", text_json(m.before)},
                    {"to", text_json(m.after)}});
    table.add({m.case_id.str(), m.what, m.before.empty() ? "none" : m.before, m.after.empty() ? "none" : m.after,
               m.title});
  }
  return Answer{table.text_or("Entered. No open clock is moved by it."), Json{{"moved", std::move(json)}}};
}

Result<Answer> list_days(Context& c) {
  auto json = Json::array();
  Table table({"DAY", "WHAT", "HOLDS", "ENTERED BY", "WHY"});
  for (const auto& d : TRY(desk::list_place_days(*TRY(c.desk()), TRY(c.actor())))) {
    json.push_back({{"id", d.id}, {"date", d.date}, {"what", d.what}, {"because", d.because}, {"by", d.by},
                    {"entered", instant_json(d.at)}, {"holds", d.holds}});
    table.add({d.date, d.what, d.holds ? "yes" : "no", d.by, d.because});
  }
  return Answer{table.text_or("No single day was entered."), std::move(json)};
}

}  // namespace

void add_clocks(Commands& to) {
  to.groups.push_back({"clock", "Start, pause, resume and end clocks of a case"});
  to.groups.push_back({"day", "Enter days on which City Hall was closed, or open on a legal holiday"});
  auto& all = to.commands;
  all.push_back({.path = "clock start",
                 .summary = "Start a clock for a case",
                 .positionals = {the_case},
                 .options = {{"--title", "TEXT", "what is due when it ends", Need::required},
                             {"--unit", "UNIT", "calendar-days (the default), business-days, school-days or hours"},
                             {"--n", "N", "how many", Need::required},
                             {"--from", "DAY", "the day of the event, which is not counted; with hours the time, "
                                               "such as 2027-03-13T10:00", Need::required},
                             {"--authority", "TEXT", "what sets the period"},
                             because},
                 .run = start});
  const auto turning = [&](const char* event, const char* summary) {
    all.push_back({.path = std::string("clock ") + event,
                   .summary = summary,
                   .positionals = {the_clock},
                   .options = {{"--on", "DAY", "when; with hours a time", Need::required}, because},
                   .run = [event](Context& c) { return turn(c, event); }});
  };
  turning("pause", "Let a clock stand still");
  turning("resume", "Let a paused clock run on");
  turning("end", "End a clock: what was due is done, or no longer due");
  all.push_back({.path = "clock list",
                 .summary = "List the clocks of a case",
                 .positionals = {the_case},
                 .run = list});
  all.push_back({.path = "clock show",
                 .summary = "Show how a clock was reckoned, day by day, and what changed it",
                 .positionals = {the_clock},
                 .options = {{"--if-from", "DAY", "as if it had started on that day"},
                             {"--if-closed", "DAY", "as if the place were closed on that day", Need::optional,
                              Option::Times::many}},
                 .run = show});
  all.push_back({.path = "day enter",
                 .summary = "Enter that the place was closed on a day, or open on a legal holiday",
                 .positionals = {{"DAY", "such as 2027-01-20"}},
                 .options = {{"--what", "WHAT", "closed (the default), open, or ordinary (takes an entry back)"},
                             because},
                 .run = enter_day,
                 .details = "Every open clock that the day bears on is moved, and says so."});
  all.push_back({.path = "day list", .summary = "List the days entered", .run = list_days});
}

}  // namespace ledgelight::cli
