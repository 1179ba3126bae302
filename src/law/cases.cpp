#include "law/cases.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "law/duties.hpp"
#include "law/node.hpp"

namespace ledgelight::law {
namespace {

constexpr std::string_view kEnding = ".cases.yaml";

// One case: what is expected, laid against what came.
class CaseRun {
 public:
  CaseRun(std::string where, const Json& expected, const Json& came)
      : where_(std::move(where)), expected_(expected), came_(came) {}

  std::vector<std::string> faults() {
    for (const auto& [key, value] : expected_.items()) {
      if (key == "duties") duties(value);
      else if (key == "not-required") listed(value, "not_required", "rule", key);
      else if (key == "questions") listed(value, "questions", "fact", key);
      else if (key == "flags") flags(value);
      else if (key == "no-questions") none(value, "questions");
      else fault("'" + key + "' is not a key of expect; write duties, not-required, questions, "
                             "no-questions or flags");
    }
    if (!expected_.contains("duties"))
      fault("expect has no duties; write duties: {} when there are none");
    return std::move(faults_);
  }

 private:
  void fault(const std::string& text) { faults_.push_back(where_ + text); }

  // Exactly these duties, each with at least these members.
  void duties(const Json& wanted) {
    if (!wanted.is_object()) return fault("duties is not a map; write 'rule: {due: …}' lines");
    std::set<std::string> unexpected;
    for (const auto& duty : came_["duties"]) unexpected.insert(text_at(duty, "id"));
    for (const auto& [id, members] : wanted.items()) {
      const Json* duty = nullptr;
      for (const auto& one : came_["duties"])
        if (text_at(one, "id") == id) duty = &one;
      unexpected.erase(id);
      if (duty == nullptr) {
        fault("no duty " + id + " came");
        continue;
      }
      if (!members.is_object()) {
        fault(id + " is not a map; write {due: …, state: …}");
        continue;
      }
      for (const auto& [key, value] : members.items()) member(id, key, value, *duty);
    }
    for (const auto& id : unexpected) fault("a duty " + id + " came that was not expected");
  }

  void member(const std::string& id, const std::string& key, const Json& value, const Json& duty) {
    if (key == "flags") {
      for (const auto& code : value)
        if (!has(duty["flags"], "code", code))
          fault(id + " has no flag " + plain_json(code) + "; it has " + all(duty["flags"], "code"));
    } else if (key == "no-flags") {
      for (const auto& code : value)
        if (has(duty["flags"], "code", code)) fault(id + " has a flag " + plain_json(code));
    } else if (key == "alternatives") {
      for (const auto& day : value)
        if (!has(duty["alternatives"], "due", day))
          fault(id + " has no alternative " + plain_json(day) + "; it has " +
                all(duty["alternatives"], "due"));
    } else if (key == "no-methods") {
      for (const auto& part : value)
        if (holds_line(duty["methods"], part))
          fault(id + " has methods with " + plain_json(part));
    } else if (key == "methods" || key == "content") {
      for (const auto& part : value) {
        if (!holds_line(duty[key], part))
          fault(id + " has no " + key + " with " + plain_json(part));
      }
    } else if (!duty.contains(key)) {
      fault(id + ": '" + key + "' is no member of a duty; see docs/formats/pack.md");
    } else if (duty[key] != value) {
      fault(id + ": " + key + " is " + plain_json(duty[key]) + ", expected " + plain_json(value));
    }
  }

  void listed(const Json& wanted, const std::string& list, const std::string& member,
              const std::string& key) {
    for (const auto& value : wanted)
      if (!has(came_[list], member, value))
        fault(key + " lacks " + plain_json(value) + "; there is " + all(came_[list], member));
  }

  // Of any duty, or of the sheet itself.
  void flags(const Json& wanted) {
    for (const auto& code : wanted) {
      bool found = has(came_["flags"], "code", code);
      for (const auto& duty : came_["duties"]) found = found || has(duty["flags"], "code", code);
      if (!found) fault("flags lacks " + plain_json(code));
    }
  }

  void none(const Json& wanted, const std::string& list) {
    if (wanted == true && !came_[list].empty())
      fault("expected no " + list + "; there is " + all(came_[list], "fact"));
  }

  static bool holds_line(const Json& lines, const Json& part) {
    return std::any_of(lines.begin(), lines.end(), [&part](const Json& line) {
      return part.is_string() && line.get_ref<const std::string&>().find(
                                     part.get_ref<const std::string&>()) != std::string::npos;
    });
  }
  static bool has(const Json& list, const std::string& member, const Json& value) {
    return std::any_of(list.begin(), list.end(), [&](const Json& one) {
      return one.contains(member) && one[member] == value;
    });
  }
  static std::string all(const Json& list, const std::string& member) {
    std::vector<std::string> out;
    for (const auto& one : list) out.push_back(plain_json(one.value(member, Json())));
    return out.empty() ? "none" : join(out, ", ");
  }

  std::string where_;
  const Json& expected_;
  const Json& came_;
  std::vector<std::string> faults_;
};

// Whether somebody lives where another pack than the city's own state holds the law.
bool names_other_states(const Facts& facts, const std::string& city) {
  if (!facts.people) return false;
  const auto parts = split(city, '/');
  std::string own = parts.size() > 1 ? parts[0] + "-" + parts[1] : city;
  for (auto& c : own)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return std::any_of(facts.people->begin(), facts.people->end(), [&own](const PeopleGroup& group) {
    return group.state && *group.state != own;
  });
}

void run_one(const std::string& file, const Node& node, const std::string& pack, CaseRules& all,
             CheckReport& report) {
  ++report.cases;
  const auto at = file + ":" + std::to_string(node.line) + ": ";
  const auto* name = node.find("case");
  const auto* facts_node = node.find("facts");
  const auto* expect = node.find("expect");
  if (name == nullptr || facts_node == nullptr || expect == nullptr ||
      expect->kind != Node::Kind::map) {
    report.faults.push_back(at + "a case needs case:, facts: and expect:; add what is missing");
    return;
  }
  const auto where = at + "case '" + shown_line(name->text, 100) + "': ";
  for (const auto& member : node.members)
    if (member.key != "case" && member.key != "facts" && member.key != "expect" &&
        member.key != "known-at") {
      report.faults.push_back(where + "'" + shown_line(member.key, 40) +
                              "' is not a key of a case; write case, known-at, facts or expect");
      return;
    }
  const auto facts = read_facts(to_json(*facts_node));
  if (!facts) {
    for (const auto& line : split(facts.error().detail, '\n'))
      report.faults.push_back(where + line);
    return;
  }
  // Without a day of its own a case is seen on the day of discovery.
  auto known_at = facts->discovered;
  if (const auto* day = node.find("known-at")) {
    const auto parsed = parse_date(day->text);
    if (!parsed) {
      report.faults.push_back(where + "known-at is no day; write it as 2026-03-02");
      return;
    }
    known_at = *parsed;
  }
  if (!known_at) {
    report.faults.push_back(where + "neither known-at nor discovered; write known-at: 2026-03-02");
    return;
  }
  const auto city = facts->city.value_or(pack);
  const auto rules = all.of(city, names_other_states(*facts, city));
  if (!rules) {
    // A pack that does not load says so itself, once; not again at each case that needs it.
    if (rules.error().code == Errc::config)
      ++report.cases_not_run;
    else
      report.faults.push_back(where + rules.error().detail);
    return;
  }
  const auto reckoning = duties_for(**rules, *facts, *known_at);
  if (!reckoning) {
    report.faults.push_back(where + reckoning.error().detail);
    return;
  }
  const auto came = to_json(*reckoning);
  const auto expected = to_json(*expect);
  const auto faults = CaseRun(where, expected, came).faults();
  if (faults.empty()) ++report.cases_passed;
  report.faults.insert(report.faults.end(), faults.begin(), faults.end());
}

}  // namespace

Result<const Rules*> CaseRules::of(const std::string& city, bool other_states) {
  const auto key = std::pair(city, other_states);
  auto found = loaded_.find(key);
  if (found == loaded_.end()) {
    const auto none = std::optional<std::set<std::string>>(std::in_place);
    auto rules = other_states ? load_rules(city, files_) : load_rules(city, files_, none);
    found = loaded_.emplace(key, std::move(rules)).first;
  }
  if (!found->second) return fail(found->second.error().code, found->second.error().detail);
  return &*found->second;
}

void run_cases(const RuleFiles& files, const std::string& pack, CaseRules& rules,
               CheckReport& report) {
  for (const auto& [path, bytes] : files) {
    if (path.size() <= kEnding.size() ||
        path.compare(path.size() - kEnding.size(), kEnding.size(), kEnding) != 0 ||
        path.rfind(pack + "/", 0) != 0 || path.find('/', pack.size() + 1) != std::string::npos)
      continue;
    const auto node = parse_node(path, bytes);
    if (!node) {
      report.faults.push_back(node.error().detail);
      continue;
    }
    const auto* cases = node->find("cases");
    if (cases == nullptr || cases->kind != Node::Kind::list || node->members.size() != 1) {
      report.faults.push_back(path + ":1: write cases: and a list, and nothing else");
      continue;
    }
    for (const auto& one : cases->items)
      run_one(path, one, pack, rules, report);
  }
}

}  // namespace ledgelight::law
