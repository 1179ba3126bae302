// discover/register.hpp: from findings to people: who is affected, with what, and where they live.
//
// Findings of one record (row, sentence, object, message) belong to one mention of a person.
// Mentions are joined, across files too, when they share
//   1 an SSN or ITIN, unless name and date of birth both disagree;
//   2 a name and a date of birth;
//   3 a name and another number, e-mail address or telephone;
//   4 a name and a postal address;
//   5 a given name and a number of one's own, under two family names (somebody married);
//   6 enough that is nearly the same: slips, nicknames, exchanged days and months, by the weights
//     that room linkage learns from the same evidence;
//   7 without a name on one side, an e-mail address or a number of one's own (a card, an account, a
//     licence …), when it belongs to exactly one person;
//   8 a name alone (or an e-mail address made of one), with the one person of that name who is
//     known by more, when the names in the evidence make a namesake unlikely (below one in ten).
// A person is looked up by every name that is written beside what is known of them.
// Never on an address alone: a household stays apart, and so do father and son (suffix), twins
// (given name) and any two with different SSNs. Every join is listed with its rule and probability,
// so it can be explained and undone; what is likely but not sure enough is listed as doubtful.
// Counts are the likeliest number: who more likely than not is counted already is not counted
// again.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "discover/kept.hpp"

namespace ledgelight::discover {

struct Person {
  std::uint32_t number = 0;                    ///< from 1, in order of first appearance
  Personal<std::string> name;                  ///< fullest form seen; empty when none
  std::vector<Personal<std::string>> address;  ///< lines for an envelope; empty when none
  std::vector<Element> elements;               ///< all kinds exposed, ascending, each once
  std::vector<std::size_t> findings;           ///< indexes into what was given, ascending
  std::string state;                           ///< "CT"; "??" when nothing says
  std::string ground;                          ///< why: "mailing address in 3 of 3 records"
  bool affected = false;                       ///< what is exposed is personal information in law
  bool counted = true;  ///< false: more likely than not somebody, or one of several, who is counted
};

/// Why two mentions are one person.
struct Join {
  std::size_t left = 0, right = 0;  ///< index of the first finding of each mention
  std::string rule;                 ///< "same SSN", "same name and date of birth" …; no values
  double probability = 1;           ///< that they are one person
};

struct Register {
  std::vector<Person> people;
  std::vector<std::uint32_t> person_of;  ///< for each finding given: Person::number, 0 for nobody
  std::vector<Join> joins;
  std::vector<Join> doubtful;  ///< for a person to judge; each two people once
  /// Affected people by state, "??" included; nobody twice (Person::counted).
  std::map<std::string, std::uint64_t> states() const;
};

/// What is exposed of somebody in the law's words (elements.hpp), sorted, each once: "name" when
/// one is known, "account_credentials" when what they open is (an e-mail address, a user name).
std::vector<std::string> law_words(const Person& person);

/// Is that personal information of somebody who lives in `state` ("CT"; "??" when nobody knows)?
/// Law is no business of this room: whoever calls asks the packs.
using Affects = std::function<bool(std::string_view state, const std::vector<std::string>& words)>;

/// The same people, told one by one: each is put together when asked for, so that what is held of
/// them are the mentions (mentions.hpp) and a few bytes a person. Findings and `affects` as for
/// build_register. One thread at a time.
class Roll {
 public:
  Roll();  ///< of nobody
  /// `findings` must outlive it.
  Roll(const KeptFindings& findings, const Affects& affects, unsigned threads);
  Roll(Roll&&) noexcept;
  Roll& operator=(Roll&&) noexcept;
  ~Roll();

  std::size_t size() const;
  /// Number `p` + 1, without Person::findings.
  Person person(std::size_t p) const;
  bool affected(std::size_t p) const;
  std::uint64_t findings_of(std::size_t p) const;  ///< how many
  /// The first of them, ascending; at most `most`.
  std::vector<std::size_t> findings_of(std::size_t p, std::size_t most) const;
  /// For each member that its findings stand in one of these, in order, no two alike together.
  std::vector<std::size_t> places_of(std::size_t p) const;
  std::uint32_t person_of(std::size_t finding) const;  ///< as Register::person_of
  std::map<std::string, std::uint64_t> states() const;
  std::uint64_t affected() const;
  std::uint64_t joins() const;
  std::uint64_t doubtful() const;
  /// As Register::doubtful; each is given to `tell`.
  void each_doubtful(const std::function<void(const Join&)>& tell) const;

 private:
  friend Register build_register(const KeptFindings&, const Affects&, unsigned);
  struct Held;
  std::unique_ptr<Held> held_;
};

/// Pure; the same findings in the same order give the same register. Without `affects` somebody is
/// affected by a name with a weighty element (elements.hpp) or by credentials: a scan without law.
/// `threads` compare at once; 0: as many as the machine has, up to sixteen.
Register build_register(const KeptFindings& findings, const Affects& affects = {},
                        unsigned threads = 0);
Register build_register(std::span<const Finding> findings, const Affects& affects = {});

}  // namespace ledgelight::discover
