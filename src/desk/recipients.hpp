// desk/recipients.hpp: to whom a case owes a letter, person by person; to whom not, and why.
//
// The law engine is asked about each kind of person alone: one resident of their state, with what
// of theirs was exposed, under the facts and packs of the duty sheet. So the elements that count,
// and whether a name must be among them, stay in the packs.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "desk/desk.hpp"
#include "notice/facts.hpp"

namespace ledgelight::desk {

enum class Answer {
  letter,     ///< their own data makes a notice that the sheet asks for
  undecided,  ///< somebody must find out or decide something first
  no          ///< the law was asked, and asks for none
};

struct Owed {
  Answer answer = Answer::undecided;
  std::string because;  ///< for `undecided` and `no`; plain words, names nobody
  Json notice;          ///< the duty, for this person alone
  std::optional<std::int64_t> people;  ///< of that state, as the sheet's duty counts them
  Json offer;           ///< the duty to offer services; null when they are not owed to this person
  std::vector<std::string> exposed;  ///< of the person's kinds: those that were not unreadable
  notice::Certainty taken = notice::Certainty::unknown;
  bool held_back = false;  ///< law enforcement asked to wait, and has not let go
};

/// One case at one moment.
class Recipients {
 public:
  /// Rests on the newest sheet that says what is owed now. wrong_state: there is none, or facts or
  /// packs changed since it was decided, or nobody reached the data at all.
  static Result<Recipients> of(Desk& desk, Tx& tx, const CaseId& id);

  /// `state` as in PersonRow::residence; elements in the law's vocabulary.
  Result<Owed> owed(const std::string& state, const std::vector<std::string>& elements);

  const SheetId& sheet() const { return sheet_; }
  /// What the letters say of the case; no inputs of an officer, no services.
  const notice::LetterFacts& facts() const { return letter_; }

 private:
  Recipients() = default;
  Result<Owed> ask(const std::string& state, const std::vector<std::string>& elements) const;
  notice::Certainty taken(const std::vector<std::string>& elements) const;

  const law::Rules* rules_ = nullptr;
  SheetId sheet_;
  Date known_at_{};
  Json facts_, reckoning_;
  Json data_;  ///< the fact `data`, item by item with its certainty
  notice::Certainty access_ = notice::Certainty::unknown, data_known_ = notice::Certainty::unknown;
  notice::LetterFacts letter_;
  std::map<std::pair<std::string, std::vector<std::string>>, Owed> asked_;
};

}  // namespace ledgelight::desk
