// notice/facts.hpp: what a letter may say, and how sure we are of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"

namespace ledgelight::notice {

enum class Certainty { unknown, suspected, known };

template <class T>
struct Fact {
  T value{};
  Certainty certainty = Certainty::unknown;
};

/// Whom a resident can reach. Nothing here is ever filled in by us.
struct Contact {
  std::string name{};     ///< a person or office
  std::string phone, mail, address;
  std::string hours{};    ///< "Monday to Friday, 9 a.m. to 5 p.m. Eastern Time"
};

/// Identity-theft services that a duty says are owed to those whose elements call for them.
struct Services {
  int months = 0;                     ///< 0: none offered
  std::string provider, covers;       ///< plain words
  std::string enrol_how{};              ///< "Go to … and type your code"
  std::optional<Date> enrol_until{};
  std::vector<std::string> elements{};  ///< tokens that bring the offer; empty: everyone
};

/// The same for every letter of a case. Sentences are the officer's own and go through the linter.
struct LetterFacts {
  std::string language = "en";  ///< in which the officer wrote the sentences below
  std::string city{};             ///< "City of Stamford"
  std::string case_reference{};   ///< what to quote on the telephone
  std::vector<std::string> sender{};  ///< return address lines
  std::string zone = "America/New_York";  ///< for instants told to the minute
  Date letter_date{};
  std::string what_happened{};    ///< one or two plain sentences
  Fact<When> occurred;          ///< when the breach happened
  std::optional<Date> discovered{};
  Certainty taken = Certainty::suspected;  ///< that the information was reached by someone
  std::string what_is_unknown{};  ///< a sentence; empty: nothing known to be open
  std::string more_by{};          ///< when we will know more, a sentence with a date in full
  std::string what_we_do{};
  bool delayed_by_police = false;
  Contact contact;
  std::string languages_offered{};  ///< "English and Spanish"; how to get it in another form
  Services services;
  /// How to reach what the letter points to; help.txt of the stationery when empty.
  std::optional<std::int64_t> number_affected{};  ///< of the reader's state, as its duty counts them
  std::vector<std::string> freeze_contacts{};
  std::string credit_reports_at, ftc_at;
  std::string state_attorney_contact{};  ///< for the reader's state, when its law wants it
  std::string signer, signer_title;
  bool demonstration = false;
};

/// One person. Revealed only to draw that person's own letter.
struct Recipient {
  Personal<std::string> name;
  std::vector<Personal<std::string>> address_lines{};
  std::string state{};                  ///< "US-CT"
  std::string language = "en";
  std::vector<std::string> elements{};  ///< tokens of facts/us-breach-law 3.1: "ssn", "dob" …
  Personal<std::string> enrol_code;   ///< this person's code for the services; may be empty
};

}  // namespace ledgelight::notice
