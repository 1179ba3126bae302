#include "discover/register.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <thread>

#include "base/text.hpp"
#include "discover/mentions.hpp"
#include "discover/tie.hpp"

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
  std::span<const Finding> findings;
  const Mentions& mentions;
  std::span<const std::uint32_t> own;  ///< mentions of the person, ascending

  const Postal& postal(const Mention& m) const { return findings[m.postal].postal.reveal(match); }
};

std::string said(std::size_t n, std::size_t of) {
  return std::to_string(n) + " of " + std::to_string(of) + (of == 1 ? " record" : " records");
}

using Counts = std::map<std::string, std::size_t>;
Counts::const_iterator most(const Counts& counts) {
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; });
}

/// Residence: the state of the mailing address that most records give; else of a state column.
void place(Person& person, const Of& of) {
  Counts by_address, by_column;
  std::size_t with_address = 0, with_column = 0;
  struct Seen {
    std::size_t times = 0;
    const Mention* fullest = nullptr;
  };
  std::map<std::string, Seen> addresses;
  const auto weight = [](const Postal& p) {
    return (p.zip.empty() ? 0 : 2) + (p.city.empty() ? 0 : 2) + (p.state.empty() ? 0 : 1);
  };
  for (auto i : of.own) {
    const auto& m = of.mentions.all[i];
    if (m.postal != nothing) {
      const auto& p = of.postal(m);
      if (!p.state.empty()) ++with_address, ++by_address[p.state];
      // Of the same address the fullest form is kept.
      auto& slot = addresses[street_key(p.street)];
      ++slot.times;
      if (slot.fullest == nullptr || weight(p) > weight(of.postal(*slot.fullest)))
        slot.fullest = &m;
    }
    if (m.state != nothing) ++with_column, ++by_column[of.findings[m.state].norm.reveal(match)];
  }
  person.state = "??";
  person.ground = "no record gives an address";
  if (with_address > 0) {
    const auto top = most(by_address);
    person.state = top->first;
    person.ground = "mailing address in " + said(top->second, with_address);
  } else if (with_column > 0) {
    const auto top = most(by_column);
    person.state = top->first;
    person.ground = "state beside the name in " + said(top->second, with_column);
  }
  const Seen* best = nullptr;
  for (const auto& [key, slot] : addresses)
    if (best == nullptr || slot.times > best->times ||
        (slot.times == best->times && slot.fullest->first < best->fullest->first))
      best = &slot;
  if (best == nullptr) return;
  const auto& p = of.postal(*best->fullest);
  person.postal = Personal<Postal>(p);
  if (!p.street.empty()) person.address.emplace_back(p.street);
  std::string town = p.city;
  if (!p.state.empty()) town += (town.empty() ? "" : ", ") + p.state;
  if (!p.zip.empty()) town += (town.empty() ? "" : " ") + p.zip;
  if (!town.empty()) person.address.emplace_back(town);
}

void describe(Person& person, const Of& of) {
  std::size_t parts = 0;
  std::uint32_t fullest = nothing;
  for (auto i : of.own) {
    const auto& n = of.mentions.name(of.mentions.all[i]);
    const std::size_t weight = (n.given.size() > 1 ? 2U : 0U) + (n.middle.empty() ? 0U : 1U) +
                               (n.suffix.empty() ? 0U : 1U) + (n.family.empty() ? 0U : 2U);
    if (weight > parts) parts = weight, fullest = i;
  }
  const auto name =
      fullest == nothing ? std::string() : of.mentions.full_name(of.findings, fullest);
  std::set<Element> kinds;
  for (auto i : person.findings)
    kinds.insert(of.findings[i].element);
  person.elements.assign(kinds.begin(), kinds.end());
  person.name = Personal<std::string>(name);
  bool weighty = false;
  for (auto e : person.elements)
    weighty = weighty || (row_of(e).weighty && e != Element::password);
  const bool credentials = kinds.count(Element::password) != 0 && kinds.count(Element::email) != 0;
  person.affected = (weighty && !name.empty()) || credentials;
}

/// For each of `groups` the members, one after the other; counted first, so that each is placed
/// once.
struct Members {
  std::vector<std::uint32_t> begin, all;
  Members(std::size_t groups, const std::vector<std::uint32_t>& group_of) : begin(groups + 1, 0) {
    for (auto g : group_of)
      if (g != nothing) ++begin[g + 1];
    for (std::size_t g = 0; g < groups; ++g)
      begin[g + 1] += begin[g];
    all.resize(begin[groups]);
    auto at = begin;
    for (std::uint32_t i = 0; i < group_of.size(); ++i)
      if (group_of[i] != nothing) all[at[group_of[i]]++] = i;
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

Register build_register(std::span<const Finding> findings) {
  const auto mentions = mentions_of(findings);
  auto tied = tie(findings, mentions, std::clamp(std::thread::hardware_concurrency(), 1U, 16U));
  Register out;
  out.joins = std::move(tied.joins);
  out.doubtful = std::move(tied.doubtful);

  const auto n = mentions.all.size();
  std::vector<bool> somebody(n, false);
  for (std::size_t i = 0; i < n; ++i)
    if (stands_for_someone(mentions.all[i])) somebody[tied.root_of[i]] = true;
  std::vector<std::uint32_t> person(n, nothing);  // index of the person, by mention
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
  std::vector<std::uint32_t> of_finding(findings.size(), nothing);
  out.person_of.assign(findings.size(), 0);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (mentions.of_finding[i] == nothing) continue;
    of_finding[i] = person[mentions.of_finding[i]];
    if (of_finding[i] != nothing) out.person_of[i] = of_finding[i] + 1;
  }
  const Members own_mentions(out.people.size(), person),
      own_findings(out.people.size(), of_finding);
  for (std::size_t p = 0; p < out.people.size(); ++p) {
    const auto own = own_findings.of(p);
    out.people[p].findings.assign(own.begin(), own.end());
    const Of of{findings, mentions, own_mentions.of(p)};
    describe(out.people[p], of);
    place(out.people[p], of);
  }
  for (auto m : tied.one_of) {
    if (person[m] == nothing) continue;
    auto& p = out.people[person[m]];
    // Meanwhile the record may have found its person.
    if (tied.root_of[m] == m && p.state == "??") {
      p.counted = false;
      p.ground = "one of several people of that name, who are counted; nobody knows which";
    }
  }
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
