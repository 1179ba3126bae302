#include "discover/register.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
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
void place(Person& person, const Of& of) {
  Votes address, column, licence;
  struct Seen {
    std::size_t times = 0;
    const Mention* fullest = nullptr;
  };
  std::map<std::string, Seen> addresses;
  const auto weight = [](const PostalView& p) {
    return (p.zip.empty() ? 0 : 2) + (p.city.empty() ? 0 : 2) + (p.state.empty() ? 0 : 1);
  };
  for (auto i : of.own) {
    const auto& m = of.mentions.all[i];
    if (m.postal != nothing) {
      const auto p = of.postal(m);
      address.add(p.state.empty() ? state_of_zip(p.zip) : p.state);
      // Of the same address the fullest form is kept.
      auto& slot = addresses[street_key(p.street)];
      ++slot.times;
      if (slot.fullest == nullptr || weight(p) > weight(of.postal(*slot.fullest)))
        slot.fullest = &m;
    }
    if (m.state != nothing) column.add(of.findings.norm(m.state).reveal(match));
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
        n.family.empty() ? 0 : family[n.family], n.given.size() > 1 ? given[n.given] : 0,
        (n.middle.empty() ? 0U : 1U) + (n.suffix.empty() ? 0U : 1U)};
    if (rank > best) best = rank, fullest = i;
  }
  const auto name =
      fullest == nothing ? std::string() : of.mentions.full_name(of.findings, fullest);
  std::set<Element> kinds;
  for (auto i : person.findings)
    kinds.insert(of.findings.element(i));
  person.elements.assign(kinds.begin(), kinds.end());
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

/// Of people who more likely than not are one, one is counted: an affected one, in the state that
/// is known of any of them. Of one of several, none: the several are counted.
void count_nobody_twice(Register& out, const Tied& tied, const std::vector<std::uint32_t>& person,
                        const Affects& affects) {
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
      out.people[p].counted = false;
      out.people[p].ground =
          "one of several people of that name, who are counted; nobody knows which";
    } else if (person[whom] != nothing) {
      const auto a = root(p), b = root(person[whom]);
      parent.emplace(a, a), parent.emplace(b, b);
      parent[std::max(a, b)] = std::min(a, b);
    }
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> groups;
  for (const auto& [p, of] : parent)
    groups[root(p)].push_back(p);
  for (const auto& [first, group] : groups) {
    const auto better = [&](std::uint32_t a, std::uint32_t b) {
      const auto rank = [&](const Person& p) { return std::pair(p.affected, p.state != "??"); };
      return rank(out.people[a]) < rank(out.people[b]);
    };
    auto& one = out.people[*std::max_element(group.begin(), group.end(), better)];
    for (auto i : group) {
      auto& p = out.people[i];
      if (one.state == "??" && p.state != "??") {
        one.state = p.state;
        one.ground = "as of a person who more likely than not is the same: " + p.ground;
        if (affects) one.affected = affects(one.state, law_words(one));
      }
    }
    for (auto i : group) {
      auto& p = out.people[i];
      if (&p == &one || !p.affected) continue;
      p.counted = false;
      p.ground = "more likely than not somebody who is counted already; a question names whom";
    }
  }
}

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

Register build_register(const KeptFindings& findings, const Affects& affects, unsigned threads) {
  const auto mentions = mentions_of(findings);
  if (threads == 0) threads = std::thread::hardware_concurrency();
  auto tied = tie(findings, mentions, std::clamp(threads, 1U, 16U));
  Register out;
  out.joins = std::move(tied.joins);
  out.doubtful = std::move(tied.doubtful);

  const auto n = mentions.all.size();
  std::vector<bool> somebody(n, false);
  for (std::size_t i = 0; i < n; ++i)
    if (stands_for_someone(mentions.all[i])) somebody[tied.root_of[i]] = true;
  std::vector<std::uint32_t> person(n, nothing);  // index of the person, by mention
  out.people.reserve(static_cast<std::size_t>(std::count(somebody.begin(), somebody.end(), true)));
  for (std::size_t i = 0; i < n; ++i) {
    const auto root = tied.root_of[i];
    if (!somebody[root]) continue;
    if (person[root] == nothing) {
      person[root] = static_cast<std::uint32_t>(out.people.size());
      out.people.emplace_back();
      out.people.back().number = static_cast<std::uint32_t>(out.people.size());
    }
    person[i] = person[root];
  }
  out.person_of.assign(findings.size(), 0);
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (const auto m = mentions.of_finding[i]; m != nothing && person[m] != nothing)
      out.person_of[i] = person[m] + 1;
  const Members own_mentions(out.people.size(), person, 0),
      own_findings(out.people.size(), out.person_of, 1);
  for (std::size_t p = 0; p < out.people.size(); ++p) {
    const auto own = own_findings.of(p);
    out.people[p].findings.assign(own.begin(), own.end());
    const Of of{findings, mentions, own_mentions.of(p)};
    describe(out.people[p], of);
    place(out.people[p], of);
    out.people[p].affected =
        affects ? affects(out.people[p].state, law_words(out.people[p])) : weighs(out.people[p]);
  }
  count_nobody_twice(out, tied, person, affects);
  // What was asked about somebody who is nobody is no question.
  out.doubtful.erase(std::remove_if(out.doubtful.begin(), out.doubtful.end(),
                                    [&](const Join& d) {
                                      return out.person_of[d.left] == 0 ||
                                             out.person_of[d.right] == 0;
                                    }),
                     out.doubtful.end());
  return out;
}

}  // namespace ledgelight::discover
