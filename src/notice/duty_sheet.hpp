// notice/duty_sheet.hpp: the duties of a case on paper, for counsel and for the file.
#pragma once

#include <string>

#include "base/json.hpp"
#include "notice/readings.hpp"
#include "notice/sheet_words.hpp"
#include "print/document.hpp"

namespace ledgelight::notice {

struct SheetHead {
  std::string case_id, subject, city;  ///< subject as the desk shows it; no personal data
  std::string sheet_id{};
  Date reckoned{};                     ///< the day the sheet was made
  std::string facts_digest, packs_digest;
  std::string reviewed_by{};             ///< counsel's name and day; empty: "not reviewed"
  bool privileged = true;
  bool demonstration = false;
  std::vector<Signature> signatures{};   ///< of readings counsel signed
  SheetWords words = SheetWords::of("en");
};

/// `reckoning` is the duties JSON (`ledgelight law duties --format json`): duties, not_required,
/// questions, flags, packs. Unknown members are ignored; a missing or ill-typed one is bad_input
/// and names the key. Nothing in the JSON is dropped for length.
Result<print::Document> duty_sheet(const Json& reckoning, const SheetHead& head);

}  // namespace ledgelight::notice
