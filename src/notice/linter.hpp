// notice/linter.hpp: whether a letter can be read, and whether it is as sure as its facts are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/reading.hpp"
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

/// In the order of the text, whole-text findings last. `words` as print::words_of gives them.
std::vector<Finding> lint(std::string_view words, const LintOptions& options);

}  // namespace ledgelight::notice
