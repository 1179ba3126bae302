// notice/sheet_words.hpp: what a duty sheet is said in.
//
// The paper's own words stand in content/papers. What the law and the facts are
// called is known to whoever prints (desk/paper_words.hpp); without it they stand as in the JSON.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil.hpp"
#include "base/json.hpp"

namespace ledgelight::notice {

using Named = std::vector<std::pair<std::string_view, std::string>>;

struct SheetWords {
  std::string language = "en";  ///< BCP 47
  std::function<std::string(const std::string& english)> law;
  std::function<std::string(const std::string& path)> fact;
  std::function<std::string(const std::string& path, const Json& value)> value;
  std::function<std::string(const std::string& code)> state;

  /// In `language`; English where the program has no such words. All functions are set.
  static SheetWords of(std::string_view language);

  /// The paper's own sentence, its {names} filled in.
  std::string say(std::string_view key, const Named& named = {}) const;
  /// KEY.one or KEY.other, with {n}.
  std::string count(std::string_view key, std::int64_t n, Named named = {}) const;
  /// "Friday, May 1, 2026"; of text that is no day, the text.
  std::string day(Date date) const;
  std::string day(const std::string& text) const;
};

}  // namespace ledgelight::notice
