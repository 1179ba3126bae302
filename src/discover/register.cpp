#include "discover/register.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>
#include <unordered_map>

#include "base/text.hpp"
#include "discover/names.hpp"
#include "discover/text.hpp"
#include "discover/validate.hpp"

namespace ledgelight::discover {
namespace {

constexpr auto match = Purpose::match_people;
constexpr std::size_t widest_bucket = 32;  ///< people compared under one key

/// What one record says about one person.
struct Mention {
  std::vector<std::size_t> findings;
  NameParts name;
  std::string full, ssn, birth;
  std::vector<std::pair<Element, std::string>> numbers;
  Postal postal;
  std::string address_text, state_only;
};

/// "12 Main Street, Apt. 3" and "12 MAIN ST APT 3" are one place.
std::string street_key(std::string_view street) {
  static const std::unordered_map<std::string_view, std::string_view> shorter{
      {"street", "st"}, {"avenue", "ave"}, {"av", "ave"}, {"road", "rd"}, {"drive", "dr"},
      {"lane", "ln"}, {"court", "ct"}, {"place", "pl"}, {"boulevard", "blvd"}, {"terrace", "ter"},
      {"circle", "cir"}, {"parkway", "pkwy"}, {"highway", "hwy"}, {"square", "sq"},
      {"unit", "apt"}, {"apartment", "apt"}, {"suite", "apt"}, {"north", "n"}, {"south", "s"},
      {"east", "e"}, {"west", "w"}};
  std::string key, word;
  const auto close = [&] {
    if (word.empty()) return;
    const auto known = shorter.find(word);
    key += known == shorter.end() ? std::string_view(word) : known->second;
    key += ' ';
    word.clear();
  };
  for (char c : lowered(street)) {
    if (is_word(c)) {
      word += c;
    } else if (c == '#') {
      close();
      key += "apt ";
    } else {
      close();
    }
  }
  close();
  return key;
}

/// Empty unless the place is certain: a house, and the ZIP code or the town it is in.
std::string address_key(const Postal& p) {
  if (p.street.empty() || digits_of(p.street).empty()) return {};
  const auto where = !p.zip.empty() ? p.zip : lowered(p.city);
  return where.empty() ? std::string() : street_key(p.street) + "|" + where;
}

bool births_differ(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty() || a == b) return false;
  // Day and month swapped is a slip of the pen.
  return !(a.size() == 10 && b.size() == 10 && a.substr(0, 4) == b.substr(0, 4) &&
           a.substr(5, 2) == b.substr(8, 2) && a.substr(8, 2) == b.substr(5, 2));
}

std::vector<Mention> mentions_of(std::span<const Finding> findings) {
  std::vector<Mention> mentions;
  std::map<std::pair<std::uint32_t, std::string>, std::unordered_map<std::uint64_t, std::size_t>> index;
  const Finding* before = nullptr;
  std::unordered_map<std::uint64_t, std::size_t>* place = nullptr;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto& f = findings[i];
    if (before == nullptr || before->file != f.file || before->member != f.member)
      place = &index[{f.file, f.member}];
    before = &f;
    const auto [slot, fresh] = place->try_emplace(f.record, mentions.size());
    if (fresh) mentions.emplace_back();
    auto& m = mentions[slot->second];
    const auto& norm = f.norm.reveal(match);
    switch (f.element) {
      case Element::name:
        if (f.part == NamePart::full || f.part == NamePart::none) {
          const auto parts = name_parts(norm);
          // A second person in the row (spouse, doctor) is not this one.
          if (!m.full.empty() && !names_agree(parts, m.name)) continue;
          if (m.full.empty()) m.full = norm, m.name = parts;
        } else if (f.part == NamePart::family) {
          m.name.family = name_parts(norm + ", x").family;
        } else {
          const auto word = lowered(norm);
          auto& to = f.part == NamePart::given ? m.name.given
                     : f.part == NamePart::middle ? m.name.middle : m.name.suffix;
          to.clear();
          for (char c : word)
            if (is_word(c)) to += c;
            else if (c == ' ') break;
        }
        break;
      case Element::ssn:
      case Element::itin:
        if (m.ssn.empty()) m.ssn = norm;
        break;
      case Element::birth: if (m.birth.empty()) m.birth = norm; break;
      case Element::address:
        if (m.address_text.empty()) m.address_text = norm, m.postal = f.postal.reveal(match);
        break;
      case Element::state: if (m.state_only.empty()) m.state_only = norm; break;
      case Element::card: case Element::account: case Element::licence: case Element::passport:
      case Element::medicare: case Element::health_plan: case Element::record_no:
      case Element::email: case Element::phone:
        m.numbers.emplace_back(f.element, norm);
        break;
      default: break;
    }
    m.findings.push_back(i);
  }
  // The parts of a name that stood in several columns.
  for (auto& m : mentions) {
    if (!m.full.empty()) continue;
    std::string given, middle, family, suffix;
    for (auto i : m.findings) {
      if (findings[i].element != Element::name) continue;
      auto& to = findings[i].part == NamePart::given    ? given
                 : findings[i].part == NamePart::middle ? middle
                 : findings[i].part == NamePart::family ? family : suffix;
      if (to.empty()) to = findings[i].norm.reveal(match);
    }
    m.full = joined_name(given, middle, family, suffix);
  }
  return mentions;
}

/// Joins mentions, and refuses joins that would make two people one.
class Linker {
 public:
  Linker(const std::vector<Mention>& mentions, Register& out)
      : mentions_(mentions), out_(out), parent_(mentions.size()), facts_(mentions.size()) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      const auto& m = mentions[i];
      facts_[i] = {m.ssn, m.birth, m.name.middle, m.name.suffix};
    }
  }

  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

  void by_ssn() {
    std::unordered_map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      const auto& m = mentions_[i];
      if (m.ssn.empty()) continue;
      const auto [slot, fresh] = first.try_emplace(m.ssn, i);
      if (fresh) continue;
      const auto& other = mentions_[slot->second];
      const bool names_clash = !m.name.empty() && !other.name.empty() && !names_agree(m.name, other.name);
      if (names_clash && births_differ(m.birth, other.birth))
        doubt(slot->second, i, "same SSN, yet name and date of birth both differ");
      else
        join(slot->second, i, "same SSN or ITIN", true);
    }
  }

  /// Same key and names that agree. `keys(m)` gives zero or more keys.
  template <class Keys>
  void by_name_and(const char* rule, const Keys& keys) {
    std::unordered_map<std::string, std::vector<std::size_t>> buckets;
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      if (mentions_[i].name.family.empty() || mentions_[i].name.given.empty()) continue;
      for (const auto& key : keys(mentions_[i])) {
        auto& bucket = buckets[key];
        bool met = false;
        for (auto other : bucket) {
          if (root(other) == root(i)) {
            met = true;
            continue;
          }
          if (names_agree(mentions_[other].name, mentions_[i].name) && join(other, i, rule, false)) met = true;
        }
        if (!met && bucket.size() < widest_bucket) bucket.push_back(i);
      }
    }
  }

  /// A record with an address but no name belongs to the one person who has that address.
  void by_email() {
    std::unordered_map<std::string, std::size_t> owner;  // npos: more than one
    const auto each = [&](bool named, const auto& visit) {
      for (std::size_t i = 0; i < mentions_.size(); ++i) {
        if (mentions_[i].name.family.empty() == named) continue;
        for (const auto& [element, value] : mentions_[i].numbers)
          if (element == Element::email) visit(i, value);
      }
    };
    each(true, [&](std::size_t i, const std::string& mail) {
      const auto [slot, fresh] = owner.try_emplace(mail, i);
      if (!fresh && slot->second != std::string::npos && root(slot->second) != root(i)) slot->second = std::string::npos;
    });
    each(false, [&](std::size_t i, const std::string& mail) {
      const auto [slot, fresh] = owner.try_emplace(mail, i);
      if (!fresh && slot->second != std::string::npos) join(slot->second, i, "same e-mail address, which belongs to one person only", false);
    });
  }

 private:
  struct Facts { std::string ssn, birth, middle, suffix; };

  void doubt(std::size_t a, std::size_t b, const char* why) {
    out_.doubtful.push_back({mentions_[a].findings.front(), mentions_[b].findings.front(), why});
  }

  bool join(std::size_t a, std::size_t b, const char* rule, bool same_ssn) {
    const auto ra = root(a), rb = root(b);
    if (ra == rb) return true;
    auto& fa = facts_[ra];
    auto& fb = facts_[rb];
    if (!same_ssn) {
      const bool numbers = !fa.ssn.empty() && !fb.ssn.empty() && fa.ssn != fb.ssn;
      const bool initials = !fa.middle.empty() && !fb.middle.empty() && fa.middle[0] != fb.middle[0];
      const bool suffixes = !fa.suffix.empty() && !fb.suffix.empty() && fa.suffix != fb.suffix;
      if (numbers || initials || suffixes || births_differ(fa.birth, fb.birth)) {
        if (numbers) doubt(a, b, "same name and a shared value, yet the SSNs differ");
        return false;
      }
    }
    // The earlier one stays the root, so that the order of people is the order of the bytes.
    const auto keep = std::min(ra, rb), gone = std::max(ra, rb);
    parent_[gone] = keep;
    const auto fill = [](std::string& to, const std::string& from) { if (to.empty()) to = from; };
    fill(facts_[keep].ssn, facts_[gone].ssn);
    fill(facts_[keep].birth, facts_[gone].birth);
    fill(facts_[keep].middle, facts_[gone].middle);
    fill(facts_[keep].suffix, facts_[gone].suffix);
    out_.joins.push_back({mentions_[a].findings.front(), mentions_[b].findings.front(), rule});
    return true;
  }

  const std::vector<Mention>& mentions_;
  Register& out_;
  std::vector<std::size_t> parent_;
  std::vector<Facts> facts_;
};

/// Somebody, rather than a stray telephone number.
bool stands_for_someone(const Mention& m) {
  if (!m.ssn.empty()) return true;
  if (!m.name.family.empty())
    return !m.birth.empty() || !m.address_text.empty() || !m.numbers.empty() || m.findings.size() > 1;
  return std::any_of(m.numbers.begin(), m.numbers.end(), [](const auto& n) {
    return n.first != Element::phone;
  });
}

/// Residence: the state of the mailing address that most records give; else of a state column.
void place(Person& person, const std::vector<const Mention*>& mentions) {
  std::map<std::string, std::size_t> by_address, by_column;
  std::size_t with_address = 0, with_column = 0;
  std::map<std::string, std::pair<std::size_t, const Mention*>> addresses;
  for (const auto* m : mentions) {
    if (!m->postal.state.empty()) {
      ++with_address;
      ++by_address[m->postal.state];
    }
    if (!m->state_only.empty()) {
      ++with_column;
      ++by_column[m->state_only];
    }
    if (!m->address_text.empty()) {
      auto& slot = addresses[street_key(m->postal.street)];
      // Of the same address the fullest form is kept.
      const auto weight = [](const Mention& x) {
        return (x.postal.zip.empty() ? 0 : 2) + (x.postal.city.empty() ? 0 : 2) + (x.postal.state.empty() ? 0 : 1);
      };
      ++slot.first;
      if (slot.second == nullptr || weight(*m) > weight(*slot.second)) slot.second = m;
    }
  }
  const auto most = [](const std::map<std::string, std::size_t>& counts) {
    return std::max_element(counts.begin(), counts.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; });
  };
  const auto said = [](std::size_t n, std::size_t of) {
    return std::to_string(n) + " of " + std::to_string(of) + (of == 1 ? " record" : " records");
  };
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
  const Mention* best = nullptr;
  std::size_t seen = 0;
  for (const auto& [key, slot] : addresses)
    if (slot.first > seen || (slot.first == seen && best != nullptr && slot.second->findings < best->findings)) {
      seen = slot.first;
      best = slot.second;
    }
  if (best == nullptr) return;
  person.postal = Personal<Postal>(best->postal);
  const auto& p = best->postal;
  if (!p.street.empty()) person.address.emplace_back(p.street);
  std::string town = p.city;
  if (!p.state.empty()) town += (town.empty() ? "" : ", ") + p.state;
  if (!p.zip.empty()) town += (town.empty() ? "" : " ") + p.zip;
  if (!town.empty()) person.address.emplace_back(town);
}

void describe(Person& person, std::span<const Finding> findings,
              const std::vector<const Mention*>& mentions) {
  std::string name;
  std::size_t parts = 0;
  std::set<Element> kinds;
  for (const auto* m : mentions) {
    const std::size_t n = (m->name.given.size() > 1 ? 2U : 0U) + (m->name.middle.empty() ? 0U : 1U) +
                          (m->name.suffix.empty() ? 0U : 1U) + (m->name.family.empty() ? 0U : 2U);
    if (n > parts) {
      parts = n;
      name = m->full;
    }
    for (auto i : m->findings) {
      kinds.insert(findings[i].element);
      person.findings.push_back(i);
    }
  }
  std::sort(person.findings.begin(), person.findings.end());
  person.elements.assign(kinds.begin(), kinds.end());
  person.name = Personal<std::string>(name);
  bool weighty = false;
  for (auto e : person.elements) weighty = weighty || (row_of(e).weighty && e != Element::password);
  const bool credentials = kinds.count(Element::password) != 0 && kinds.count(Element::email) != 0;
  person.affected = (weighty && !name.empty()) || credentials;
}

}  // namespace

std::map<std::string, std::uint64_t> Register::states() const {
  std::map<std::string, std::uint64_t> out;
  for (const auto& person : people)
    if (person.affected) ++out[person.state];
  return out;
}

Register build_register(std::span<const Finding> findings) {
  Register out;
  const auto mentions = mentions_of(findings);
  Linker linker(mentions, out);
  using Keys = std::vector<std::string>;
  linker.by_ssn();
  linker.by_name_and("same name and date of birth", [](const Mention& m) {
    return m.birth.empty() ? Keys{} : Keys{m.name.family + "|" + m.birth};
  });
  linker.by_name_and("same name and postal address", [](const Mention& m) {
    const auto key = address_key(m.postal);
    return key.empty() ? Keys{} : Keys{m.name.family + "|" + key};
  });
  linker.by_name_and("same name and another number or address", [](const Mention& m) {
    Keys keys;
    for (const auto& [element, value] : m.numbers)
      keys.push_back(std::string(token_of(element)) + "|" + value);
    return keys;
  });
  linker.by_email();

  out.person_of.assign(findings.size(), 0);
  std::unordered_map<std::size_t, std::size_t> number;  // root -> index of person
  std::vector<std::vector<const Mention*>> of_person;
  std::vector<bool> somebody(mentions.size(), false);
  for (std::size_t i = 0; i < mentions.size(); ++i)
    if (stands_for_someone(mentions[i])) somebody[linker.root(i)] = true;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    const auto root = linker.root(i);
    if (number.count(root) == 0) {
      if (!somebody[root]) continue;
      number[root] = out.people.size();
      out.people.emplace_back();
      out.people.back().number = static_cast<std::uint32_t>(out.people.size());
      of_person.emplace_back();
    }
    of_person[number[root]].push_back(&mentions[i]);
  }
  for (std::size_t p = 0; p < out.people.size(); ++p) {
    describe(out.people[p], findings, of_person[p]);
    place(out.people[p], of_person[p]);
    for (auto i : out.people[p].findings) out.person_of[i] = out.people[p].number;
  }
  return out;
}

}  // namespace ledgelight::discover
