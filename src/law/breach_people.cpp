// (a): was it a breach of security, and of whose personal information?
#include <algorithm>

#include "base/text.hpp"
#include "law/breach_parts.hpp"

namespace ledgelight::law {
namespace {

class PeopleFinder {
 public:
  PeopleFinder(const BreachLaw& law, const Facts& facts, const Exposure& exposure, Date day,
               Reckoning& out)
      : law_(law), facts_(facts), exposure_(exposure), day_(day), out_(out) {}

  std::vector<Affected> find() {
    if (facts_.people) {
      for (std::size_t i = 0; i < facts_.people->size(); ++i) look_at(i, (*facts_.people)[i]);
    } else {
      weigh(0, nullptr);
    }
    if (joinable_) raise(out_.flags, law_.personal, "joinable");
    if (!affected_.empty()) return somebody();
    if (!undecided_.empty()) return undecided();
    return nobody();
  }

 private:
  void look_at(std::size_t i, const PeopleGroup& group) {
    if (group.state && *group.state != law_.jurisdiction) return;
    if (group.count && *group.count == 0) return;
    if (!group.state && !law_.home) return;
    if (!group.state)
      ask(out_.questions, group_key(i, "state"),
          "residents of " + law_.jurisdiction +
              " are owed notice; read as residents until known");
    weigh(i, &group);
  }

  void weigh(std::size_t i, const PeopleGroup* group) {
    residents_ = true;
    Affected one{i, group, {}, false};
    one.holding = hold_of(law_.personal, exposure_, facts_,
                          group != nullptr ? group->elements : std::nullopt, day_);
    joinable_ = joinable_ || one.holding.joinable;
    for (const auto& why : one.holding.not_counted)
      if (std::find(reasons_.begin(), reasons_.end(), why) == reasons_.end())
        reasons_.push_back(why);
    append(sources_, one.holding.not_counted_sources);
    if (!one.holding.triggers.empty())
      affected_.push_back(std::move(one));
    else if (one.holding.undecided)
      undecided_.push_back(std::move(one));
  }

  std::vector<Affected> somebody() {
    if (!facts_.people)
      ask(out_.questions, "people",
          "one affected resident of " + law_.jurisdiction +
              " is enough; notice is read as owed until it is known that there is none");
    append(affected_, undecided_);  // the wider duty
    return std::move(affected_);
  }

  std::vector<Affected> undecided() {
    ask_all();
    if (!facts_.people)
      ask(out_.questions, "people",
          "who is affected, and where they live, decides who is owed notice");
    raise(out_.flags, {"UNDECIDED", "Whether notice is owed in " + law_.jurisdiction +
                                        " cannot be said until the questions are answered. "
                                        "Nothing is ruled out."});
    return {};
  }

  std::vector<Affected> nobody() {
    if (!residents_) {
      not_required(out_, law_, law_.individuals.front(),
                   "No resident of " + law_.jurisdiction + " is affected.");
      return {};
    }
    ask_all();
    append(sources_, law_.personal.sources);
    reasons_.push_back(law_.personal.none_because);
    out_.not_required.push_back(
        {law_.personal.id, law_.jurisdiction, join(reasons_, " "), sources_});
    return {};
  }

  void ask_all() {
    for (const auto& question : exposure_.questions)
      ask(out_.questions, question.fact, question.why);
  }

  const BreachLaw& law_;
  const Facts& facts_;
  const Exposure& exposure_;
  Date day_;
  Reckoning& out_;
  std::vector<Affected> affected_, undecided_;
  std::vector<std::string> reasons_;
  std::vector<Source> sources_;
  bool joinable_ = false, residents_ = false;
};

}  // namespace

bool is_breach(const BreachLaw& law, const Facts& facts, const Exposure& exposure,
               Reckoning& out) {
  const auto& rule = law.definition;
  if (facts.access) {
    const std::string name = *facts.access == Access::acquired ? "acquired" : "accessed";
    if (rule.access.count(name) == 0) {
      not_required(out, law, rule, "The law asks for more than that data was " + name + ".");
      return false;
    }
  }
  if (exposure.any_exposed) return true;
  if (exposure.safe_items) not_required(out, law, rule, rule.safe_because);
  if (exposure.outside_medium_items) not_required(out, law, rule, rule.paper_because);
  if (!exposure.safe_items && !exposure.outside_medium_items)
    not_required(out, law, rule, "No data was reached.");
  return false;
}

std::vector<Affected> find_affected(const BreachLaw& law, const Facts& facts,
                                    const Exposure& exposure, Date day, Reckoning& out) {
  return PeopleFinder(law, facts, exposure, day, out).find();
}

}  // namespace ledgelight::law
