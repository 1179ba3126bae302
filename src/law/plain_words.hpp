// law/plain_words.hpp: whether the texts of the packs can be read by those they are for.
//
// Measured as in base/reading.hpp, a page at a time: the public facts of one topic, and what one
// breach law says on the page for organizations. Quotations (between curly quotes), citations and
// addresses are left out: they are not ours to reword.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "law/rules.hpp"

namespace ledgelight::law {

constexpr double highest_grade = 8.0;       ///< of English: Flesch-Kincaid
constexpr double lowest_ease_es = 55.0;     ///< of Spanish: "normal" on the INFLESZ scale
constexpr double longest_sentences = 25.0;  ///< words, on average, in both

struct Readability {
  std::string page;      ///< "us/ct/stamford: faq", "US-AL"
  std::string language;  ///< "en", "es"
  double score = 0;      ///< grade of English, ease of Spanish
  double words = 0;      ///< a sentence
  std::string hardest;   ///< the sentence to begin with
  bool easy() const {
    return words <= longest_sentences &&
           (language == "en" ? score <= highest_grade : score >= lowest_ease_es);
  }
};

/// Every page that `rules` fill, in both languages.
std::vector<Readability> readability(const Rules& rules);
/// Of those, one line for each that is not easy(): the page, its score and the sentence.
std::vector<std::string> hard_to_read(const Rules& rules);
/// The text without what is not ours.
std::string own_words(std::string_view text);

}  // namespace ledgelight::law
