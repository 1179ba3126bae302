// discover/numbers.hpp: the rules of number_at(): what a run of digits is, by its shape, by the
// word before it and by the signs around it. Each file beside this one has the rules of one kind.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "discover/hit.hpp"
#include "discover/trigrams.hpp"
#include "discover/words.hpp"

namespace ledgelight::discover {

/// Three letters of each word with one of these meanings.
TrigramSet clues_of(std::initializer_list<Meaning> meanings);

class Numbers {
 public:
  Numbers(const Text& text, std::vector<Hit>& out) : text_(text), s_(text.bytes), out_(out) {}

  /// Looks at the run [i, j); returns where to go on.
  size_t at(size_t i, size_t j);

 private:
  // What stands around (numbers.cpp).
  char before(size_t i) const { return i > 0 ? s_[i - 1] : '\n'; }
  char after(size_t j) const { return j < s_.size() ? s_[j] : '\n'; }
  bool digits(size_t i, size_t n) const;
  /// Is the character that ends before `i`, or begins at `j`, a letter or digit? Quotes and blanks
  /// of Unicode are none, nor are the signs of Latin-1.
  bool word_before(size_t i) const;
  bool word_after(size_t j) const;
  /// A number of its own: not part of a longer number, word, decimal fraction or path of groups.
  bool free_before(size_t i) const;
  bool free_after(size_t j) const;
  /// Length of one separator at `j`: '-', '.', ' ', a dash of Unicode in UTF-8, or " - ".
  size_t separator(size_t j, char& kind) const;
  void add(size_t i, size_t j, Element element, int confidence, std::string norm,
           std::string reason);

  // The word before (numbers_label.cpp).
  Label label(size_t at) const { return label_before(s_, at); }
  /// A label with only words like "number" and "is" between it and the value.
  Label near_label(size_t at) const;
  /// "security code", "State ID", "alien registration number": what a word means before the words
  /// that were passed on the way to the value.
  Meaning of_two_words(std::string_view word, size_t from, size_t at) const;
  /// "checking account", "bank account": the word before says whose account it is.
  bool of_a_bank(size_t i) const;
  /// "State ID card no."
  bool of_identity(size_t i) const;
  static std::string quoted(const Label& l) { return "\"" + std::string(l.word) + "\""; }

  // By shape alone or first. Each returns where to go on, 0 when the run is nothing of the kind.
  // Numbers of people (numbers_shape.cpp).
  size_t social(size_t i, size_t j);
  /// "EIN 47-1234567"
  size_t employer(size_t i, size_t j);
  /// An IBAN, together or in groups of four, around the digits at `i`; its check digits speak for
  /// it.
  size_t iban(size_t i);
  size_t grouped_card(size_t i, size_t j);
  size_t card(size_t i, size_t j);
  /// A label that says the number is a known something else.
  static bool is_telling(Meaning m);
  /// "5414 5415 5416 5417"
  static bool rises(std::string_view number);
  // Telephones (numbers_phone.cpp).
  size_t telephone(size_t i, size_t j);
  /// "203-555-0147 (cell)", "… x12 fax", "…-Office"
  bool phone_word_follows(size_t i) const;
  /// "x1234", "-Fax", right after a telephone number.
  bool extension(size_t i) const;
  /// "…@example.net or 2035550147": the word before, or the one before "or", is an address.
  bool beside_email(size_t i) const;
  // Dates of birth (numbers_birth.cpp).
  size_t birth(size_t i, size_t j);
  /// "D.O.B. 03.04.1975"
  bool dotted_birth(size_t b) const;
  /// "EXAMPLE, ADA W/F 03/02/1986": as the police write it.
  bool after_sex(size_t b) const;

  // Digits, or letters and digits, whose kind only a word can tell (numbers_labelled.cpp).
  /// Digits alone whose kind only a word can tell.
  size_t labelled(size_t i, size_t j);
  /// Letters and digits together: only a word right before tells what it is.
  size_t token(size_t i, size_t j);
  /// What only its label tells, by the rule of its column.
  size_t rarer(size_t i, size_t j, const Label& l, bool near);
  /// Others of a list: "record numbers H1905301, MRN-780498 and P2850270".
  size_t more(Meaning meaning, const Label& l, size_t at);
  /// ":021236183: 70162489\"": the account that follows on the line of a check.
  size_t beside_routing(size_t j) const;
  /// "CID 1459": as many programs number what they check; a card has to be spoken of.
  bool of_a_card(const Label& l, size_t i, size_t j) const;
  /// "checking 402480 bytes": the word alone is no account.
  bool only_checks(const Label& l, size_t i, size_t j) const;
  static std::span<const std::string_view> bank_words();
  // Licences (numbers_licence.cpp).
  size_t licence(size_t i, size_t j, const Label& l, bool near);
  /// "123456789 (CT)", "… issued by the State of Connecticut", "… OLS/CT": the state that the words
  /// after a licence name.
  std::string state_after(size_t j) const;
  /// Software has drivers and licenses too: without a state both have to be spoken of.
  bool of_a_driver(const Label& l, size_t i, size_t j) const;

  const Text& text_;
  std::string_view s_;
  std::vector<Hit>& out_;
};

}  // namespace ledgelight::discover
