// law/breach_parts.hpp: the pieces of which a breach law is reckoned, each on its own.
// (Inside this room; breach_reckoner.cpp puts them together in the order of the statute.)
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "law/duties.hpp"
#include "law/exposure.hpp"

namespace ledgelight::law {

/// One group of residents of this jurisdiction whose personal information was exposed.
struct Affected {
  std::size_t index = 0;
  const PeopleGroup* group = nullptr;  ///< nullptr: people is not known at all
  Holding holding;
  bool late = false;  ///< identified after the last day
};
using Groups = std::vector<const Affected*>;

/// "people[2].count"
std::string group_key(std::size_t index, std::string_view member);

/// (a)(1): whether there was a breach of security; says why not in `out`.
bool is_breach(const BreachLaw& law, const Facts& facts, const Exposure& exposure, Reckoning& out);
/// (a)(2), (b)(1): whose personal information it was. None: `out` says why nothing is required, or
/// that it cannot be said. A group whose elements are not known counts beside one whose are.
std::vector<Affected> find_affected(const BreachLaw& law, const Facts& facts,
                                    const Exposure& exposure, Date day, Reckoning& out);

/// Every group of people, wherever they live, by number; absent when one is not known.
std::optional<std::int64_t> total_people(const Facts& facts);
/// Whether the entity is a public body; read as one while its kind is not known.
bool is_public_body(const Facts& facts);
/// Of rules of a kind, the one in force on `day` for this entity; nullptr if none.
template <class R>
const R* rule_for(const std::vector<R>& rules, bool own_public_body) {
  for (const auto& rule : rules)
    if (rule.bound == For::everybody || (rule.bound == For::own_public_bodies) == own_public_body)
      return &rule;
  return nullptr;
}

/// (b)(1): the last day for individuals and how it came about.
struct Clock {
  std::optional<Date> start, other_start;  ///< the day counted from; a later one that may be right
  std::optional<Date> due;
  std::string text;
  std::vector<Source> sources;
  std::vector<Alternative> alternatives;
  std::vector<Flag> flags;
  std::vector<Because> because;
};
/// `day`: whose law holds. The earlier of the city's and a vendor's discovery, the other beside it;
/// a day on a weekend or holiday stays, the next business day beside it.
Clock reckon_clock(const BreachLaw& law, const IndividualNotice& rule, const Calendar* calendar,
                   const Facts& facts, Date day);
/// The last day of `term` counted from `from`. Of another state's law whose calendar is not known
/// every Monday to Friday counts as a business day, which gives the earlier day.
Date last_day_of(const Limit& limit, Date from, const Calendar* calendar);
/// A last day on a weekend or holiday: adds the next business day as what some might argue.
void show_weekend(const BreachLaw& law, const Calendar* calendar, Date due,
                  std::vector<Alternative>& alternatives);

/// (d): where a law-enforcement hold stands.
struct HoldReading {
  enum class Now { none, standing, released } now = Now::none;
  std::vector<Because> because;
  std::vector<Flag> flags;
};
HoldReading read_hold(const std::optional<HoldRule>& rule, const Facts& facts,
                      const std::optional<Date>& due, Date day, Date happened_by,
                      std::vector<Question>& questions);

/// (b)(1): the determination that harm is not likely.
struct HarmReading {
  bool excuses = false;
  std::vector<Because> because;
  std::vector<Flag> flags;
};
HarmReading read_harm(const BreachLaw& law, const Facts& facts, Date day, Date happened_by,
                      std::vector<Question>& questions);

/// A notice that was given.
struct Notice {
  Date on{};
  std::string key;  ///< "notified[0].on"
};
/// Under the rule `rule` of `jurisdiction` (empty: of none), by day. An entry that names a rule
/// counts for that one only; one that does not, for every rule of its state, or, to the owner or to
/// HHS, for all.
enum class Unnamed { counts, does_not };  ///< whether an entry without a rule counts here
std::vector<Notice> told(const std::string& jurisdiction, const std::string& rule,
                         const Facts& facts, Told who, Unnamed unnamed, Date happened_by,
                         std::vector<Question>& questions);
/// Marks the duty as met by `notice`; late when that was after its day, unless `excused`.
void meet(Duty& duty, const Notice& notice, bool excused);
/// Sets state, days late and, after a late release of a hold, takes the day away.
void settle(Duty& duty, const std::optional<Notice>& notice, const std::optional<HoldRule>& rule,
            const Facts& facts, const HoldReading& hold, Date known_at);

/// (e), (f): adds the ways of notice that `elements` and the facts open. Returns the showing that
/// the regulator's notice must make for substitute notice; empty: none.
std::string add_ways(Duty& duty, const BreachLaw& law, const Facts& facts, Date day,
                     const Elements& elements, const Groups& groups,
                     std::vector<Question>& questions);

// ---- small things --------------------------------------------------------------------------------

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}
inline void append(std::vector<Source>& to, const std::vector<Source>& from) {
  for (const auto& source : from)
    if (std::find(to.begin(), to.end(), source) == to.end()) to.push_back(source);
}
/// The flag `rule` states for `event`; the loader demands each event of a kind.
Flag flag_of(const Rule& rule, const std::string& event);
void raise(std::vector<Flag>& flags, const Flag& flag);  ///< once
void raise(std::vector<Flag>& flags, const Rule& rule, const std::string& event);
void ask(std::vector<Question>& questions, const std::string& fact, const std::string& why);
void not_required(Reckoning& out, const BreachLaw& law, const Rule& rule, std::string because);

}  // namespace ledgelight::law
