// Values that two records share: a Social Security number, a birth, a number, a house, an address.
#include <algorithm>

#include "discover/bonds.hpp"
#include "linkage/text.hpp"

namespace ledgelight::discover {
namespace {

constexpr std::size_t widest_bucket = 32;  ///< people compared under one key
using linkage::hash_of;
using linkage::mixed;

struct Keyed {
  std::uint64_t key;
  std::uint32_t mention;
  friend bool operator<(const Keyed& a, const Keyed& b) {
    return a.key != b.key ? a.key < b.key : a.mention < b.mention;
  }
};

class ByValues {
 public:
  explicit ByValues(Bonds& bonds) : b_(bonds), m_(bonds.mentions) {}

  void run() {
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
    by_given_and_number();
  }

 private:
  const linkage::NameParts& name(std::uint32_t mention) const { return m_.name(m_.all[mention]); }

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
      const auto &na = name(a), &nb = name(b);
      const bool names_clash = !na.empty() && !nb.empty() && !linkage::names_agree(na, nb);
      if (names_clash && births_differ(m_.all[a].birth, m_.all[b].birth))
        b_.doubt(a, b, "same Social Security number, yet name and date of birth both differ", 0.3);
      else
        b_.join(a, b, "same SSN or ITIN", 0.999, Strict::same_ssn);
    }
  }

  /// Same key and names that agree.
  template <class Keys>
  void by_name_and(const char* rule, Strict strict, const Keys& keys_of) {
    std::vector<Keyed> keys;
    std::vector<std::uint64_t> own;
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) {
      if (name(i).family.empty() || name(i).given.empty()) continue;
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
          if (b_.root(other) == b_.root(i) || (m_.all[other].name == m_.all[i].name &&
                                               b_.no_conflict(b_.root(other), b_.root(i), strict) &&
                                               same_birth_or_none(b_.root(other), b_.root(i)) &&
                                               b_.join(other, i, rule, 0.99, strict))) {
            met = true;
            break;
          }
        if (!met && bucket.size() < widest_bucket) bucket.push_back(i);
      }
      join_where_clear(bucket, rule, strict);
    }
  }

  bool same_birth_or_none(std::uint32_t a, std::uint32_t b) const {
    return (b_.facts(a).birth == 0) == (b_.facts(b).birth == 0);
  }

  /// Joins those of a bucket that agree, unless one of them agrees with two who are not one person:
  /// a father and a son of one name at one address, and a record that could be either's.
  void join_where_clear(const std::vector<std::uint32_t>& bucket, const char* rule, Strict strict) {
    const auto agree = [&](std::uint32_t a, std::uint32_t b) {
      const auto ra = b_.root(a), rb = b_.root(b);
      return ra == rb || (linkage::names_agree(name(a), name(b)) && b_.no_conflict(ra, rb, strict));
    };
    for (std::size_t x = 0; x < bucket.size(); ++x)
      for (std::size_t y = x + 1; y < bucket.size(); ++y) {
        const auto a = bucket[x], b = bucket[y];
        if (b_.root(a) == b_.root(b)) continue;
        if (!linkage::names_agree(name(a), name(b))) continue;
        if (!b_.no_conflict(b_.root(a), b_.root(b), strict)) {
          if (b_.ssns_differ(b_.root(a), b_.root(b)))
            b_.doubt(a, b, "same name and a shared value, yet the Social Security numbers differ",
                     0.3);
          continue;
        }
        // A suffix that both have is what tells the two apart.
        const auto& suffix = name(a).suffix;
        auto torn = nothing;  // whichever agrees with one more, who does not agree with the other
        for (auto c : bucket)
          if (!suffix.empty() && suffix == name(b).suffix)
            break;
          else if (const bool with_a = agree(a, c); c != a && c != b && with_a != agree(b, c))
            torn = with_a ? a : b;
        if (torn == nothing) {
          b_.join(a, b, rule, 0.99, strict);
        } else {
          b_.doubt(a, b, std::string(rule) + ", which two people here have", 0.5);
          b_.count_once(torn, nothing);
        }
      }
  }

  /// A number of one's own under one given name and two family names: somebody married. What a
  /// household shares (a telephone, an e-mail address) says nothing of the kind.
  void by_given_and_number() {
    std::vector<Keyed> keys;
    for (std::uint32_t i = 0; i < m_.all.size(); ++i) {
      if (name(i).given.size() < 2 || name(i).family.empty()) continue;
      for (const auto& n : m_.numbers_of(m_.all[i])) {
        const auto e = b_.findings.element(n.finding);
        if (e != Element::phone && e != Element::email && e != Element::ein)
          keys.push_back({n.value, i});
      }
    }
    std::sort(keys.begin(), keys.end());
    for (std::size_t from = 0, to = 0; from < keys.size(); from = to) {
      while (to < keys.size() && keys[to].key == keys[from].key)
        ++to;
      // One number of many people is nobody's own: a form's example, a clinic's account.
      std::vector<std::uint32_t> people;
      for (auto k = from; k < to && people.size() < 4; ++k)
        if (std::none_of(people.begin(), people.end(),
                         [&](auto p) { return b_.root(p) == b_.root(keys[k].mention); }))
          people.push_back(keys[k].mention);
      if (people.size() != 2) continue;
      const auto a = people[0], b = people[1];
      if (name(a).family != name(b).family && name(b).given.size() > 1 &&
          linkage::given_agree(name(a).given, name(b).given))
        b_.join(a, b, "same number and given name, another family name", 0.95, Strict::suffix_too);
    }
  }

  Bonds& b_;
  const Mentions& m_;
};

}  // namespace

void tie_by_values(Bonds& bonds) { ByValues(bonds).run(); }

void tie_by_own_values(Bonds& bonds) {
  constexpr std::size_t shortest = 6;  ///< shorter numbers are given twice by two offices
  struct Own {
    std::uint64_t value;
    std::uint32_t mention, finding;
  };
  const auto& m = bonds.mentions;
  std::vector<Own> all;
  const auto is_named = [&](std::uint32_t i) { return !m.name(m.all[i]).family.empty(); };
  const auto each = [&](bool of_named, const auto& visit) {
    for (std::uint32_t i = 0; i < m.all.size(); ++i) {
      if (is_named(i) != of_named) continue;
      for (const auto& n : m.numbers_of(m.all[i])) {
        const auto e = bonds.findings.element(n.finding);
        if (e != Element::phone && e != Element::ein) visit(Own{n.value, i, n.finding});
      }
    }
  };
  const auto earlier = [](const Own& a, const Own& b) {
    return a.value != b.value ? a.value < b.value : a.mention < b.mention;
  };
  // Of the many with a name only those whose number stands without one somewhere are looked at.
  each(false, [&](const Own& own) {
    if (bonds.findings.norm(own.finding).reveal(Purpose::match_people).size() >= shortest)
      all.push_back(own);
  });
  if (all.empty()) return;
  std::sort(all.begin(), all.end(), earlier);
  const auto nameless_end = static_cast<std::ptrdiff_t>(all.size());
  each(true, [&](const Own& own) {
    const auto at =
        std::lower_bound(all.begin(), all.begin() + nameless_end, Own{own.value, 0, 0}, earlier);
    if (at != all.begin() + nameless_end && at->value == own.value) all.push_back(own);
  });
  std::sort(all.begin(), all.end(), earlier);
  const auto named = [&](const Own& own) { return is_named(own.mention); };
  for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
    auto owner = nothing;
    bool one = true, nameless = false;
    for (; to < all.size() && all[to].value == all[from].value; ++to) {
      if (!named(all[to])) {
        nameless = true;
      } else if (owner == nothing) {
        owner = all[to].mention;
      } else {
        one = one && bonds.root(owner) == bonds.root(all[to].mention);
      }
    }
    if (!nameless || !one) continue;
    const char* rule = bonds.findings.element(all[from].finding) == Element::email
                           ? "same e-mail address, which belongs to one person only"
                           : "same number, which belongs to one person only";
    if (owner == nothing) owner = all[from].mention;
    for (auto k = from; k < to; ++k)
      if (!named(all[k]) && !bonds.ssns_differ(bonds.root(owner), bonds.root(all[k].mention)))
        bonds.join(owner, all[k].mention, rule, 0.99, Strict::yes);
  }
}

}  // namespace ledgelight::discover
