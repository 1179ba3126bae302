#include "discover/register.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <thread>

#include "base/text.hpp"
#include "discover/mentions.hpp"
#include "discover/tie.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto match = Purpose::match_people;

/// Somebody, rather than a stray telephone number.
bool stands_for_someone(const Mention& m) {
  if (m.ssn != 0) return true;
  if (m.name != 0) return m.birth != 0 || m.postal != nothing || m.numbers_count > 0 || m.count > 1;
  return m.own_number;
}

constexpr std::uint64_t bit_of(Element e) { return std::uint64_t{1} << static_cast<unsigned>(e); }

struct Of {
  const KeptFindings& findings;
  const Mentions& mentions;
  std::span<const std::uint32_t> own;  ///< mentions of the person, ascending

  PostalView postal(const Mention& m) const { return findings.postal(m.postal).reveal(match); }
};

std::string said(std::size_t n, std::size_t of) {
  return std::to_string(n) + " of " + std::to_string(of) + (of == 1 ? " record" : " records");
}

/// How many records say which state; a state is told by the most of them.
struct Votes {
  std::vector<std::pair<std::string, std::size_t>> by;  ///< in order of appearance
  std::size_t all = 0;
  void add(std::string_view state) {
    if (state.empty()) return;
    ++all;
    const auto it =
        std::find_if(by.begin(), by.end(), [&](const auto& v) { return v.first == state; });
    if (it == by.end())
      by.emplace_back(state, 1);
    else
      ++it->second;
  }
  std::size_t of(std::string_view state) const {
    const auto it =
        std::find_if(by.begin(), by.end(), [&](const auto& v) { return v.first == state; });
    return it == by.end() ? 0 : it->second;
  }
};

/// Residence, on the surest ground there is: the state of the mailing address that most records
/// give (of its ZIP code, where no state is written); else of a state column; else the state that
/// issued the driver's licence, which it issues to its residents. A telephone's area code is no
/// ground: numbers move with their owners. Where as many records say one as another, the next
/// ground decides.
void reside(Person& person, const Of& of) {
  Votes address, column, licence;
  for (auto i : of.own) {
    const auto& m = of.mentions.all[i];
    if (m.postal != nothing) {
      const auto p = of.postal(m);
      address.add(p.state.empty() ? state_of_zip(p.zip) : p.state);
    }
    if (m.state != nothing) column.add(of.findings.norm(m.state).reveal(match));
    if ((m.elements & (bit_of(Element::licence) | bit_of(Element::state_id))) == 0) continue;
    for (const auto& n : of.mentions.numbers_of(m)) {
      const auto e = of.findings.element(n.finding);
      if (e == Element::licence || e == Element::state_id)
        if (const std::string_view norm = of.findings.norm(n.finding).reveal(match);
            norm.size() > 3 && norm[2] == ':' && norm[0] != '?')
          licence.add(norm.substr(0, 2));
    }
  }
  person.state = "??";
  person.ground = "no record gives an address";
  const std::pair<const Votes*, const char*> grounds[] = {
      {&address, "mailing address in "},
      {&column, "state beside the name in "},
      {&licence, "state that issued the driver's licence in "}};
  for (const auto& [votes, words] : grounds) {
    if (votes->all == 0) continue;
    const auto rank = [&, v = votes](const std::string& state) {
      return std::array{v->of(state), column.of(state), licence.of(state)};
    };
    const auto top =
        std::max_element(votes->by.begin(), votes->by.end(), [&](const auto& a, const auto& b) {
          return rank(a.first) < rank(b.first);
        });
    person.state = top->first;
    person.ground = words + said(top->second, votes->all);
    break;
  }
}

/// Of the address that most records give the fullest form.
void address(Person& person, const Of& of) {
  struct Seen {
    std::size_t times = 0;
    const Mention* fullest = nullptr;
  };
  const auto weight = [](const PostalView& p) {
    return (p.zip.empty() ? 0 : 2) + (p.city.empty() ? 0 : 2) + (p.state.empty() ? 0 : 1);
  };
  std::map<std::string, Seen> addresses;
  for (auto i : of.own) {
    const auto& m = of.mentions.all[i];
    if (m.postal == nothing) continue;
    const auto p = of.postal(m);
    auto& slot = addresses[of.own.size() == 1 ? std::string() : street_key(p.street)];
    ++slot.times;
    if (slot.fullest == nullptr || weight(p) > weight(of.postal(*slot.fullest))) slot.fullest = &m;
  }
  const Seen* best = nullptr;
  for (const auto& [key, slot] : addresses)
    if (best == nullptr || slot.times > best->times ||
        (slot.times == best->times && slot.fullest->first < best->fullest->first))
      best = &slot;
  if (best == nullptr) return;
  const auto p = of.postal(*best->fullest);
  std::string town(p.city);
  if (!p.state.empty()) town.append(town.empty() ? "" : ", ").append(p.state);
  if (!p.zip.empty()) town.append(town.empty() ? "" : " ").append(p.zip);
  person.address.reserve((p.street.empty() ? 0 : 1) + (town.empty() ? 0 : 1));
  if (!p.street.empty()) person.address.emplace_back(std::string(p.street));
  if (!town.empty()) person.address.emplace_back(town);
}

void describe(Person& person, const Of& of) {
  // The given and the family name that most records have, so that no slip of the pen is printed on
  // an envelope; of those records the one that says most of the rest.
  std::map<std::string_view, std::size_t> given, family;
  if (of.own.size() > 1)
    for (auto i : of.own) {
      const auto& n = of.mentions.name(of.mentions.all[i]);
      if (n.given.size() > 1) ++given[n.given];
      if (!n.family.empty()) ++family[n.family];
    }
  std::array<std::size_t, 4> best{};
  std::uint32_t fullest = nothing;
  for (auto i : of.own) {
    const auto& n = of.mentions.name(of.mentions.all[i]);
    const std::array<std::size_t, 4> rank{
        (n.given.size() > 1 ? 1U : 0U) + (n.family.empty() ? 0U : 1U),
        n.family.empty() || of.own.size() == 1 ? 0 : family[n.family],
        n.given.size() > 1 && of.own.size() > 1 ? given[n.given] : 0,
        (n.middle.empty() ? 0U : 1U) + (n.suffix.empty() ? 0U : 1U)};
    if (rank > best) best = rank, fullest = i;
  }
  const auto name =
      fullest == nothing ? std::string() : of.mentions.full_name(of.findings, fullest);
  std::uint64_t kinds = 0;
  for (auto i : of.own)
    kinds |= of.mentions.all[i].elements;
  for (; kinds != 0; kinds &= kinds - 1)
    person.elements.push_back(static_cast<Element>(__builtin_ctzll(kinds)));
  person.name = Personal<std::string>(name);
}

/// As far as can be told without law.
bool weighs(const Person& person) {
  const auto has = [&](Element e) {
    return std::binary_search(person.elements.begin(), person.elements.end(), e);
  };
  const bool weighty = std::any_of(person.elements.begin(), person.elements.end(), [](Element e) {
    return row_of(e).weighty && e != Element::password;
  });
  return (weighty && !person.name.reveal(match).empty()) ||
         (has(Element::password) && has(Element::email));
}

/// For each of `groups` the members, one after the other; counted first, so that each is placed
/// once.
struct Members {
  std::vector<std::uint32_t> begin, all;
  /// A group is told as its number and `first`; anything less is none.
  Members(std::size_t groups, const std::vector<std::uint32_t>& group_of, std::uint32_t first)
      : begin(groups + 1, 0) {
    for (auto g : group_of)
      if (g >= first && g != nothing) ++begin[g - first + 1];
    for (std::size_t g = 0; g < groups; ++g)
      begin[g + 1] += begin[g];
    all.resize(begin[groups]);
    auto at = begin;
    for (std::uint32_t i = 0; i < group_of.size(); ++i)
      if (group_of[i] >= first && group_of[i] != nothing) all[at[group_of[i] - first]++] = i;
  }
  std::span<const std::uint32_t> of(std::size_t g) const {
    return std::span(all).subspan(begin[g], begin[g + 1] - begin[g]);
  }
};

}  // namespace

std::map<std::string, std::uint64_t> Register::states() const {
  std::map<std::string, std::uint64_t> out;
  for (const auto& person : people)
    if (person.affected && person.counted) ++out[person.state];
  return out;
}

std::vector<std::string> law_words(const Person& person) {
  const auto has = [&](Element e) {
    return std::binary_search(person.elements.begin(), person.elements.end(), e);
  };
  const bool opens = has(Element::email) || has(Element::user);
  std::vector<std::string> out;
  for (auto e : person.elements) {
    const auto word = law_of(e);
    if (word.empty() || word == "name" || (word == "account_credentials" && !opens)) continue;
    out.emplace_back(word);
  }
  if (!person.name.reveal(match).empty()) out.emplace_back("name");
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Register build_register(std::span<const Finding> findings, const Affects& affects) {
  return build_register(KeptFindings(findings), affects);
}

// A person is a number, and what cannot be told again from the findings.
struct Roll::Held {
  struct Row {
    std::uint32_t state = 0;  ///< in states
    bool affected = false, counted = true;
  };

  Held(const KeptFindings& all, const Affects& law, unsigned threads)
      : findings(all), affects(law), mentions(mentions_of(all)) {
    if (threads == 0) threads = std::thread::hardware_concurrency();
    tied = tie(findings, mentions, std::clamp(threads, 1U, 16U));
    number_people();
    own.emplace(rows.size(), person, 0);
    std::map<std::string, std::uint32_t> number_of_state;
    for (std::size_t p = 0; p < rows.size(); ++p) {
      Person one;
      describe(one, of(p));
      reside(one, of(p));
      const auto [slot, fresh] =
          number_of_state.try_emplace(one.state, static_cast<std::uint32_t>(states.size()));
      if (fresh) states.push_back(one.state);
      rows[p].state = slot->second;
      rows[p].affected = affects ? affects(one.state, law_words(one)) : weighs(one);
    }
    count_nobody_twice();
    // What was asked about somebody who is nobody is no question.
    tied.doubtful.erase(std::remove_if(tied.doubtful.begin(), tied.doubtful.end(),
                                       [&](const Tie& d) {
                                         return person[d.left] == nothing ||
                                                person[d.right] == nothing;
                                       }),
                        tied.doubtful.end());
  }

  Of of(std::size_t p) const { return {findings, mentions, own->of(p)}; }
  const std::string& state(std::size_t p) const { return states[rows[p].state]; }

  Person person_number(std::size_t p) const {
    Person out;
    out.number = static_cast<std::uint32_t>(p + 1);
    describe(out, of(p));
    reside(out, of(p));
    address(out, of(p));
    out.state = state(p);
    out.affected = rows[p].affected;
    out.counted = rows[p].counted;
    if (const auto it = grounds.find(static_cast<std::uint32_t>(p)); it != grounds.end())
      out.ground = it->second;
    return out;
  }

  void number_people() {
    const auto n = mentions.all.size();
    std::vector<bool> somebody(n, false);
    for (std::size_t i = 0; i < n; ++i)
      if (stands_for_someone(mentions.all[i])) somebody[tied.root_of[i]] = true;
    person.assign(n, nothing);
    rows.reserve(static_cast<std::size_t>(std::count(somebody.begin(), somebody.end(), true)));
    for (std::size_t i = 0; i < n; ++i) {
      const auto root = tied.root_of[i];
      if (!somebody[root]) continue;
      if (person[root] == nothing) {
        person[root] = static_cast<std::uint32_t>(rows.size());
        rows.emplace_back();
      }
      person[i] = person[root];
    }
  }

  /// Of people who more likely than not are one, one is counted: an affected one, in the state that
  /// is known of any of them. Of one of several, none: the several are counted.
  void count_nobody_twice() {
    std::map<std::uint32_t, std::uint32_t> parent;
    const auto root = [&](std::uint32_t p) {
      for (auto it = parent.find(p); it != parent.end() && it->second != p; it = parent.find(p))
        p = it->second;
      return p;
    };
    for (const auto& [mention, whom] : tied.counted_with) {
      const auto p = person[mention];
      if (p == nothing) continue;
      if (whom == nothing) {
        rows[p].counted = false;
        grounds[p] = "one of several people of that name, who are counted; nobody knows which";
      } else if (person[whom] != nothing) {
        const auto a = root(p), b = root(person[whom]);
        parent.emplace(a, a), parent.emplace(b, b);
        parent[std::max(a, b)] = std::min(a, b);
      }
    }
    std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
    for (const auto& entry : parent)
      groups[root(entry.first)].push_back(entry.first);
    for (const auto& [first, group] : groups) {
      const auto better = [&](std::uint32_t a, std::uint32_t b) {
        const auto rank = [&](std::uint32_t p) {
          return std::pair(rows[p].affected, state(p) != "??");
        };
        return rank(a) < rank(b);
      };
      const auto one = *std::max_element(group.begin(), group.end(), better);
      for (auto i : group) {
        if (state(one) != "??" || state(i) == "??") continue;
        grounds[one] =
            "as of a person who more likely than not is the same: " + person_number(i).ground;
        rows[one].state = rows[i].state;
        if (affects) rows[one].affected = affects(state(one), law_words(person_number(one)));
      }
      for (auto i : group) {
        if (i == one || !rows[i].affected) continue;
        rows[i].counted = false;
        grounds[i] = "more likely than not somebody who is counted already; a question names whom";
      }
    }
  }

  const KeptFindings& findings;
  Affects affects;
  Mentions mentions;
  Tied tied;
  std::vector<std::uint32_t> person;  ///< index of the person, by mention; nothing: nobody
  std::vector<Row> rows;
  std::vector<std::string> states;
  std::optional<Members> own;                    ///< mentions
  std::map<std::uint32_t, std::string> grounds;  ///< where it is not that of the records
};

Roll::Roll() = default;
Roll::Roll(const KeptFindings& findings, const Affects& affects, unsigned threads)
    : held_(std::make_unique<Held>(findings, affects, threads)) {}
Roll::Roll(Roll&&) noexcept = default;
Roll& Roll::operator=(Roll&&) noexcept = default;
Roll::~Roll() = default;

std::size_t Roll::size() const { return held_ ? held_->rows.size() : 0; }
Person Roll::person(std::size_t p) const { return held_->person_number(p); }
std::uint64_t Roll::joins() const { return held_ ? held_->tied.joins.size() : 0; }
std::uint64_t Roll::doubtful() const { return held_ ? held_->tied.doubtful.size() : 0; }

std::uint64_t Roll::findings_of(std::size_t p) const {
  std::uint64_t out = 0;
  for (auto i : held_->own->of(p))
    out += held_->mentions.all[i].count;
  return out;
}

bool Roll::affected(std::size_t p) const { return held_->rows[p].affected; }

// The findings of a mention stand near each other, with those of others between them.
std::vector<std::size_t> Roll::findings_of(std::size_t p, std::size_t most) const {
  std::vector<std::size_t> out;
  for (auto i : held_->own->of(p)) {
    const auto& m = held_->mentions.all[i];
    if (out.size() >= most && m.first > out[most - 1]) break;
    std::size_t left = m.count;
    for (std::size_t f = m.first; left > 0 && f < held_->findings.size(); ++f) {
      if (held_->mentions.of_finding[f] != i) continue;
      out.push_back(f);
      --left;
    }
    std::sort(out.begin(), out.end());
  }
  if (out.size() > most) out.resize(most);
  return out;
}

void Roll::each_doubtful(const std::function<void(const Join&)>& tell) const {
  if (!held_) return;
  const auto& tied = held_->tied;
  for (const auto& t : tied.doubtful)
    tell({held_->mentions.all[t.left].first, held_->mentions.all[t.right].first, tied.rules[t.rule],
          t.probability});
}

std::vector<std::size_t> Roll::places_of(std::size_t p) const {
  std::vector<std::size_t> out;
  for (auto i : held_->own->of(p)) {
    const std::size_t first = held_->mentions.all[i].first;
    if (out.empty() || held_->findings.place_of(out.back()) != held_->findings.place_of(first))
      out.push_back(first);
  }
  return out;
}

std::uint32_t Roll::person_of(std::size_t finding) const {
  if (!held_) return 0;
  const auto mention = held_->mentions.of_finding[finding];
  return mention == nothing || held_->person[mention] == nothing ? 0 : held_->person[mention] + 1;
}

std::map<std::string, std::uint64_t> Roll::states() const {
  std::map<std::string, std::uint64_t> out;
  for (std::size_t p = 0; p < size(); ++p)
    if (held_->rows[p].affected && held_->rows[p].counted) ++out[held_->state(p)];
  return out;
}

std::uint64_t Roll::affected() const {
  if (!held_) return 0;
  return static_cast<std::uint64_t>(std::count_if(held_->rows.begin(), held_->rows.end(),
                                                  [](const auto& row) { return row.affected; }));
}

Register build_register(const KeptFindings& findings, const Affects& affects, unsigned threads) {
  const Roll roll(findings, affects, threads);
  Register out;
  out.people.reserve(roll.size());
  for (std::size_t p = 0; p < roll.size(); ++p)
    out.people.push_back(roll.person(p));
  out.person_of.reserve(findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) {
    out.person_of.push_back(roll.person_of(i));
    if (out.person_of.back() != 0) out.people[out.person_of.back() - 1].findings.push_back(i);
  }
  const auto& tied = roll.held_->tied;
  const auto told = [&](const std::vector<Tie>& from, std::vector<Join>& to) {
    to.reserve(from.size());
    for (const auto& t : from)
      to.push_back({roll.held_->mentions.all[t.left].first, roll.held_->mentions.all[t.right].first,
                    tied.rules[t.rule], t.probability});
  };
  told(tied.joins, out.joins);
  told(tied.doubtful, out.doubtful);
  return out;
}

}  // namespace ledgelight::discover
