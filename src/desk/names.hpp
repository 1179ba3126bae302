// desk/names.hpp: is this a name? What only looks like one, put to an officer, and their word.
//
// A search takes words for a name by a heading or a word before them, or by their look alone. Those
// by which somebody on the register goes on their look alone are asked about, the same words once.
// The answer is kept as the word on those findings: sealed, an act without the words, and heeded by
// every later search. Either answer can be changed for the other.
#pragma once

#include "base/personal.hpp"
#include "desk/desk.hpp"

namespace ledgelight::desk {

/// From this confidence on, something beside its look says that it is a name.
inline constexpr int sure_name = 80;

struct NameLine {
  FindingId id;                 ///< names the question
  Personal<std::string> words;  ///< as they stand
  std::string reason;           ///< why the search took them for a name
  int confidence = 0;
  std::uint64_t places = 0, people = 0;
  std::vector<std::string> where;     ///< some of the places
  std::vector<std::string> elements;  ///< what was found of those who go by it, in law's words
  std::string verdict;                ///< name | not-a-name | "" open
};
struct NamePage {
  std::vector<NameLine> rows;  ///< open, the least likely first
  std::uint64_t open = 0, answered = 0;
  std::vector<NameLine> said;  ///< some of those answered, by their words
};
/// `page` of the open ones, `said` of those answered, the latest search first. The words need
/// Action::see_people; without it the rows are empty, the counts stay.
Result<NamePage> list_names(Desk& desk, const Actor& actor, const CaseId& id, Page page,
                            Page said = {0, 200});

/// `verdict` name | not-a-name. Who goes by words that are no name goes by another name that was
/// found of them, and, where there is none, by none: nobody can be written to or counted by a kind
/// of data without a name, so they are rejected, unless what was found opens an account. "name"
/// puts that back as it was. Whoever a letter went to stays as they are. Fails (wrong_state) when
/// one of them was said to be one with somebody else: that first.
Result<void> answer_name(Desk& desk, const Actor& actor, const CaseId& id,
                         const FindingId& question, std::string_view verdict);

/// Small letters, one blank between words: what makes two the same words.
std::string words_of_name(std::string_view name);
/// FindingRow::words: a blind index of words_of_name under the key of the case, so that the same words
/// are found without opening anything, and nobody without that key can tell which words they are.
std::string index_of_words(const Key& case_key, std::string_view name);
/// Reckons it for the names of a case that have none (found by an older program), some at a time in
/// transactions of their own: interrupted, the next call goes on. Costs nothing when there are none.
Result<void> index_names(Desk& desk, const CaseId& id);
/// The finding with that number, from 1, of a run.
FindingId finding_number(const CaseId& id, const std::string& run, std::size_t number);

}  // namespace ledgelight::desk
