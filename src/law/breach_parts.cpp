#include "law/breach_parts.hpp"

#include <set>

namespace ledgelight::law {

std::optional<std::int64_t> total_people(const Facts& facts) {
  if (!facts.people) return {};
  std::int64_t sum = 0;
  for (const auto& group : *facts.people) {
    if (!group.count) return {};
    sum += *group.count;
  }
  return sum;
}

bool is_public_body(const Facts& facts) {
  static const std::set<std::string> private_kinds = {
      "business",   "company", "corporation", "firm",         "individual",  "nonprofit",
      "non-profit", "person",  "partnership", "organization", "association", "vendor"};
  return !facts.entity_kind || private_kinds.count(*facts.entity_kind) == 0;
}

std::string group_key(std::size_t index, std::string_view member) {
  return "people[" + std::to_string(index) + "]." + std::string(member);
}

Flag flag_of(const Rule& rule, const std::string& event) {
  const auto found = rule.flags.find(event);
  CHECK(found != rule.flags.end());
  return {found->second.code, found->second.text};
}

void raise(std::vector<Flag>& flags, const Flag& flag) {
  if (std::find(flags.begin(), flags.end(), flag) == flags.end()) flags.push_back(flag);
}

void raise(std::vector<Flag>& flags, const Rule& rule, const std::string& event) {
  raise(flags, flag_of(rule, event));
}

void ask(std::vector<Question>& questions, const std::string& fact, const std::string& why) {
  for (const auto& question : questions)
    if (question.fact == fact) return;
  questions.push_back({fact, why});
}

void not_required(Reckoning& out, const BreachLaw& law, const Rule& rule, std::string because) {
  out.not_required.push_back({rule.id, law.jurisdiction, std::move(because), rule.sources});
}

}  // namespace ledgelight::law
