#include "discover/tie.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "base/text.hpp"
#include "linkage/link.hpp"
#include "linkage/text.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto match = Purpose::match_people;
constexpr std::size_t widest_bucket = 32;      ///< people compared under one key
constexpr std::size_t most_doubts_of_one = 3;  ///< questions about one record
constexpr double sure = 0.9, unlikely = 0.1;
using linkage::hash_of;
using linkage::mixed;
using linkage::NameParts;

struct Keyed {
  std::uint64_t key;
  std::uint32_t mention;
  friend bool operator<(const Keyed& a, const Keyed& b) {
    return a.key != b.key ? a.key < b.key : a.mention < b.mention;
  }
};

/// What is known of a person so far; by root.
struct Facts {
  std::uint64_t ssn = 0, address = 0;
  std::uint32_t birth = 0, ssn_at = nothing, birth_at = nothing, postal = nothing, email = nothing,
                phone = nothing, licence = nothing;
  std::uint32_t name = 0;  ///< the fullest so far
  bool no_suffix = false;  ///< written without one where suffixes are written
};

int weight(const NameParts& n) {
  return (n.family.empty() ? 0 : 4) +
         (n.given.size() > 1 ? 4
          : n.given.empty()  ? 0
                             : 1) +
         (n.middle.empty() ? 0 : 1) + (n.suffix.empty() ? 0 : 1);
}

bool births_differ(std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0 || a == b) return false;
  // Day and month exchanged is a slip of the pen.
  return !(a / 10000 == b / 10000 && a / 100 % 100 == b % 100 && a % 100 == b / 100 % 100);
}

class Tying {
 public:
  Tying(std::span<const Finding> findings, const Mentions& mentions, unsigned threads)
      : findings_(findings), m_(mentions), threads_(threads), parent_(m_.all.size()),
        facts_(m_.all.size()) {
    std::iota(parent_.begin(), parent_.end(), 0U);
    for (std::size_t i = 0; i < m_.all.size(); ++i) {
      const auto& m = m_.all[i];
      auto& f = facts_[i];
      f.ssn = m.ssn, f.address = m.address, f.birth = m.birth, f.ssn_at = m.ssn_at,
      f.birth_at = m.birth_at, f.postal = m.postal;
      f.name = m.name;
      f.no_suffix = m.name != 0 && m_.name(m).suffix.empty() &&
                    writes_suffixes(static_cast<std::uint32_t>(i));
      for (const auto& n : m_.numbers_of(m)) {
        const auto e = findings_[n.finding].element;
        auto* to = e == Element::email     ? &f.email
                   : e == Element::phone   ? &f.phone
                   : e == Element::licence ? &f.licence
                                           : nullptr;
        if (to != nullptr && *to == nothing) *to = n.finding;
      }
    }
  }

  Tied run() {
    by_ssn();
    by_name_and("same name and date of birth", Strict::yes,
                [&](std::uint32_t i, std::vector<std::uint64_t>& keys) {
                  const auto& m = m_.all[i];
                  if (m.birth != 0) keys.push_back(mixed(hash_of(m_.name(m).family) ^ m.birth));
                });
    by_name_and("same name and another number, e-mail address or telephone", Strict::yes,
                [&](std::uint32_t i, std::vector<std::uint64_t>& keys) {
                  for (const auto& n : m_.numbers_of(m_.all[i]))
                    keys.push_back(n.value);
                });
    by_name_and("same name and postal address", Strict::suffix_too,
                [&](std::uint32_t i, std::vector<std::uint64_t>& keys) {
                  const auto& m = m_.all[i];
                  if (m.address != 0) keys.push_back(mixed(hash_of(m_.name(m).family) ^ m.address));
                });
    by_weight();
    by_email();
    by_name_in_email();
    by_name_alone();
    for (std::uint32_t i = 0; i < parent_.size(); ++i)
      parent_[i] = root(i);
    out_.root_of = std::move(parent_);
    // A question that was answered meanwhile is none.
    out_.doubtful.erase(std::remove_if(out_.doubtful.begin(), out_.doubtful.end(),
                                       [&](const Join& d) {
                                         return out_.root_of[m_.of_finding[d.left]] ==
                                                out_.root_of[m_.of_finding[d.right]];
                                       }),
                        out_.doubtful.end());
    return std::move(out_);
  }

 private:
  std::uint32_t root(std::uint32_t i) {
    while (parent_[i] != i)
      i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  const NameParts& name_at(std::uint32_t r) const { return m_.names[facts_[r].name]; }

  void doubt(std::uint32_t a, std::uint32_t b, std::string why, double probability) {
    if (b < a) std::swap(a, b);
    const auto key = static_cast<std::uint64_t>(root(a)) << 32 | root(b);
    if (!doubted_.insert(key).second) return;
    out_.doubtful.push_back({m_.all[a].first, m_.all[b].first, std::move(why), probability});
  }

  /// How much may differ: anything; nothing; slips; not even a suffix that one of them never has.
  enum class Strict : std::uint8_t { same_ssn, yes, slips_allowed, suffix_too };

  static bool ssns_differ(const Facts& a, const Facts& b) {
    return a.ssn != 0 && b.ssn != 0 && a.ssn != b.ssn;
  }

  bool no_conflict(std::uint32_t ra, std::uint32_t rb, Strict strict) const {
    if (strict == Strict::same_ssn) return true;
    const auto &fa = facts_[ra], &fb = facts_[rb];
    const auto &na = m_.names[fa.name], &nb = m_.names[fb.name];
    if (ssns_differ(fa, fb) && !(strict == Strict::slips_allowed && ssn_slip(fa, fb))) return false;
    if (!na.middle.empty() && !nb.middle.empty() && na.middle[0] != nb.middle[0]) return false;
    if (!na.suffix.empty() && !nb.suffix.empty() && na.suffix != nb.suffix) return false;
    if (strict == Strict::suffix_too &&
        ((fa.no_suffix && !nb.suffix.empty()) || (fb.no_suffix && !na.suffix.empty())))
      return false;
    return strict == Strict::slips_allowed || !births_differ(fa.birth, fb.birth);
  }

  bool join(std::uint32_t a, std::uint32_t b, const std::string& rule, double probability,
            Strict strict) {
    const auto ra = root(a), rb = root(b);
    if (ra == rb) return true;
    auto& fa = facts_[ra];
    auto& fb = facts_[rb];
    if (!no_conflict(ra, rb, strict)) {
      if (strict != Strict::same_ssn && ssns_differ(fa, fb))
        doubt(a, b, "same name and a shared value, yet the Social Security numbers differ", 0.3);
      return false;
    }
    // The earlier one stays the root, so that the order of people is the order of the bytes.
    const auto keep = std::min(ra, rb), gone = std::max(ra, rb);
    parent_[gone] = keep;
    auto& to = facts_[keep];
    const auto& from = facts_[gone];
    if (to.ssn == 0) to.ssn = from.ssn, to.ssn_at = from.ssn_at;
    to.no_suffix = to.no_suffix || from.no_suffix;
    if (to.birth == 0) to.birth = from.birth, to.birth_at = from.birth_at;
    if (to.address == 0 && from.postal != nothing)
      to.address = from.address, to.postal = from.postal;
    for (auto part : {&Facts::email, &Facts::phone, &Facts::licence})
      if (to.*part == nothing) to.*part = from.*part;
    if (weight(m_.names[from.name]) > weight(m_.names[to.name])) to.name = from.name;
    out_.joins.push_back({m_.all[a].first, m_.all[b].first, rule, probability});
    return true;
  }

  bool ssn_slip(const Facts& a, const Facts& b) const {
    const auto &x = findings_[a.ssn_at].norm.reveal(match),
               &y = findings_[b.ssn_at].norm.reveal(match);
    return x.size() == y.size() && linkage::edits(x, y, 1) <= 1;
  }

  void by_ssn() {
    std::vector<Keyed> keys;
    for (std::uint32_t i = 0; i < m_.all.size(); ++i)
      if (m_.all[i].ssn != 0) keys.push_back({m_.all[i].ssn, i});
    std::sort(keys.begin(), keys.end());
    for (std::size_t k = 1, first = 0; k < keys.size(); ++k) {
      if (keys[k].key != keys[first].key) {
        first = k;
        continue;
      }
      const auto a = keys[first].mention, b = keys[k].mention;
      const auto &na = m_.name(m_.all[a]), &nb = m_.name(m_.all[b]);
      const bool names_clash = !na.empty() && !nb.empty() && !linkage::names_agree(na, nb);
      if (names_clash && births_differ(m_.all[a].birth, m_.all[b].birth))
        doubt(a, b, "same Social Security number, yet name and date of birth both differ", 0.3);
      else
        join(a, b, "same SSN or ITIN", 0.999, Strict::same_ssn);
    }
  }

  /// Same key and names that agree.
  template <class Keys>
  void by_name_and(const char* rule, Strict strict, const Keys& keys_of) {
    std::vector<Keyed> keys;
    std::vector<std::uint64_t> own;
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) {
      const auto& name = m_.name(m_.all[i]);
      if (name.family.empty() || name.given.empty()) continue;
      own.clear();
      keys_of(i, own);
      for (auto key : own)
        keys.push_back({key, i});
    }
    std::sort(keys.begin(), keys.end());
    std::vector<std::uint32_t> bucket;
    for (std::size_t from = 0, to = 0; from < keys.size(); from = to) {
      bucket.clear();
      for (; to < keys.size() && keys[to].key == keys[from].key; ++to) {
        const auto i = keys[to].mention;
        // The same name, or one already known to be the same person, needs no second look.
        bool met = false;
        for (auto other : bucket)
          if (root(other) == root(i) ||
              (m_.all[other].name == m_.all[i].name && no_conflict(root(other), root(i), strict) &&
               same_birth_or_none(root(other), root(i)) && join(other, i, rule, 0.99, strict))) {
            met = true;
            break;
          }
        if (!met && bucket.size() < widest_bucket) bucket.push_back(i);
      }
      join_where_clear(bucket, rule, strict);
    }
  }

  bool same_birth_or_none(std::uint32_t a, std::uint32_t b) const {
    return (facts_[a].birth == 0) == (facts_[b].birth == 0);
  }

  /// Joins those of a bucket that agree, unless one of them agrees with two who are not one person:
  /// a father and a son of one name at one address, and a record that could be either's.
  void join_where_clear(const std::vector<std::uint32_t>& bucket, const char* rule, Strict strict) {
    const auto agree = [&](std::uint32_t a, std::uint32_t b) {
      const auto ra = root(a), rb = root(b);
      return ra == rb || (linkage::names_agree(m_.name(m_.all[a]), m_.name(m_.all[b])) &&
                          no_conflict(ra, rb, strict));
    };
    for (std::size_t x = 0; x < bucket.size(); ++x)
      for (std::size_t y = x + 1; y < bucket.size(); ++y) {
        const auto a = bucket[x], b = bucket[y];
        if (root(a) == root(b)) continue;
        if (!linkage::names_agree(m_.name(m_.all[a]), m_.name(m_.all[b]))) continue;
        if (!no_conflict(root(a), root(b), strict)) {
          if (ssns_differ(facts_[root(a)], facts_[root(b)]))
            doubt(a, b, "same name and a shared value, yet the Social Security numbers differ",
                  0.3);
          continue;
        }
        // A suffix that both have is what tells the two apart.
        const auto& suffix = m_.name(m_.all[a]).suffix;
        bool clear = true;
        for (auto c : bucket)
          if (!suffix.empty() && suffix == m_.name(m_.all[b]).suffix)
            break;
          else if (c != a && c != b && agree(a, c) != agree(b, c))
            clear = false;
        if (clear)
          join(a, b, rule, 0.99, strict);
        else
          doubt(a, b, std::string(rule) + ", which two people here have", 0.5);
      }
  }

  /// Slips of the pen: people so far, one record each, compared by weights.
  void by_weight() {
    std::vector<std::uint32_t> roots;
    for (std::uint32_t i = 0; i < parent_.size(); ++i) {
      if (root(i) != i || name_at(i).family.empty() || name_at(i).given.empty()) continue;
      const auto& f = facts_[i];
      if (f.birth != 0 || f.ssn != 0 || f.postal != nothing) roots.push_back(i);
    }
    if (roots.size() < 2) return;
    using linkage::Key;
    std::array<bool, linkage::key_count> said{};
    for (auto k :
         {Key::given, Key::middle, Key::family, Key::suffix, Key::birth, Key::ssn, Key::phone,
          Key::email, Key::street, Key::city, Key::state, Key::zip, Key::number})
      said[static_cast<std::size_t>(k)] = true;
    linkage::List list(said);
    for (auto r : roots) {
      const auto& f = facts_[r];
      const auto& n = name_at(r);
      linkage::Values v;
      const auto norm = [&](std::uint32_t finding) {
        return finding == nothing ? std::string_view()
                                  : std::string_view(findings_[finding].norm.reveal(match));
      };
      linkage::at(v, Key::given) = n.given;
      linkage::at(v, Key::middle) = n.middle;
      linkage::at(v, Key::family) = n.family;
      linkage::at(v, Key::suffix) = n.suffix;
      linkage::at(v, Key::birth) = norm(f.birth_at);
      linkage::at(v, Key::ssn) = norm(f.ssn_at);
      linkage::at(v, Key::phone) = norm(f.phone);
      linkage::at(v, Key::email) = norm(f.email);
      linkage::at(v, Key::number) = norm(f.licence);
      if (f.postal != nothing) {
        const auto& p = findings_[f.postal].postal.reveal(match);
        linkage::at(v, Key::street) = p.street;
        linkage::at(v, Key::city) = p.city;
        linkage::at(v, Key::state) = p.state;
        linkage::at(v, Key::zip) = p.zip;
      }
      list.add(v);
    }
    list.close();
    const auto linked = linkage::link(list, {unlikely, threads_});
    std::vector<std::vector<std::uint32_t>> links_of(roots.size());
    for (std::uint32_t k = 0; k < linked.links.size(); ++k)
      if (linked.links[k].odds >= 0)
        links_of[linked.links[k].left].push_back(k), links_of[linked.links[k].right].push_back(k);
    // A record that is nearly as likely somebody else's, who is not the same person, is a question.
    const auto claimed_twice = [&](const linkage::Link& l) {
      for (const auto& [one, other] : {std::pair(l.left, l.right), std::pair(l.right, l.left)})
        for (auto k : links_of[one]) {
          const auto& rival = linked.links[k];
          const auto third = rival.left == one ? rival.right : rival.left;
          if (third != other && rival.odds > l.odds - 12 &&
              !no_conflict(root(roots[third]), root(roots[other]), Strict::suffix_too))
            return true;
        }
      return false;
    };
    // The likeliest first, so that what one join makes known can refuse the next.
    std::vector<std::size_t> order(linked.links.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return linked.links[a].odds > linked.links[b].odds;
    });
    for (auto k : order) {
      const auto& l = linked.links[k];
      const double p = linkage::probability(l.odds);
      const auto a = roots[l.left], b = roots[l.right];
      if (root(a) == root(b)) continue;
      const auto why = [&] {
        std::string out;
        for (const auto& r : linkage::reasons(linked.model, list, list[l.left], list[l.right]))
          out += (out.empty() ? "" : ", ") + std::string(linkage::field_name(r.field)) + " " +
                 std::string(linkage::level_words(r.field, r.level));
        return out;
      };
      if (p >= sure && linked.group_of[l.left] == linked.group_of[l.right] && !claimed_twice(l) &&
          join(a, b, "by weights: " + why(), std::min(p, 0.999), Strict::slips_allowed))
        continue;
      doubt(a, b, why(), std::min(p, 0.89));
    }
  }

  /// A record with an e-mail address but no name belongs to the one person who has that address.
  void by_email() {
    std::unordered_map<std::uint64_t, std::uint32_t> owner;  // nothing: more than one
    const auto each = [&](bool named, const auto& visit) {
      for (std::uint32_t i = 0; i < m_.all.size(); ++i) {
        if (m_.name(m_.all[i]).family.empty() == named) continue;
        for (const auto& n : m_.numbers_of(m_.all[i]))
          if (findings_[n.finding].element == Element::email) visit(i, n.value);
      }
    };
    each(true, [&](std::uint32_t i, std::uint64_t mail) {
      const auto [slot, fresh] = owner.try_emplace(mail, i);
      if (!fresh && slot->second != nothing && root(slot->second) != root(i))
        slot->second = nothing;
    });
    each(false, [&](std::uint32_t i, std::uint64_t mail) {
      const auto [slot, fresh] = owner.try_emplace(mail, i);
      if (!fresh && slot->second != nothing)
        join(slot->second, i, "same e-mail address, which belongs to one person only", 0.99,
             Strict::yes);
    });
  }

  // --- names alone -----------------------------------------------------------------------------

  /// How common names are among the people who are known by more than a name.
  struct Census {
    std::unordered_map<std::string, double> given, family;
    double people = 0;  ///< known by more than a name
    double unseen = 0;  ///< estimated people of whom only a name can be in the evidence
    /// People not in the register who would have this name too.
    double namesakes(const NameParts& n, bool initial) const {
      const auto share = [&](const auto& counts, const std::string& key) {
        const auto it = counts.find(key);
        return ((it == counts.end() ? 0 : it->second) + 0.5) / (people + 1);
      };
      // Names go together by origin more often than chance has it.
      constexpr double together = 3;
      const double g = initial ? 1.0 / 12 : share(given, n.given);
      return unseen * std::min(1.0, together * g * share(family, n.family));
    }
    /// Two who are known by different things and have this name: that they are one.
    double part_of_one(const NameParts& n) const {
      constexpr double overlap = 0.5, together = 3, twice = 2;  // each of the two was counted
      const auto share = [&](const auto& counts, const std::string& key) {
        const auto it = counts.find(key);
        return (std::max((it == counts.end() ? 0 : it->second) - twice, 0.0) + 0.5) / (people + 1);
      };
      double chance = together * share(given, n.given) * share(family, n.family);
      if (!n.middle.empty()) chance /= 8;
      return overlap / (overlap + people * std::min(1.0, chance));
    }
  };

  bool known(std::uint32_t r) const {
    const auto& f = facts_[r];
    return f.ssn != 0 || f.birth != 0 || f.address != 0;
  }

  void index_people() {
    for (std::uint32_t i = 0; i < parent_.size(); ++i) {
      if (root(i) != i || !known(i)) continue;
      const auto& n = name_at(i);
      if (n.family.empty() || n.given.empty()) continue;
      ++census_.people;
      ++census_.given[n.given];
      ++census_.family[n.family];
      by_family_[n.family].push_back(i);
    }
  }

  /// Could the name be that person's, as far as all that is known of both?
  bool could_be(std::uint32_t person, const NameParts& name) const {
    return linkage::names_agree(name_at(person), name);
  }

  /// Nothing but the name to compare, so nothing that could contradict.
  bool apart(const Facts& a, const Facts& b) const {
    return !(a.ssn != 0 && b.ssn != 0) && !(a.birth != 0 && b.birth != 0) &&
           !(a.postal != nothing && b.postal != nothing) &&
           !(a.email != nothing && b.email != nothing);
  }

  /// Does the file of that record write suffixes? Then a name without one has none.
  bool writes_suffixes(std::uint32_t mention) {
    if (suffixes_.empty())
      for (const auto& m : m_.all)
        if (!m_.name(m).suffix.empty()) ++suffixes_[file_of(m)];
    return suffixes_.count(file_of(m_.all[mention])) != 0;
  }
  std::pair<std::uint32_t, std::uint64_t> file_of(const Mention& m) const {
    return {findings_[m.first].file, hash_of(findings_[m.first].member)};
  }

  /// Of several, those whose suffix and middle name are said alike, if there are any.
  std::vector<std::uint32_t> best_of(std::vector<std::uint32_t> people, std::uint32_t weak) {
    const auto& n = name_at(weak);
    const auto narrow = [&](const auto& fits) {
      std::vector<std::uint32_t> fitting;
      std::copy_if(people.begin(), people.end(), std::back_inserter(fitting), fits);
      if (!fitting.empty()) people = std::move(fitting);
    };
    if (people.size() > 1 && (!n.suffix.empty() || writes_suffixes(weak)))
      narrow([&](std::uint32_t p) { return name_at(p).suffix == n.suffix; });
    if (people.size() > 1 && !n.middle.empty())
      narrow([&](std::uint32_t p) { return !name_at(p).middle.empty(); });
    return people;
  }

  /// People of whom different things are known (a payroll says the birth, a tax roll the address)
  /// and who share a rare name are one, if nobody else has it.
  void by_parts_of_one() {
    for (auto& [family, people] : by_family_) {
      std::vector<std::uint32_t> roots;
      for (auto p : people)
        if (std::find(roots.begin(), roots.end(), root(p)) == roots.end()) roots.push_back(root(p));
      for (std::size_t x = 0; x < roots.size() && roots.size() <= 400; ++x)
        for (std::size_t y = x + 1; y < roots.size(); ++y) {
          const auto a = root(roots[x]), b = root(roots[y]);
          if (a == b || !could_be(a, name_at(b)) || !apart(facts_[a], facts_[b]) ||
              !no_conflict(a, b, Strict::suffix_too))
            continue;
          // Somebody else of that name, who is neither, makes it a guess.
          std::size_t others = 0;
          for (auto c : roots) {
            const auto r = root(c);
            if (r != a && r != b && (could_be(r, name_at(a)) || could_be(r, name_at(b))) &&
                !(apart(facts_[r], facts_[a]) && apart(facts_[r], facts_[b])))
              ++others;
          }
          const double p =
              others > 0
                  ? 0.4
                  : census_.part_of_one(name_at(weight(name_at(a)) > weight(name_at(b)) ? a : b));
          if (p >= sure &&
              join(a, b, "the same rare name, and nothing that is known of both differs",
                   std::min(p, 0.99), Strict::yes))
            continue;
          if (p >= unlikely)
            doubt(a, b, "the same name; nothing else is known of both", std::min(p, 0.89));
        }
    }
  }

  /// A record of a name and numbers of its own (a card, an account) belongs to the one person of
  /// that name, if the name is rare enough that the evidence hardly speaks of a namesake.
  void by_name_alone() {
    by_parts_of_one();
    std::vector<std::uint32_t> weak;
    std::size_t met = 0;
    std::vector<std::vector<std::uint32_t>> candidates;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_slip;
    for (const auto& [family, people] : by_family_)
      for (auto p : people)
        by_slip[mixed(hash_of(name_at(p).given) ^ linkage::sound_of(family.substr(0, 1)))]
            .push_back(p);
    std::vector<bool> slipped;
    const auto offer = [](std::uint32_t person, std::vector<std::uint32_t>& to) {
      if (std::find(to.begin(), to.end(), person) == to.end()) to.push_back(person);
    };
    for (std::uint32_t i = 0; i < parent_.size(); ++i) {
      if (root(i) != i || known(i)) continue;
      const auto& n = name_at(i);
      if (n.family.empty() || n.given.empty()) continue;
      weak.push_back(i);
      auto& of = candidates.emplace_back();
      slipped.push_back(false);
      if (const auto it = by_family_.find(n.family); it != by_family_.end()) {
        for (auto p : it->second)
          if (could_be(root(p), n)) offer(root(p), of);
      } else if (const auto slip = by_slip.find(
                     mixed(hash_of(n.given) ^ linkage::sound_of(n.family.substr(0, 1))));
                 slip != by_slip.end()) {
        // A family name that nobody here has, one slip away from one that somebody has.
        for (auto p : slip->second)
          if (n.family.size() >= 4 && linkage::edits(name_at(root(p)).family, n.family, 1) <= 1 &&
              no_conflict(root(p), i, Strict::yes))
            offer(root(p), of);
        slipped.back() = !of.empty();
      }
      of = best_of(std::move(of), i);
      met += !of.empty();
    }
    if (weak.empty()) return;
    // Names that fit nobody tell how many people the register lacks.
    const double seen = std::clamp(
        (static_cast<double>(met) + 0.5) / (static_cast<double>(weak.size()) + 1), 0.02, 0.999);
    census_.unseen = census_.people * (1 - seen) / seen;
    for (std::size_t k = 0; k < weak.size(); ++k) {
      const auto i = weak[k];
      const auto& of = candidates[k];
      const auto& n = name_at(i);
      if (of.size() == 1) {
        const double p = slipped[k] ? 0.92 : 1 / (1 + census_.namesakes(n, n.given.size() == 1));
        const char* rule = slipped[k] ? "the only person of that name but for a slip, and nobody "
                                        "here is called as written"
                                      : "the only person of that name, and the name is rare here";
        if (p >= sure && join(of[0], i, rule, std::min(p, 0.99), Strict::yes)) continue;
        doubt(of[0], i, "the only person of that name here, but others may bear it",
              std::min(p, 0.89));
      } else {
        if (of.size() > 1 &&
            1 / (1 + census_.namesakes(n, n.given.size() == 1) / static_cast<double>(of.size())) >=
                sure)
          out_.one_of.push_back(i);
        for (std::size_t c = 0; c < std::min(of.size(), most_doubts_of_one); ++c)
          doubt(of[c], i, "one of " + std::to_string(of.size()) + " people of that name",
                1.0 / static_cast<double>(of.size() + 1));
      }
    }
    namesakes_without_more(weak);
  }

  /// Records of one name of which nothing else agrees: a question, never a join.
  void namesakes_without_more(const std::vector<std::uint32_t>& weak) {
    std::map<std::pair<std::string, std::string>, std::uint32_t> first;
    for (auto i : weak) {
      if (root(i) != i) continue;
      const auto& n = name_at(i);
      const auto [slot, fresh] = first.try_emplace({n.family, n.given}, i);
      if (!fresh && linkage::names_agree(name_at(root(slot->second)), n))
        doubt(slot->second, i, "same name; nothing else to tell", 0.5);
    }
  }

  /// "ada.sample17@…" without a name beside it belongs to Ada Sample, if there is one such person
  /// and she has no other e-mail address.
  void by_name_in_email() {
    index_people();
    struct Form {
      std::vector<std::uint32_t> people;
      bool initial = false;
    };
    std::unordered_map<std::uint64_t, Form> forms;
    const auto offer = [&](const std::string& form, std::uint32_t person, bool initial) {
      if (form.size() < 5) return;
      auto& slot = forms[hash_of(form)];
      slot.initial = slot.initial || initial;
      if (std::find(slot.people.begin(), slot.people.end(), person) == slot.people.end())
        slot.people.push_back(person);
    };
    for (const auto& [family, people] : by_family_)
      for (auto p : people) {
        const auto& n = name_at(p);
        if (n.given.size() > 1) {
          offer(n.given + n.family, p, false);
          offer(n.family + n.given, p, false);
          if (!n.middle.empty()) offer(n.given + n.middle.substr(0, 1) + n.family, p, false);
        }
        offer(n.given.substr(0, 1) + n.family, p, true);
        offer(n.family + n.given.substr(0, 1), p, true);
      }
    struct Weak {
      std::uint32_t mention;
      Form form;
    };
    std::vector<Weak> weak;
    std::size_t met = 0;
    for (std::uint32_t i = 0; i < parent_.size(); ++i) {
      if (root(i) != i || facts_[i].email == nothing || !name_at(i).family.empty()) continue;
      const auto& mail = findings_[facts_[i].email].norm.reveal(match);
      auto user = linkage::fold(std::string_view(mail).substr(0, mail.find('@')));
      while (!user.empty() && user.back() >= '0' && user.back() <= '9')
        user.pop_back();
      const auto it = forms.find(hash_of(user));
      weak.push_back({i, it == forms.end() ? Form{} : it->second});
      met += it != forms.end();
    }
    if (weak.empty()) return;
    const double seen = std::clamp(
        (static_cast<double>(met) + 0.5) / (static_cast<double>(weak.size()) + 1), 0.02, 0.999);
    census_.unseen = census_.people * (1 - seen) / seen;
    // Whoever has an address already hardly has another; two of one form would both be hers.
    std::map<std::uint32_t, std::size_t> claims;
    for (auto& w : weak) {
      auto& people = w.form.people;
      std::vector<std::uint32_t> without;
      for (auto p : people)
        if (facts_[root(p)].email == nothing) without.push_back(root(p));
      if (!without.empty()) people = std::move(without);
      if (people.size() == 1) ++claims[root(people[0])];
    }
    for (const auto& w : weak) {
      const auto& people = w.form.people;
      if (people.empty()) continue;
      const double others = census_.namesakes(name_at(root(people[0])), w.form.initial);
      if (people.size() > 1) {
        if (1 / (1 + others / static_cast<double>(people.size())) >= sure)
          out_.one_of.push_back(w.mention);
        for (std::size_t k = 0; k < std::min(people.size(), most_doubts_of_one); ++k)
          doubt(people[k], w.mention,
                "e-mail address made of a name that " + std::to_string(people.size()) +
                    " people here have",
                1 / static_cast<double>(people.size() + 1));
        continue;
      }
      double p = 1 / (1 + others);
      if (claims[root(people[0])] > 1 || facts_[root(people[0])].email != nothing)
        p = std::min(p, 0.5);
      if (p >= sure &&
          join(people[0], w.mention, "e-mail address made of the name, which one person here has",
               std::min(p, 0.99), Strict::yes))
        continue;
      if (p >= unlikely)
        doubt(people[0], w.mention, "e-mail address made of the name; others may have it",
              std::min(p, 0.89));
    }
  }

  std::span<const Finding> findings_;
  const Mentions& m_;
  unsigned threads_;
  std::vector<std::uint32_t> parent_;
  std::vector<Facts> facts_;
  Tied out_;
  std::set<std::uint64_t> doubted_;
  Census census_;
  std::map<std::string, std::vector<std::uint32_t>> by_family_;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::size_t> suffixes_;
};

}  // namespace

Tied tie(std::span<const Finding> findings, const Mentions& mentions, unsigned threads) {
  return Tying(findings, mentions, threads).run();
}

}  // namespace ledgelight::discover
