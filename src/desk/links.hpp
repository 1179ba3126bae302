// desk/links.hpp: who is who: what the register is not sure of, put to an officer, and their word.
//
// Discovery keeps its questions with the run; an officer's word is kept with the people it is
// about, sealed under their keys, and outlives later runs for people who were accepted. Every word
// can be taken back, the latest merge of a person first.
#pragma once

#include "desk/discovery.hpp"

namespace ledgelight::desk {

struct LinkLine {
  PersonLine left, right;
  int percent = 0;     ///< likely one person
  std::string reason;  ///< in words, without values: "one of 2 people of that name"
};
struct LinkPage {
  std::vector<LinkLine> rows;  ///< open questions, likeliest first
  std::uint64_t open = 0;      ///< all of them
  std::uint64_t answered = 0;
  std::vector<PersonLine> merged;  ///< people who are somebody else by an officer's word
};
/// Names need Action::see_people; without it the rows are empty, the counts stay.
Result<LinkPage> list_links(Desk& desk, const Actor& actor, const CaseId& id, Page page);

/// `gone` is the same person as `kept`: what is known of both is `kept`'s, who then stands
/// accepted; `gone` is no longer counted. Fails (wrong_state) when a letter to `gone` is on its
/// way, or one of them is merged already.
Result<void> merge_people(Desk& desk, const Actor& actor, const CaseId& id, const PersonId& kept,
                          const PersonId& gone);
/// Takes a merge back: both are as they were before, and known to be two. Fails (conflict) when
/// another was merged into the same person later: that one first.
Result<void> split_person(Desk& desk, const Actor& actor, const CaseId& id, const PersonId& gone);
/// They are two people; the question is not asked again while both are on the register. Who was
/// "uncertain" and is none of those asked about is proposed as the others are.
Result<void> keep_apart(Desk& desk, const Actor& actor, const CaseId& id, const PersonId& one,
                        const PersonId& other);

/// The three by their word: same | apart | split.
Result<void> answer_link(Desk& desk, const Actor& actor, const CaseId& id, const PersonId& one,
                         const PersonId& other, std::string_view verdict);

}  // namespace ledgelight::desk
