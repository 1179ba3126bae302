// notice/linter.hpp: whether a letter can be read, and whether it is as sure as its facts are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notice/facts.hpp"

namespace ledgelight::notice {

struct Finding {
  std::string rule{};      ///< grade, sentence-length, hedge, flat, phrase, date, legalese
  std::string says{};      ///< what to write instead
  std::string sentence{};  ///< the sentence that broke the rule; "" for whole-text rules
  bool blocks = true;    ///< until counsel overrides it with a reason
};

struct LintOptions {
  std::string language = "en";                 ///< grade is measured in English only
  Certainty certainty = Certainty::suspected;  ///< of what the letter is about
  double highest_grade = 8.0;
  double longest_average = 25.0;               ///< words a sentence
};

/// Flesch-Kincaid grade level (Kincaid et al. 1975): 0.39 w/s + 11.8 syll/w - 15.59.
double reading_grade(std::string_view words);
double words_per_sentence(std::string_view words);
/// Sentences of prose; each line ends one, abbreviations and numbers do not.
std::vector<std::string> sentences_of(std::string_view words);

/// In the order of the text, whole-text findings last. `words` as print::words_of gives them.
std::vector<Finding> lint(std::string_view words, const LintOptions& options);

}  // namespace ledgelight::notice
