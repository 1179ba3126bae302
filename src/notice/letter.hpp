// notice/letter.hpp: one person's letter, as the exact bytes that two officers approve and post.
//
// Pure: same template, facts, recipient and words in, same bytes out. Holds one person's data and
// nobody else's. Safe from several threads at once.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "notice/facts.hpp"
#include "notice/linter.hpp"
#include "notice/template.hpp"
#include "print/pdf.hpp"

namespace ledgelight::notice {

/// Why a letter may not be approved; each says what to do.
struct Gap {
  std::string what{};  ///< a value name ("contact_phone") or a content key ("enrolment")
  std::string why{};   ///< "The letter needs a contact telephone number. Enter it with …"
};

struct Letter {
  print::Document document;
  std::string pdf{};
  std::string sha256;  ///< of pdf, hex
  int pages = 0;
  std::string template_id{};
  int template_version = 0;
  std::vector<Gap> gaps{};          ///< empty: may be approved as far as content goes
  std::vector<Finding> findings{};  ///< the linter's
};

/// Templates and plain names of the elements, by language: content/letters.
class Stationery {
 public:
  /// `files` with paths below content/ ("letters/us/ct/resident-notice.en.md"). Every file must
  /// parse; the error names the file.
  static Result<Stationery> load(std::span<const EmbeddedFile> files);

  /// The template for residents of `state` ("US-CT"), or one for "US" as a whole; in `language`
  /// when there is one, else in English; not_found when there is neither.
  Result<Template> resident_notice(std::string_view state, std::string_view language) const;
  /// "Social Security number" for "ssn"; not_found for a token without words in that language.
  Result<std::string> element_words(std::string_view token, std::string_view language) const;
  /// How to reach the credit bureaus and the like, with sources: content/letters/us/help.txt.
  std::vector<std::string> help(std::string_view key, std::string_view language) const;
  std::vector<Template> templates() const;
  /// The content key that answers a pack's sentence ("none": nothing is asked; "without KEY …": the
  /// letter must not say these); nullopt when no demands.txt has it. A content key answers itself.
  std::optional<std::string> answer_to(std::string_view demand) const;

 private:
  std::vector<Template> templates_{};
  std::map<std::string, std::string> elements_;  // "en/ssn"
  std::map<std::string, std::vector<std::string>> help_;
  std::map<std::string, std::string> demands_;  // by the sentence in lower case, single spaces
};

/// What this recipient's letter must say: what the duty states (`content` of one duty of the duties
/// JSON, content keys or the pack's own sentences; absent or "none": nothing), and, from the
/// elements, enrolment and credit_freeze_advice where services are owed and credential_change for
/// account credentials.
std::set<std::string> required_content(const Json& duty, const LetterFacts& facts,
                                       const Recipient& recipient);

/// A name as it is said: "Quillfeather, Ada M." is "Ada M. Quillfeather"; "Ada Quillfeather, Jr." and
/// "Invented Works, Inc." stay; "Quillfeather, Ada, Jr." is "Ada Quillfeather, Jr.".
std::string name_in_order(std::string_view name);

/// `required` may hold sentences of a pack; those of services and credentials count for whom they
/// concern, and one that no demands.txt answers is a gap. Always gives a letter when it can be drawn at all; one with gaps carries the mark
/// "Draft - cannot be sent". A name or address that cannot be printed or does not fit the window is
/// a gap, and stays out of the drawing. Fails on an element without plain words, a state without a
/// template, and otherwise as print::render does.
Result<Letter> write_letter(const Stationery& stationery, const LetterFacts& facts,
                            const Recipient& recipient, const std::set<std::string>& required);

}  // namespace ledgelight::notice
