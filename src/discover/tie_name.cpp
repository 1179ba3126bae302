// Nothing but a name: a card, an account, a login. It belongs to the one person of that name, when
// the names in the evidence make a namesake unlikely; else it is a question.
//
// People are looked up by every name they are written with, and names, not records, are compared
// with names: each different one once. So a million rows of ten names cost ten comparisons, not
// their square.
#include <algorithm>
#include <numeric>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "discover/bonds.hpp"
#include "linkage/text.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto match = Purpose::match_people;
constexpr std::size_t most_doubts_of_one = 3;  ///< questions about one record
/// People who could be meant, of whom are known apart. Past that a record is one of a crowd: nobody
/// will find out whose it is by its name.
constexpr std::size_t crowd = 64;
/// More people of one name than these are no rare name, whoever else has it.
constexpr std::size_t most_parts = 16;
/// A name in a list has a slip of the pen about this often.
constexpr double slips = 0.05;
using linkage::hash_of;
using linkage::mixed;
using linkage::NameParts;

using Ids = std::vector<std::uint32_t>;

/// Which people are written with which names.
class Named {
 public:
  struct Entry {
    std::uint32_t name, person;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  Named(const Mentions& mentions, std::vector<Entry> entries)
      : m_(mentions), entries_(std::move(entries)) {
    std::sort(entries_.begin(), entries_.end());
    entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
    for (std::size_t i = 0; i < entries_.size(); ++i)
      if (i == 0 || entries_[i].name != entries_[i - 1].name) {
        names_.push_back(entries_[i].name);
        begin_[entries_[i].name] = i;
      }
    std::sort(names_.begin(), names_.end(), [&](std::uint32_t a, std::uint32_t b) {
      const auto order = m_.names[a].family.compare(m_.names[b].family);
      return order != 0 ? order < 0 : a < b;
    });
    for (std::size_t i = 0, from = 0; i < names_.size(); ++i) {
      if (m_.names[names_[i]].family != m_.names[names_[from]].family) from = i;
      families_[m_.names[names_[from]].family] = {from, i + 1 - from};
    }
  }

  const Ids& names() const { return names_; }  ///< by family name
  std::span<const std::uint32_t> of_family(const std::string& family) const {
    const auto it = families_.find(family);
    if (it == families_.end()) return {};
    return std::span(names_).subspan(it->second.first, it->second.second);
  }
  template <class Visit>
  void each_family(const Visit& visit) const {
    for (std::size_t from = 0; from < names_.size();) {
      const auto own = of_family(m_.names[names_[from]].family);
      visit(own);
      from += own.size();
    }
  }
  std::span<const Entry> people(std::uint32_t name) const {
    const auto it = begin_.find(name);
    if (it == begin_.end()) return {};
    auto to = it->second;
    while (to < entries_.size() && entries_[to].name == name)
      ++to;
    return std::span(entries_).subspan(it->second, to - it->second);
  }
  std::span<const Entry> entries() const { return entries_; }

 private:
  const Mentions& m_;
  std::vector<Entry> entries_;  ///< by name, then person
  Ids names_;
  std::unordered_map<std::uint32_t, std::size_t> begin_;
  std::unordered_map<std::string_view, std::pair<std::size_t, std::size_t>> families_;
};

/// How common names are among people.
struct Census {
  std::unordered_map<std::string_view, double> given, family;
  double people = 0;
  double unseen = 0;  ///< estimated people of whom only a name can be in the evidence

  Census(const Mentions& m, const Named& named) {
    // Each person once for each different given and family name.
    std::vector<std::pair<std::uint32_t, std::string_view>> g, f;
    std::vector<std::uint32_t> all;
    for (const auto& e : named.entries()) {
      all.push_back(e.person);
      g.emplace_back(e.person, m.names[e.name].given);
      f.emplace_back(e.person, m.names[e.name].family);
    }
    const auto count = [](auto& pairs, auto& into) {
      std::sort(pairs.begin(), pairs.end());
      pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
      for (const auto& p : pairs)
        ++into[p.second];
    };
    count(g, given);
    count(f, family);
    std::sort(all.begin(), all.end());
    people = static_cast<double>(std::unique(all.begin(), all.end()) - all.begin());
  }
  /// Names that fit nobody tell how many people the register lacks.
  void learn_unseen(std::size_t met, std::size_t of) {
    const double seen =
        std::clamp((static_cast<double>(met) + 0.5) / (static_cast<double>(of) + 1), 0.02, 0.999);
    unseen = (people + 1) * (1 - seen) / seen;  // one more: nobody here is no proof of nobody
  }
  double share(const std::unordered_map<std::string_view, double>& counts, const std::string& key,
               double less = 0) const {
    const auto it = counts.find(key);
    return (std::max((it == counts.end() ? 0 : it->second) - less, 0.0) + 0.5) / (people + 1);
  }
  static constexpr double together = 3;  ///< names go together by origin more often than by chance
  /// People not in the register who would have this name too.
  double namesakes(const NameParts& n, bool initial) const {
    const double g = initial ? 1.0 / 12 : share(given, n.given);
    return unseen * std::min(1.0, together * g * share(family, n.family));
  }
  /// Two who are known by different things and have this name: that they are one.
  double part_of_one(const NameParts& n) const {
    constexpr double overlap = 0.5, twice = 2;  // each of the two was counted
    double chance = together * share(given, n.given, twice) * share(family, n.family, twice);
    if (!n.middle.empty()) chance /= 8;
    return overlap / (overlap + people * std::min(1.0, chance));
  }
};

class ByName {
 public:
  explicit ByName(Bonds& bonds)
      : b_(bonds), m_(bonds.mentions), known_(m_, entries(true)), census_(m_, known_) {}

  void run() {
    by_name_in_email(known_, Tier::known_people);
    by_parts_of_one();
    by_name_alone();
    // Whoever is left and known by a name only may still own an address made of it.
    const Named weak(m_, entries(false));
    by_name_in_email(weak, Tier::names_only);
  }

 private:
  enum class Tier { known_people, names_only };

  const NameParts& name(std::uint32_t id) const { return m_.names[id]; }
  static bool whole(const NameParts& n) { return !n.family.empty() && !n.given.empty(); }

  /// Every name of everybody who is (or is not) known by more than a name.
  std::vector<Named::Entry> entries(bool known) {
    std::vector<Named::Entry> out;
    for (std::uint32_t i = 0; i < b_.size(); ++i) {
      const auto r = b_.root(i);
      const auto id = m_.all[i].name;
      if (id != 0 && whole(name(id)) && b_.known(r) == known) out.push_back({id, r});
    }
    return out;
  }

  /// Those of `people` that nothing known of them keeps from being `mention`, each once; at most
  /// `crowd` and one.
  void offer(std::span<const Named::Entry> people, std::uint32_t mention, Ids& to) {
    for (const auto& e : people) {
      if (to.size() > crowd) return;
      const auto p = b_.root(e.person);
      if (p != mention && b_.no_conflict(p, mention, Strict::yes) &&
          std::find(to.begin(), to.end(), p) == to.end())
        to.push_back(p);
    }
  }

  /// Of several, those whose suffix and middle name are said alike, if there are any.
  Ids best_of(Ids people, std::uint32_t weak) {
    const auto& n = b_.name_at(weak);
    const auto narrow = [&](const auto& fits) {
      Ids fitting;
      std::copy_if(people.begin(), people.end(), std::back_inserter(fitting), fits);
      if (!fitting.empty()) people = std::move(fitting);
    };
    if (people.size() > 1 && people.size() <= crowd) {
      if (!n.suffix.empty() || b_.writes_suffixes(weak))
        narrow([&](std::uint32_t p) { return b_.name_at(p).suffix == n.suffix; });
      if (!n.middle.empty()) narrow([&](std::uint32_t p) { return !b_.name_at(p).middle.empty(); });
    }
    return people;
  }

  // --- two halves of one person ----------------------------------------------------------------

  /// Nothing but the name to compare, so nothing that could contradict.
  bool apart(const Facts& a, const Facts& b) const {
    return !(a.ssn != 0 && b.ssn != 0) && !(a.birth != 0 && b.birth != 0) &&
           !(a.postal != nothing && b.postal != nothing) &&
           !(a.email != nothing && b.email != nothing);
  }

  /// People of whom different things are known (a payroll says the birth, a tax roll the address)
  /// and who share a rare name are one, if nobody else has it.
  void by_parts_of_one() {
    known_.each_family([&](std::span<const std::uint32_t> names) {
      if (names.size() > 400) return;  // the commonest family names of a large list are not rare
      for (auto first : names) {
        // Everybody who could bear this name.
        Ids bearers;
        for (auto second : names) {
          if (!linkage::names_agree(name(first), name(second))) continue;
          for (const auto& e : known_.people(second)) {
            const auto p = b_.root(e.person);
            if (std::find(bearers.begin(), bearers.end(), p) == bearers.end()) bearers.push_back(p);
            if (bearers.size() > most_parts) return;
          }
        }
        std::sort(bearers.begin(), bearers.end());
        for (std::size_t x = 0; x < bearers.size(); ++x)
          for (std::size_t y = x + 1; y < bearers.size(); ++y)
            part_of_one(bearers, bearers[x], bearers[y]);
      }
    });
  }

  void part_of_one(const Ids& bearers, std::uint32_t a, std::uint32_t b) {
    a = b_.root(a), b = b_.root(b);
    if (a == b || !apart(b_.facts(a), b_.facts(b)) || !b_.no_conflict(a, b, Strict::suffix_too))
      return;
    // Somebody else of that name, who is neither, makes it a guess.
    const bool others = std::any_of(bearers.begin(), bearers.end(), [&](std::uint32_t c) {
      const auto r = b_.root(c);
      return r != a && r != b &&
             !(apart(b_.facts(r), b_.facts(a)) && apart(b_.facts(r), b_.facts(b)));
    });
    const double p = others ? 0.4
                            : census_.part_of_one(b_.name_at(
                                  weight_of(b_.name_at(a)) > weight_of(b_.name_at(b)) ? a : b));
    if (p >= sure && b_.join(a, b, "the same rare name, and nothing that is known of both differs",
                             std::min(p, 0.99), Strict::yes))
      return;
    if (p >= likely) b_.count_once(b, a);
    if (p >= unlikely)
      b_.doubt(a, b, "the same name; nothing else is known of both", std::min(p, 0.89));
  }

  // --- a record of a name and numbers of its own -----------------------------------------------

  struct Weak {
    std::uint32_t mention;
    Ids people;
    bool slipped = false;     ///< nobody is called so, but one is but for a slip
    bool family_here = true;  ///< somebody here has that family name
  };

  void by_name_alone() {
    std::vector<Weak> weak;
    std::size_t met = 0;
    std::unordered_map<std::uint64_t, Ids> by_slip;  // given name and first sound of the family
    for (auto id : known_.names())
      by_slip[mixed(hash_of(name(id).given) ^
                    linkage::sound_of(std::string_view(name(id).family).substr(0, 1)))]
          .push_back(id);
    std::unordered_map<std::uint32_t, Ids> alike;  // by name: names that could be the same
    for (std::uint32_t i = 0; i < b_.size(); ++i) {
      if (b_.root(i) != i || b_.known(i) || !whole(b_.name_at(i))) continue;
      const auto& n = b_.name_at(i);
      const auto family = known_.of_family(n.family);
      const auto [slot, fresh] = alike.try_emplace(b_.facts(i).name);
      if (fresh)
        for (auto id : family)
          if (linkage::names_agree(name(id), n)) slot->second.push_back(id);
      auto& w = weak.emplace_back(Weak{i, {}, false, !family.empty()});
      for (auto id : slot->second)
        offer(known_.people(id), i, w.people);
      if (slot->second.empty() && n.given.size() > 1 && n.family.size() >= 4) {
        const auto near = by_slip.find(
            mixed(hash_of(n.given) ^ linkage::sound_of(std::string_view(n.family).substr(0, 1))));
        if (near != by_slip.end())
          for (auto id : near->second)
            if (linkage::edits(name(id).family, n.family, 1) <= 1)
              offer(known_.people(id), i, w.people);
        w.slipped = !w.people.empty();
      }
      w.people = best_of(std::move(w.people), i);
      met += !w.people.empty();
    }
    if (weak.empty()) return;
    census_.learn_unseen(met, weak.size());
    for (const auto& w : weak)
      settle(w);
    namesakes_without_more(weak);
  }

  void settle(const Weak& w) {
    const auto& n = b_.name_at(w.mention);
    const double others = census_.namesakes(n, n.given.size() == 1);
    if (w.people.size() == 1) {
      double p = 1 / (1 + others);
      const char* rule = "the only person of that name, and the name is rare here";
      const char* asked = "the only person of that name here, but others may bear it";
      if (w.slipped) {
        p = w.family_here ? std::min(slips / (slips + others), 0.8) : 0.92;
        rule = "the only person of that name but for a slip, and nobody here is called as written";
        asked = "the only person of that name but for a slip";
      }
      if (p >= sure && b_.join(w.people[0], w.mention, rule, std::min(p, 0.99), Strict::yes))
        return;
      if (p >= likely) b_.count_once(w.mention, w.people[0]);
      b_.doubt(w.people[0], w.mention, asked, std::min(p, 0.89));
    } else if (w.people.size() > 1) {
      const auto n_people = static_cast<double>(w.people.size());
      if (1 / (1 + others / n_people) >= likely) b_.count_once(w.mention, nothing);
      if (w.people.size() > crowd) return;  // no question that anybody could answer
      for (std::size_t c = 0; c < std::min(w.people.size(), most_doubts_of_one); ++c)
        b_.doubt(w.people[c], w.mention,
                 "one of " + std::to_string(w.people.size()) + " people of that name",
                 1.0 / (n_people + 1));
    }
  }

  /// Records of one name of which nothing else agrees: a question, never a join.
  void namesakes_without_more(const std::vector<Weak>& weak) {
    std::vector<Named::Entry> all = entries(true), rest = entries(false);
    all.insert(all.end(), rest.begin(), rest.end());
    const Census census(m_, Named(m_, std::move(all)));
    std::unordered_map<std::uint64_t, std::uint32_t> first;
    for (const auto& w : weak) {
      if (b_.root(w.mention) != w.mention) continue;
      const auto& n = b_.name_at(w.mention);
      const auto [slot, fresh] =
          first.try_emplace(mixed(hash_of(n.family) ^ mixed(hash_of(n.given))), w.mention);
      if (fresh) continue;
      const auto other = b_.root(slot->second);
      if (other == w.mention || !linkage::names_agree(b_.name_at(other), n)) continue;
      const double p = n.given.size() > 1 ? census.part_of_one(n) : unlikely;
      if (p >= likely) b_.count_once(w.mention, other);
      b_.doubt(slot->second, w.mention, "same name; nothing else to tell", std::min(p, 0.89));
    }
  }

  // --- an e-mail address made of a name --------------------------------------------------------

  /// The user of a person's address without what was put behind it: "ada.sample17" -> adasample.
  std::string user_of(std::uint32_t mention) const {
    const std::string_view mail = b_.findings.norm(b_.facts(mention).email).reveal(match);
    auto user = linkage::fold(mail.substr(0, mail.find('@')));
    while (!user.empty() && user.back() >= '0' && user.back() <= '9')
      user.pop_back();
    return user;
  }

  /// "ada.sample17@…" without a name beside it belongs to Ada Sample, if there is one such person
  /// and she has no other e-mail address.
  void by_name_in_email(const Named& named, Tier tier) {
    struct Form {
      Ids names;
      bool initial = false;  ///< made with no more than an initial
    };
    struct Address {
      std::uint32_t mention;
      std::uint64_t form;
      Ids people;
    };
    std::vector<Address> weak;
    std::unordered_map<std::uint64_t, Form> forms;
    for (std::uint32_t i = 0; i < b_.size(); ++i) {
      if (b_.root(i) != i || b_.facts(i).email == nothing || !b_.name_at(i).family.empty())
        continue;
      const auto user = user_of(i);
      weak.push_back({i, hash_of(user), {}});
      if (user.size() >= 5) forms.try_emplace(weak.back().form);
    }
    if (weak.empty()) return;
    for (auto id : named.names()) {
      const auto offered = [&](const std::string& form, bool initial) {
        const auto it = forms.find(hash_of(form));
        if (it == forms.end()) return;
        it->second.initial = it->second.initial || initial;
        if (it->second.names.empty() || it->second.names.back() != id)
          it->second.names.push_back(id);
      };
      const auto& n = name(id);
      if (n.given.size() > 1) {
        offered(n.given + n.family, false);
        offered(n.family + n.given, false);
        if (!n.middle.empty()) offered(n.given + n.middle.substr(0, 1) + n.family, false);
      }
      offered(n.given.substr(0, 1) + n.family, true);
      offered(n.family + n.given.substr(0, 1), true);
    }
    std::size_t met = 0;
    for (auto& w : weak) {
      if (const auto it = forms.find(w.form); it != forms.end())
        for (auto id : it->second.names)
          offer(named.people(id), w.mention, w.people);
      met += !w.people.empty();
    }
    if (tier == Tier::known_people) census_.learn_unseen(met, weak.size());

    // Whoever has an address already hardly has another; two of one form would both be hers.
    std::unordered_map<std::uint32_t, std::size_t> claims;
    for (auto& w : weak) {
      Ids without;
      for (auto p : w.people)
        if (b_.facts(p).email == nothing) without.push_back(p);
      if (!without.empty()) w.people = std::move(without);
      if (w.people.size() == 1) ++claims[w.people[0]];
    }
    std::unordered_map<std::uint32_t, bool> counted;  // of those with several claims: one is hers
    for (const auto& w : weak) {
      if (w.people.empty()) continue;
      const auto& form = forms.at(w.form);
      const double others = census_.namesakes(b_.name_at(b_.root(w.people[0])), form.initial);
      const auto n_people = static_cast<double>(w.people.size());
      if (w.people.size() > 1) {
        if (1 / (1 + others / n_people) >= likely) b_.count_once(w.mention, nothing);
        if (w.people.size() > crowd) continue;
        for (std::size_t k = 0; k < std::min(w.people.size(), most_doubts_of_one); ++k)
          b_.doubt(w.people[k], w.mention,
                   "e-mail address made of a name that " + std::to_string(w.people.size()) +
                       " people here have",
                   1 / (n_people + 1));
        continue;
      }
      const auto whom = w.people[0];
      const bool several = claims[whom] > 1, another = b_.facts(b_.root(whom)).email != nothing;
      const double alone = 1 / (1 + others);
      const double p = several || another ? std::min(alone, 0.5) : alone;
      if (p >= sure &&
          b_.join(whom, w.mention, "e-mail address made of the name, which one person here has",
                  std::min(p, 0.99), Strict::yes))
        continue;
      if (alone >= likely && !another && (!several || !counted[whom])) {
        counted[whom] = true;
        b_.count_once(w.mention, whom);
      }
      if (p >= unlikely)
        b_.doubt(whom, w.mention, "e-mail address made of the name; others may have it",
                 std::min(p, 0.89));
    }
  }

  Bonds& b_;
  const Mentions& m_;
  Named known_;
  Census census_;
};

}  // namespace

void tie_by_name(Bonds& bonds) { ByName(bonds).run(); }

}  // namespace ledgelight::discover
