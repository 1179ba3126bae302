#include "law/check.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/text.hpp"
#include "law/cases.hpp"
#include "law/load.hpp"
#include "law/plain_words.hpp"
#include "law/spanish.hpp"

namespace ledgelight::law {
namespace {

constexpr int kYearsEitherSide = 10;

void check_calendar(const Calendar& calendar, Date today, CheckReport& report) {
  // Complete: every holiday in force lands on one working-week day of each year, near its name's
  // date, and a year holds as many as there are rules in force.
  for (int y = int(today.year()) - kYearsEitherSide; y <= int(today.year()) + kYearsEitherSide;
       ++y) {
    const auto holidays = calendar.in_year(y);
    std::set<std::string> names;
    for (const auto& holiday : holidays) names.insert(holiday.name);
    for (const auto& rule : calendar.holidays) {
      const Date middle{std::chrono::year{y} / 7 / 1};
      // A New Year's Day that falls on Saturday is observed in the year before.
      const bool may_move_out = rule.month == 1 && rule.day == 1;
      if (rule.in_force.holds(middle) && names.count(rule.name) == 0 && !may_move_out)
        report.faults.push_back(calendar.id + "/holidays.yaml: " + rule.name + " has no day in " +
                                std::to_string(y) + "; correct its month, day or n");
    }
    if (holidays.empty())
      report.faults.push_back(calendar.id + "/holidays.yaml: no holidays in " + std::to_string(y) +
                              "; calendars reach ten years back and ten ahead");
  }
}

void cover(const Rules& rules, CheckReport& report) {
  for (const auto& law : rules.breach) {
    std::vector<std::string> has;
    const auto notices = [&law = law](std::string_view kind) {
      return std::any_of(law.notices.begin(), law.notices.end(),
                         [kind](const OtherNotice& one) { return one.kind == kind; });
    };
    if (notices("notify-regulator")) has.emplace_back("regulator");
    if (notices("notify-agencies")) has.emplace_back("consumer reporting agencies");
    if (!law.services.empty()) has.emplace_back("services");
    if (law.owner) has.emplace_back("owner notice");
    if (law.late) has.emplace_back("late-identified");
    if (law.hold) has.emplace_back("law-enforcement hold");
    if (law.harm) has.emplace_back("harm exit");
    if (law.substitute) has.emplace_back("substitute notice");
    if (law.credentials) has.emplace_back("sign-in data");
    if (law.vendor) has.emplace_back("vendor clock");
    report.coverage.push_back(law.jurisdiction + ": breach law, " +
                              std::to_string(law.personal.elements.size()) +
                              " elements; individuals, " + join(has, ", "));
  }
  for (const auto& calendar : rules.calendars)
    report.coverage.push_back(calendar.id + ": " + std::to_string(calendar.holidays.size()) +
                              " legal holidays");
  std::set<std::string> topics;
  for (const auto& fact : rules.public_facts) topics.insert(fact.pack + ": " + fact.topic);
  for (const auto& topic : topics)
    report.coverage.push_back(
        topic + ", " +
        std::to_string(std::count_if(rules.public_facts.begin(), rules.public_facts.end(),
                                     [&topic](const PublicFact& fact) {
                                       return fact.pack + ": " + fact.topic == topic;
                                     })) +
        " facts");
}

// Sources of all packs, and those that a claim refers to.
struct References {
  std::set<std::string> all, used;                     ///< "us/al: ROW", by the pack that has it
  std::map<std::string, std::set<std::string>> known;  ///< keys by pack, with those above it

  // Each state may call its sources as it likes, so a key is of the widest pack that knows it.
  void note(const std::string& pack, const SourceBook& book) {
    for (const auto& [key, entry] : book.entries) {
      known[pack].insert(key);
      auto owner = pack;
      for (auto at = owner.rfind('/'); at != std::string::npos; at = owner.rfind('/')) {
        const auto above = known.find(owner.substr(0, at));
        if (above == known.end() || above->second.count(key) == 0) break;
        owner = above->first;
      }
      const auto name = owner + ": " + key;
      all.insert(name);
      if (entry.used) used.insert(name);
    }
  }
};

void check_pack(const RuleFiles& files, const std::string& pack, Date today, CaseRules& case_rules,
                std::map<std::string, Tally>& read, std::set<std::string>& covered,
                References& references, std::vector<std::string>& without_calendar,
                CheckReport& report) {
  Faults faults;
  SourceBook book;
  Tally tally;
  Words words;
  ReadContext context{faults, book, tally, words};
  Rules rules;
  load_packs(files, pack, context, rules);
  references.note(pack, book);
  // A pack is read with those above it; what is its own is the rest.
  const auto slash = pack.rfind('/');
  const auto above = slash == std::string::npos ? read.end() : read.find(pack.substr(0, slash));
  const Tally wider = above == read.end() ? Tally{} : above->second;
  report.claims += tally.claims - wider.claims;
  report.unverified += tally.unverified - wider.unverified;
  report.silent += tally.silent - wider.silent;
  report.not_seen += tally.not_seen - wider.not_seen;
  report.disagreeing += tally.disagreeing - wider.disagreeing;
  read[pack] = tally;
  for (const auto& line : faults.lines())
    if (covered.insert(line).second) report.faults.push_back(line);
  if (!faults.none()) return;
  for (const auto& lacking : untranslated(rules))
    if (covered.insert("spanish " + lacking).second)
      report.faults.push_back(lacking + " is missing; the pages show it in both languages, so write "
                                        "it beside the English");
  for (const auto& lacking : without_spanish(rules))
    if (covered.insert("spanish " + lacking).second)
      report.warnings.push_back(lacking + " has no Spanish; write it into spanish: of this pack, or "
                                          "the page shows the English and marks it");
  for (const auto& hard : hard_to_read(rules))
    if (covered.insert("reading " + hard).second)
      report.warnings.push_back(hard + "; use shorter words and sentences");
  for (const auto& calendar : rules.calendars)
    if (covered.insert("calendar " + calendar.id).second) check_calendar(calendar, today, report);
  // A city works by a calendar; the law of a state whose residents are elsewhere needs none.
  if (!rules.place.id.empty() && rules.calendar(pack) == nullptr)
    report.faults.push_back(pack + "/: a city without a calendar; add holidays.yaml with calendar: "
                                   "to its pack or to that of its state");
  // A state without a calendar of its own counts Monday to Friday, and says so on every such duty.
  if (!rules.breach.empty() && rules.breach.front().pack == pack && rules.calendar(pack) == nullptr)
    without_calendar.push_back(pack);
  CheckReport found;
  cover(rules, found);
  for (const auto& line : found.coverage)
    if (covered.insert(line).second) report.coverage.push_back(line);
  run_cases(files, pack, case_rules, report);
}

}  // namespace

CheckReport check(const RuleFiles& files, Date today) {
  CheckReport report;
  std::set<std::string> covered;
  References references;
  CaseRules case_rules(files);
  const auto packs = pack_ids(files);
  report.packs = static_cast<int>(packs.size());
  if (packs.empty())
    report.faults.emplace_back("no pack here; write pack.yaml into a folder such as us/ct");
  std::map<std::string, Tally> read;
  std::vector<std::string> without_calendar;
  for (const auto& pack : packs)
    check_pack(files, pack, today, case_rules, read, covered, references, without_calendar, report);
  if (!without_calendar.empty())
    report.coverage.push_back(
        "legal holidays not seen, business days are Monday to Friday and say so: " +
        join(without_calendar, ", "));
  if (report.cases_not_run > 0 && report.faults.empty())
    report.faults.emplace_back(
        "packs that cases need do not load");  // never fit with cases not run
  std::vector<std::string> idle;
  std::set_difference(references.all.begin(), references.all.end(), references.used.begin(),
                      references.used.end(), std::back_inserter(idle));
  if (!idle.empty())
    report.warnings.push_back("sources that no claim refers to: " + join(idle, ", ") +
                              "; refer to them or take them out of sources.yaml");
  return report;
}

Json to_json(const CheckReport& report) {
  return {{"ok", report.ok()},
          {"faults", report.faults},
          {"warnings", report.warnings},
          {"coverage", report.coverage},
          {"packs", report.packs},
          {"claims", report.claims},
          {"unverified", report.unverified},
          {"not_specified", report.silent},
          {"not_seen", report.not_seen},
          {"sources_disagree", report.disagreeing},
          {"cases", report.cases},
          {"cases_passed", report.cases_passed},
          {"cases_not_run", report.cases_not_run}};
}

std::string to_words(const CheckReport& report) {
  std::string out;
  for (const auto& fault : report.faults) out += fault + "\n";
  for (const auto& warning : report.warnings) out += "warning: " + warning + "\n";
  out += std::to_string(report.packs) + " packs, " + std::to_string(report.claims) +
         " claims with a source (" + std::to_string(report.unverified) + " unverified, " +
         std::to_string(report.silent) + " not specified on the cited page, " +
         std::to_string(report.not_seen) + " not seen, " + std::to_string(report.disagreeing) +
         " where sources disagree), " + std::to_string(report.cases_passed) + " of " +
         std::to_string(report.cases) + " cases pass\n";
  for (const auto& line : report.coverage) out += "covers " + line + "\n";
  if (report.cases_not_run > 0)
    out += std::to_string(report.cases_not_run) +
           " cases were not run, because a pack that they need "
           "does not load; mend the faults above first\n";
  out += report.ok() ? "fit to load\n"
         : report.faults.size() == 1
             ? "1 fault; see above\n"
             : std::to_string(report.faults.size()) + " faults; see above\n";
  return out;
}

}  // namespace ledgelight::law
